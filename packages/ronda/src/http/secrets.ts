import { createHash, timingSafeEqual } from "node:crypto";

/** Both are valid, so that a rotation has no gap. Empty counts as unset. */
export type Secrets = { current?: string | undefined; previous?: string | undefined };

/** Shorter ones can be guessed; the page and the log say so. */
export const shortestSecret = 32;

/** What is wrong with these secrets, as the log says it at the start; nothing where they are good. */
export function whatIsWrongWithSecrets({ current, previous }: Secrets): string | undefined {
  if (!current) return `cron secret is not set: every trigger over HTTP is refused; ${howToMakeOne}`;
  if (![current, previous].some((secret) => secret && secret.length < shortestSecret)) return undefined;
  return `cron secret is shorter than ${shortestSecret} characters: ${howToMakeOne}`;
}

const howToMakeOne = "make one with openssl rand -hex 32";

/** True where an HTTP header can carry the secret as it is: printable ASCII, and no blank at its ends. */
export function isCarriable(secret: string): boolean {
  return /^[\x20-\x7e]+$/.test(secret) && secret.trim() === secret;
}

/** Which secret a request carries: one of the two, none of them, or `unset` when there is nothing to compare with. */
export function checkSecret(request: Request, secrets: Secrets): "current" | "previous" | "wrong" | "unset" {
  if (!secrets.current) return "unset";
  const token = /^bearer +(.+)$/i.exec(request.headers.get("authorization") ?? "")?.[1] ?? "";
  // Header values arrive as one character a byte.
  const given = hash(Buffer.from(token, "latin1"));
  const isCurrent = timingSafeEqual(given, hash(Buffer.from(secrets.current)));
  const isPrevious = timingSafeEqual(given, hash(Buffer.from(secrets.previous ?? ""))) && Boolean(secrets.previous);
  if (isCurrent) return "current";
  return isPrevious ? "previous" : "wrong";
}

/** Hashes have one length, so that comparing them tells nothing about the secret's. */
function hash(bytes: Buffer): Buffer {
  return createHash("sha256").update(bytes).digest();
}
