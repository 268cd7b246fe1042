/** The same for every answer; the policy with its nonce is proxy.ts's. */
export const securityHeaders = [
  { key: "X-Content-Type-Options", value: "nosniff" },
  { key: "Referrer-Policy", value: "strict-origin-when-cross-origin" },
  { key: "X-Frame-Options", value: "DENY" },
  { key: "Permissions-Policy", value: "camera=(), microphone=(), geolocation=(), payment=(), browsing-topics=()" },
  { key: "Cross-Origin-Opener-Policy", value: "same-origin" },
];

/** Of an answer over HTTPS. */
export const overHttps = { key: "Strict-Transport-Security", value: "max-age=31536000; includeSubDomains" };
