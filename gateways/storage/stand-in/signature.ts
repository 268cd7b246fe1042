import { createHash, createHmac, timingSafeEqual } from "node:crypto";

/**
 * Checks the signature of a request (AWS Signature Version 4) as a store does: from the request that arrived, without a
 * line of the client that signed it. Source: "Authenticating Requests: Using the Authorization Header" of Amazon S3, whose
 * examples are its tests.
 */

/** A request as it came in. Header names are lower-case. */
export type SignedRequest = {
  method: string;
  /** With the query, as on the request line. */
  path: string;
  headers: Record<string, string | undefined>;
  body: Uint8Array;
};

/** Who may ask. */
export type Credentials = { accessKeyId: string; secretAccessKey: string; region: string };

const scheme =
  /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/s3\/aws4_request, ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})$/;
const largestSkewMs = 15 * 60_000;

/** The code with which a store refuses the request, or nothing when it may pass. */
export function signatureFault(request: SignedRequest, credentials: Credentials, now: Date): string | undefined {
  const parts = scheme.exec(request.headers.authorization ?? "");
  if (!parts) return "AccessDenied";
  const [, accessKeyId, day, region, signedHeaders = "", signature = ""] = parts;
  const sentAt = request.headers["x-amz-date"] ?? "";
  if (accessKeyId !== credentials.accessKeyId) return "InvalidAccessKeyId";
  if (region !== credentials.region || !sentAt.startsWith(`${day}T`)) return "AuthorizationHeaderMalformed";
  if (Math.abs(momentOf(sentAt) - now.getTime()) > largestSkewMs) return "RequestTimeTooSkewed";
  const names = signedHeaders.split(";");
  const mustBeSigned = ["host", ...Object.keys(request.headers).filter((name) => name.startsWith("x-amz-"))];
  if (!mustBeSigned.every((name) => names.includes(name))) return "AccessDenied";
  const expected = signatureOf(request, { names, sentAt, region, secretAccessKey: credentials.secretAccessKey });
  if (!timingSafeEqual(Buffer.from(expected), Buffer.from(signature))) return "SignatureDoesNotMatch";
  const digest = request.headers["x-amz-content-sha256"];
  if (digest !== "UNSIGNED-PAYLOAD" && digest !== sha256(request.body)) return "XAmzContentSHA256Mismatch";
  return undefined;
}

/** The signature that the request must carry, in hexadecimal. */
export function signatureOf(
  { method, path, headers }: Omit<SignedRequest, "body">,
  how: { names: string[]; sentAt: string; region: string; secretAccessKey: string },
): string {
  const [pathname = "/", query = ""] = path.split("?");
  const canonical = [
    method,
    pathname,
    query.split("&").filter(Boolean).map(withEquals).sort().join("&"),
    ...how.names.map((name) => `${name}:${(headers[name] ?? "").trim().replace(/ +/g, " ")}`),
    "",
    how.names.join(";"),
    headers["x-amz-content-sha256"],
  ].join("\n");
  const day = how.sentAt.slice(0, 8);
  const scope = `${day}/${how.region}/s3/aws4_request`;
  const key = [day, how.region, "s3", "aws4_request"].reduce<string | Buffer>(hmac, `AWS4${how.secretAccessKey}`);
  return hmac(key, ["AWS4-HMAC-SHA256", how.sentAt, scope, sha256(canonical)].join("\n")).toString("hex");
}

function withEquals(pair: string): string {
  return pair.includes("=") ? pair : `${pair}=`;
}

/** `20130524T000000Z` in milliseconds. */
function momentOf(basic: string): number {
  return Date.parse(basic.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, "$1-$2-$3T$4:$5:$6Z"));
}

function hmac(key: string | Buffer, text: string): Buffer {
  return createHmac("sha256", key).update(text).digest();
}

function sha256(content: string | Uint8Array): string {
  return createHash("sha256").update(content).digest("hex");
}
