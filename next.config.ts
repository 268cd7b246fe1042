import type { NextConfig } from "next";
import { PHASE_PRODUCTION_BUILD } from "next/constants";
import { actionsKey } from "./scripts/ensure/actions-key.mjs";

const root = import.meta.dirname;

/**
 * A form with a proof of payment or an identity card: as much as nginx lets through, a little more than policy takes, so
 * that the form's own answer says what is wrong. Next would cut bodies at 1 MB in actions and at 10 MB behind the proxy.
 */
const largestBodyBytes = 16 * 2 ** 20;

/** The same for every answer; the policy with its nonce is proxy.ts's. */
const securityHeaders = [
  { key: "X-Content-Type-Options", value: "nosniff" },
  { key: "Referrer-Policy", value: "strict-origin-when-cross-origin" },
  { key: "X-Frame-Options", value: "DENY" },
  { key: "Permissions-Policy", value: "camera=(), microphone=(), geolocation=(), payment=(), browsing-topics=()" },
  { key: "Cross-Origin-Opener-Policy", value: "same-origin" },
];

const config: NextConfig = {
  outputFileTracingRoot: root,
  turbopack: { root },
  poweredByHeader: false,
  typedRoutes: true,
  experimental: { serverActions: { bodySizeLimit: largestBodyBytes }, proxyClientMaxBodySize: largestBodyBytes },
  headers: async () => [
    { source: "/:path*", headers: securityHeaders },
    {
      source: "/:path*",
      // Over plain HTTP, as on a developer's machine, the promise of HTTPS would lock people out.
      has: [{ type: "header", key: "x-forwarded-proto", value: "https" }],
      headers: [{ key: "Strict-Transport-Security", value: "max-age=31536000; includeSubDomains" }],
    },
  ],
};

/** Every way of building comes through here, so this is where a build gets the key that keeps its actions' names. */
export default function configFor(phase: string): NextConfig {
  if (phase === PHASE_PRODUCTION_BUILD) process.env.NEXT_SERVER_ACTIONS_ENCRYPTION_KEY = actionsKey(root);
  return config;
}
