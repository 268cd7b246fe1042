import { type MailCause, mailCause } from "#domain/emails/cause.ts";
import { knownError } from "./known-errors.ts";

/** Parts of the runbook about errors of our own. */
const partsOfErrors = {
  books: "books-broken",
  mails: "mails-refused",
  unsent: "mails-unsent",
  trips: "error",
  backup: "files-missing",
  "no-admin": "channel",
} as const;

/** Parts about what a watch found; the others have that of every finding. */
const partsOfWatches: Record<string, string> = {
  "photos-missing": "files-missing",
  "papers-missing": "files-missing",
  "pages-failed": "pages-failed",
};

/** Parts about one cause of a refusal, which say nothing of the others. */
const partsOfRefusals: Partial<Record<MailCause, string>> = {
  domain: "mails-domain",
  testing: "mails-domain",
  key: "mails-key",
  sender: "mails-key",
  suspended: "mails-account",
  quota: "mails-account",
};

type Reason = { kind: string; message?: string | null; acceptedJob?: string | undefined };

/** The part of the runbook about a reason: that of its very error, or of what `subject`, a watch, found, where there is one. */
export function runbookPartOf(reason: Reason, subject = ""): string {
  if (reason.kind === "found") return partsOfWatches[subject] ?? reason.kind;
  if (reason.kind === "rejected" && reason.acceptedJob) return "rejected-line";
  return partOfError(reason.message ?? "") ?? reason.kind;
}

/** The part about one of our own errors; nothing for every other one. */
export function partOfError(message: string): string | undefined {
  const known = knownError(message);
  if (known?.kind === "mails") return partsOfRefusals[mailCause(known.refusal)] ?? partsOfErrors.mails;
  return known && partsOfErrors[known.kind];
}
