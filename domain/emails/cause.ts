import type { emailJobs } from "./schema.ts";

/** What a mail's row says of its failure. */
export type Failure = Pick<typeof emailJobs.$inferSelect, "endCause" | "lastError">;

/** Why the provider did not take a mail, as far as we know its answers; the keys of the sentences about them. */
export type MailCause =
  | "address"
  | "key"
  | "suspended"
  | "domain"
  | "testing"
  | "sender"
  | "quota"
  | "too-fast"
  | "too-late"
  | "unknown-outcome"
  | "field"
  | "away"
  | "unknown";

/**
 * The first that fits wins: what the provider says of a key or a domain has the name of a wrong field, and the words
 * about a wrong address name the field `to`.
 */
const known: [MailCause, RegExp][] = [
  ["suspended", /suspended_api_key|\bsuspended\b|\bbilling\b|security_error|HTTP (402|451)\b/i],
  ["quota", /quota_exceeded|\bquota\b/i],
  ["too-fast", /rate_limit_exceeded|HTTP 429\b/i],
  ["testing", /send testing emails/i],
  ["domain", /domain is not verified/i],
  ["sender", /invalid_from_address|invalid `?from`?/i],
  ["key", /missing_api_key|restricted_api_key|invalid_api_key|invalid_permission|\bapi[ _-]?key\b|HTTP 401\b/i],
  ["address", /invalid `?to`?|`to` field|\brecipient\b|\bbounced?\b|suppress|no such (user|mailbox)|mailbox/i],
  ["away", /HTTP (408|5\d\d)\b|\btimed? ?out\b|ECONN|ENOTFOUND|EAI_AGAIN|socket|fetch failed/i],
  ["field", /HTTP (400|40[3459]|413|422)\b|validation_error|missing_required/i],
];

/** What the provider said without its status and its name for it, as far as these are there: `HTTP 403 validation_error: …`. */
export function providerWords(error: string): string {
  return error.replace(/^HTTP \d{3} (?:[a-z_]+: )?/, "");
}

/** Why a mail failed: what we gave it up for ourselves, else what the provider's last words mean; nothing where none were said. */
export function mailCauseOf({ endCause, lastError }: Failure): MailCause | undefined {
  return endCause ?? (lastError === null ? undefined : mailCause(lastError));
}

/** Which of them an error is. Never throws; what nobody knows is `unknown`, and is quoted. */
export function mailCause(error: string): MailCause {
  return known.find(([, words]) => words.test(error))?.[0] ?? "unknown";
}
