import { textOf } from "../record/failure.ts";
import type { Redact } from "../record/redact.ts";

/** Notes are read in one line beside a badge. */
const mostNotes = 10;
const longestNote = 200;
const leftOut = "more notes were left out";

/** Adds a note of a run to those that are kept, without secrets and cut; says once that there were more. */
export function keepNote(notes: string[], message: unknown, redact: Redact): void {
  if (notes.length > mostNotes) return;
  notes.push(notes.length === mostNotes ? leftOut : redact(textOf(message), longestNote));
}
