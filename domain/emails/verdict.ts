import { z } from "zod";
import type { BatchResult } from "#gateways/mail/mailer.ts";

/** Any answer but success. */
export type Refusal = Extract<BatchResult, { ok: false }>;

/**
 * What an answer that is no success means for the batch:
 * - `not-sent`: the call was never made.
 * - `rate-limited`: too fast; the same call is made again in a moment.
 * - `account`: nothing can be sent until somebody changes the key, the quota, the bill, the sender or the address of the
 *   provider.
 * - `unknown`: nobody knows whether the mails went out; only the identical call with the same key may follow.
 * - `cut-off`: as `unknown`, because this process has to end: nobody is to blame, and no attempt is lost.
 * - `unreadable`: as `unknown`, and what came calls itself a success without being the provider's: a page of somebody in
 *   between, or of another address. When nothing else comes, no mail is to blame for it.
 * - `conflict`: the key was used with another body, so that even the identical call cannot tell.
 * - `refused`: something in the batch is wrong.
 */
export type Verdict =
  | "not-sent"
  | "rate-limited"
  | "account"
  | "unknown"
  | "cut-off"
  | "unreadable"
  | "conflict"
  | "refused";

/** By the provider's name of the error: https://resend.com/docs/api-reference/errors. A status alone says too little. */
const byName: Record<string, Verdict> = {
  not_sent: "not-sent",
  cut_off: "cut-off",
  rate_limit_exceeded: "rate-limited",
  missing_api_key: "account",
  restricted_api_key: "account",
  suspended_api_key: "account",
  invalid_api_key: "account",
  invalid_permission: "account",
  email_above_quota: "account",
  daily_quota_exceeded: "account",
  monthly_quota_exceeded: "account",
  security_error: "account",
  // The sender and the endpoint are settings too: no mail is to blame for them, so none may die of them.
  invalid_from_address: "account",
  not_found: "account",
  method_not_allowed: "account",
  concurrent_idempotent_requests: "unknown",
  resource_locked: "unknown",
  internal_server_error: "unknown",
  service_unavailable: "unknown",
  unexpected_answer: "unreadable",
  invalid_idempotent_request: "conflict",
};

/**
 * These speak about whoever calls, not about what is sent: no key, a payment due, forbidden, an address or method that
 * does not exist, a proxy's own password, too much, withheld for a legal reason. A name that is new cannot change that.
 */
const accountStatuses = new Set([401, 402, 403, 404, 405, 407, 429, 451]);

/**
 * Decides by name; by status and message where one name stands for several things, or is new.
 * Rule: docs/domain.md#whose-fault-a-refusal-is
 */
export function verdictOf({ name, statusCode, message }: Refusal): Verdict {
  const known = byName[name];
  if (known) return known;
  if (statusCode === null || statusCode >= 500 || statusCode === 408) return "unknown";
  // Without the provider's JSON somebody in between says so: slow down.
  if (name === "application_error" && statusCode === 429) return "rate-limited";
  // "API key is invalid" and "The … domain is not verified" share their name with a wrong field, the first its status, too.
  if (accountStatuses.has(statusCode) || speaksOfAccount(message)) return "account";
  // Too large comes from a proxy as well, and a half of it may pass. What else a proxy refuses is no mail's fault.
  if (name === "application_error" && statusCode !== 413) return "account";
  return "refused";
}

/**
 * One line of a permissive answer has no name and no status, so its words say whether it is about the account. Beside
 * mails that were accepted the account can only have come to the end of a quota, or may write to its owner alone.
 */
export function speaksOfAccount(message: string, { besideAccepted = false } = {}): boolean {
  if (/\bquota\b|domain is not verified|send testing emails/i.test(message)) return true;
  return !besideAccepted && /\bapi[ _-]?key\b|\bsuspended\b|\bbilling\b|\bpayment\b|invalid `?from`?/i.test(message);
}

/**
 * True where a refusal is certainly about this one mail: the provider names its address, or says that `to` is wrong and
 * it is indeed no address. Only then may a mail die of it while no other mail has been accepted.
 */
export function isAboutRecipient(message: string, toEmail: string): boolean {
  if (toEmail !== "" && message.toLowerCase().includes(toEmail.toLowerCase())) return true;
  return /\bto\b|recipient/i.test(message) && !z.email().safeParse(toEmail).success;
}

/** The same refusal of two mails reads the same: what differs from call to call, such as the number of a request, is left out. */
export function kindOfRefusal(words: string): string {
  return words.replace(/[\w-]+/g, (word) => (/\d/.test(word) ? "#" : word));
}

/** True where the refusal is about the sender's address: another sender may still send. */
export function isAboutSender({ name, statusCode, message }: Refusal): boolean {
  if (name === "invalid_from_address") return true;
  return name === "validation_error" && statusCode === 403 && /\bdomain\b|\bfrom\b/i.test(message);
}

/** For the log and for `lastError`: the provider's words, without the mail. */
export function words({ name, message, statusCode }: Refusal): string {
  return `${statusCode ? `HTTP ${statusCode} ` : ""}${name}: ${message}`;
}
