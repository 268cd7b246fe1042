import type { BatchAnswer } from "#gateways/mail/mailer.ts";

/** Any answer but success. */
export type Refusal = Extract<BatchAnswer, { ok: false }>;

/**
 * What an answer that is no success means for the batch:
 * - `not-sent`: the call was never made.
 * - `rate-limited`: too fast; the same call is made again in a moment.
 * - `account`: nothing can be sent until somebody changes the key, the quota, the sender or the address of the provider.
 * - `unknown`: nobody knows whether the mails went out; only the identical call with the same key may follow.
 * - `conflict`: the key was used with another body, so that even the identical call cannot tell.
 * - `refused`: something in the batch is wrong.
 */
export type Verdict = "not-sent" | "rate-limited" | "account" | "unknown" | "conflict" | "refused";

/** By the provider's name of the error: https://resend.com/docs/api-reference/errors. A status alone says too little. */
const byName: Record<string, Verdict> = {
  not_sent: "not-sent",
  rate_limit_exceeded: "rate-limited",
  missing_api_key: "account",
  restricted_api_key: "account",
  invalid_api_key: "account",
  daily_quota_exceeded: "account",
  monthly_quota_exceeded: "account",
  // The sender and the endpoint are settings too: no mail is to blame for them, so none may die of them.
  invalid_from_address: "account",
  not_found: "account",
  method_not_allowed: "account",
  concurrent_idempotent_requests: "unknown",
  internal_server_error: "unknown",
  invalid_idempotent_request: "conflict",
};

/** Decides by name; by status only where one name stands for several things. */
export function verdictOf({ name, statusCode }: Refusal): Verdict {
  const known = byName[name];
  if (known) return known;
  if (statusCode === null || statusCode >= 500) return "unknown";
  // "The … domain is not verified" and "You can only send testing emails …" share a name with a wrong field (400, 422).
  if (name === "validation_error" && statusCode === 403) return "account";
  return name === "application_error" ? verdictOfStranger(statusCode) : "refused";
}

/** An answer without the provider's JSON comes from somebody in between, such as a proxy. */
function verdictOfStranger(statusCode: number): Verdict {
  if (statusCode === 429) return "rate-limited";
  // Too large: a half of it may pass.
  return statusCode === 413 ? "refused" : "account";
}

/** True where the refusal is about the sender's address: another sender may still send. */
export function isAboutSender({ name, statusCode }: Refusal): boolean {
  return name === "invalid_from_address" || (name === "validation_error" && statusCode === 403);
}

/** For the log and for `lastError`: the provider's words, without the mail. */
export function words({ name, message, statusCode }: Refusal): string {
  return `${statusCode ? `HTTP ${statusCode} ` : ""}${name}: ${message}`;
}
