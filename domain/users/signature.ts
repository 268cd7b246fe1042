import { createHmac, timingSafeEqual } from "node:crypto";
import { authSecret } from "#env.ts";

/** What a browser keeps for us cannot be made up: it carries a signature of ours, each purpose one of its own. */

/** The signature of a text, by `AUTH_SECRET`. Throws `NoAuthSecretError` where there is none: anybody could sign with nothing. */
export function sign(purpose: string, text: string): string {
  return createHmac("sha256", authSecret()).update(`${purpose}:${text}`).digest("base64url");
}

/** Whether a signature is that of this text. */
export function isSigned(purpose: string, text: string, signature: string): boolean {
  const [sent, right] = [Buffer.from(signature), Buffer.from(sign(purpose, text))];
  return sent.length === right.length && timingSafeEqual(sent, right);
}
