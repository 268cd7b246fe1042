import { knownError } from "./known-errors.ts";

/** Parts of the runbook about errors of our own. */
const partsOfErrors = {
  books: "books-broken",
  mails: "mails-refused",
  unsent: "mails-unsent",
  trips: "error",
} as const;

/** Parts about what a watch found; the others have that of every finding. */
const partsOfWatches: Record<string, string> = { "photos-missing": "files-missing", "papers-missing": "files-missing" };

type Reason = { kind: string; message?: string | null };

/** The part of the runbook about a reason: that of its very error, or of what `subject`, a watch, found, where there is one. */
export function runbookPartOf(reason: Reason, subject = ""): string {
  if (reason.kind === "found") return partsOfWatches[subject] ?? reason.kind;
  return partOfError(reason.message ?? "") ?? reason.kind;
}

/** The part about one of our own errors; nothing for every other one. */
export function partOfError(message: string): string | undefined {
  const known = knownError(message);
  return known && partsOfErrors[known.kind];
}
