import { createHash } from "node:crypto";

/** The values of a record that a form changes, by the names of what is changed together. */
export type Values = Record<string, unknown>;

/** What a form's page showed: whom it was drawn for, and a mark of each value. */
export type FormVersion = { personId: string; marks: ReadonlyMap<string, string> };

/** A form's hidden field that says what its page showed: short, however long the values are. */
export function writeFormVersion(personId: string, values: Values = {}): string {
  return [personId, ...Object.entries(values).map(([name, value]) => `${name}.${markOf(value)}`)].join(" ");
}

/** Reads it again. Nothing where there is none, as in a form of the release before, or where it is no such text. */
export function readFormVersion(text: unknown): FormVersion | undefined {
  if (typeof text !== "string" || !format.test(text)) return undefined;
  const [personId = "", ...marks] = text.split(" ");
  return { personId, marks: new Map(marks.map((mark) => mark.split(".") as [string, string])) };
}

/** An id, then at most forty names with their marks. */
const format = /^[\w-]{1,64}(?: [A-Za-z]{1,40}\.[\w-]{12}){0,40}$/;

/**
 * Compares what a form sends with what its page showed, and with the record as it is. `changed` elsewhere since then: what this
 * form left as it was shown stays as it is now; what it changes, too, is a conflict, of which nobody but people knows which
 * is meant. Without `version` whatever is sent counts.
 * Rule: docs/domain.md#compare-and-set
 */
export function changedSince(
  version: FormVersion | undefined,
  { now, sent }: { now: Values; sent: Values },
): { untouched: string[]; conflicts: string[] } {
  const changed = Object.keys(sent).filter((name) => {
    const shown = version?.marks.get(name);
    return shown !== undefined && shown !== markOf(now[name]) && markOf(sent[name]) !== markOf(now[name]);
  });
  const isUntouched = (name: string) => markOf(sent[name]) === version?.marks.get(name);
  return { untouched: changed.filter(isUntouched), conflicts: changed.filter((name) => !isUntouched(name)) };
}

function markOf(value: unknown): string {
  return createHash("sha256")
    .update(JSON.stringify(value ?? null))
    .digest("base64url")
    .slice(0, 12);
}
