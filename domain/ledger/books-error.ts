import { type BooksRule, booksRules } from "./books-rules.ts";

/** A row that breaks a rule. */
export type BrokenRow = {
  id: string;
  /**
   * Whose it is: a booking's or a transfer's code, a trip's slug, a line of the statement as `bca:2026-05-01`, nothing where it is
   * about all together.
   */
  of: string | null;
  /** Which row or column of it is wrong, where that is known: `Payout`, `Payout.amount`. */
  what?: string;
  /** What is and what must be, where two figures should be one: seats, or whole rupiah. */
  figures: { is: number; must: number } | null;
};

/** A rule that does not hold. */
export type BrokenRule = { rule: BooksRule; says: string; rows: BrokenRow[] };

/** What can be read again of {@link BooksBrokenError}'s message: the rows that it names, and how many it only counts. */
export type ReportedRule = { rule: BooksRule; rows: Omit<BrokenRow, "id">[]; more: number };

/** So many rows of a rule are named in the message. */
const rowsNamed = 20;

const start = "the books do not add up: ";

/**
 * The books do not add up. The message is kept with the run that found it, so it names rules and rows such that
 * {@link booksErrorIn} reads them again: `changed: ST-7F3K9 Payout.amount 540878 <> 490878 and 2 more; balance: 1 <> 2`.
 */
export class BooksBrokenError extends Error {
  override name = "BooksBrokenError";
  readonly rules: BrokenRule[];

  constructor(rules: BrokenRule[]) {
    super(start + rules.map(reportOf).join("; "));
    this.rules = rules;
  }
}

function reportOf({ rule, rows }: BrokenRule): string {
  const more = rows.length > rowsNamed ? ` and ${rows.length - rowsNamed} more` : "";
  const named = rows
    .slice(0, rowsNamed)
    .map(({ of, what, figures }) =>
      [of, what, figures && `${figures.is} <> ${figures.must}`].filter(Boolean).join(" "),
    );
  return `${rule}: ${named.join(", ")}${more}`;
}

/** The rules and rows that a {@link BooksBrokenError}'s message names, as much of it as was kept; null for every other message. */
export function booksErrorIn(message: string): ReportedRule[] | null {
  if (!message.startsWith(start)) return null;
  return message
    .slice(start.length)
    .split("; ")
    .flatMap((part) => {
      const [, name, named = "", more = "0"] = /^([a-z-]+): (.*?)(?: and (\d+) more)?$/.exec(part) ?? [];
      const rule = booksRules.find((each) => each === name);
      return rule ? [{ rule, rows: named.split(", ").flatMap(rowIn), more: Number(more) }] : [];
    });
}

/** `ST-7F3K9`, `ST-7F3K9 Payout.amount 1 <> 2` or `1 <> 2`; nothing for one that the end of a long message has cut. */
function rowIn(text: string): Omit<BrokenRow, "id">[] {
  const [, named = "", is, must] = /^(.*?) ?(?<!\S)(-?\d+) <> (-?\d+)$/.exec(text) ?? [undefined, text];
  const [of = "", what, ...others] = named.split(" ");
  if ((of === "" && is === undefined) || others.length > 0 || (what !== undefined && !/^[A-Z]/.test(what))) return [];
  const figures = is === undefined ? null : { is: Number(is), must: Number(must) };
  return [{ of: of || null, ...(what !== undefined && { what }), figures }];
}
