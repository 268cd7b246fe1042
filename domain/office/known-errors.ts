import { mailRefusalIn } from "#domain/emails/account-error.ts";
import { mailCause } from "#domain/emails/cause.ts";
import { booksErrorIn, type ReportedRule } from "#domain/ledger/books-error.ts";
import { count, rupiah } from "#texts/format.ts";
import type { BooksFigures } from "#texts/id/errors.ts";
import { type Locale, textsFor } from "#texts/index.ts";

/** An error of one of our own jobs, as far as its message tells what it is. */
export type KnownError =
  /** The books do not add up. */
  | { kind: "books"; rules: ReportedRule[] }
  /** The mail provider takes nothing for our account; `refusal` is what it said. */
  | { kind: "mails"; refusal: string }
  /** Mails were due and none could be sent, without an answer that tells why. */
  | { kind: "unsent"; mails: number }
  /** A backup was made that lacks uploads, or has them damaged. */
  | { kind: "backup"; uploads: number }
  /** Nobody would read an alert by mail. */
  | { kind: "no-admin" }
  /** Some trips could not be worked on; the others were. */
  | { kind: "trips"; trips: number };

/** What `process-email-jobs` says of a run in which no mail got out. */
const unsentMails = /^(\d+) mails could not be sent/;
/** What `backup` says of a run whose backup is not all that it should be. */
const incompleteBackup = /^(\d+) uploads are not in the backup/;
const failedTrips = /^(\d{1,9}) trips? failed: /;

/** What the channel of mail says where nobody would read it. */
export const noAdminMessage = "There is no admin to send it to; make one with npm run admin:add";

/** Which of our own errors a message is; nothing for every other one. */
export function knownError(message: string): KnownError | undefined {
  const rules = booksErrorIn(message);
  if (rules) return { kind: "books", rules };
  const refusal = mailRefusalIn(message);
  if (refusal !== null) return { kind: "mails", refusal };
  const [, mails] = unsentMails.exec(message) ?? [];
  if (mails) return { kind: "unsent", mails: Number(mails) };
  const [, uploads] = incompleteBackup.exec(message) ?? [];
  if (uploads) return { kind: "backup", uploads: Number(uploads) };
  if (message === noAdminMessage) return { kind: "no-admin" };
  const [, trips] = failedTrips.exec(message) ?? [];
  return trips ? { kind: "trips", trips: Number(trips) } : undefined;
}

/** What one of our own errors means, in one line without a full stop, and what to do about it; null for every other one. */
export function knownErrorInWords(message: string, locale: Locale): { says: string; whatToDo: string } | null {
  const known = knownError(message);
  switch (known?.kind) {
    case "books":
      return { says: booksInOneLine(known.rules, locale), whatToDo: booksAdvice(known.rules, locale) };
    case "mails":
      return mailInOneLine(known.refusal, locale);
    case "trips": {
      const { says, whatToDo } = textsFor(locale).errors.trips;
      return { says: says(known.trips), whatToDo };
    }
    default:
      return null;
  }
}

/** What one of our own errors is, without the figures: for where these are told row by row. Null for every other one. */
export function knownErrorInShort(message: string, locale: Locale): string | null {
  const known = knownError(message);
  if (known?.kind !== "books") return null;
  return namedBooks(known.rules, locale)?.says ?? textsFor(locale).errors.books.money;
}

/** The rules that are about a trip's seats, and no money. */
const aboutSeats = ["seats", "full"];

/** Whether a rule of the books is about a trip's seats, so that its rows are trips. */
export function isAboutSeats({ rule }: Pick<ReportedRule, "rule">): boolean {
  return aboutSeats.includes(rule);
}

/** Whether a rule is about all bookings together, so that its rows are nobody's. */
export function isAboutAll({ rule }: Pick<ReportedRule, "rule">): boolean {
  return rule === "balance" || rule === "journal";
}

type ReportedRow = ReportedRule["rows"][number];

/** What a broken row is of, and so where its page is: a trip by its slug, a transfer, a line of the statement, else a booking. */
export function subjectOf(
  rule: Pick<ReportedRule, "rule">,
  { of, what }: ReportedRow,
): "trip" | "transfer" | "line" | "booking" {
  const [entity] = (what ?? "").split(".");
  if (isAboutSeats(rule) || entity === "Trip") return "trip";
  if (entity === "StatementLine") return "line";
  return of?.startsWith("TF-") || entity?.startsWith("Transfer") ? "transfer" : "booking";
}

/** What is wrong with one row, without its subject. */
export function rowInWords({ rule }: Pick<ReportedRule, "rule">, row: ReportedRow, locale: Locale): string {
  const texts = textsFor(locale).errors.books;
  const says = texts.rules[rule](figuresOf({ rule }, row, locale));
  return row.what && namesItsRow.includes(rule) ? `${columnInWords(row.what, locale)}: ${says}` : says;
}

/** Rules whose sentence is about any row. */
const namesItsRow = ["changed", "vanished", "unrecorded", "transferred", "matched"];

/** A row or a column of one in words: `Payout` or `Payout.amount`. */
export function columnInWords(what: string, locale: Locale): string {
  const { entities, columns, columnOf } = textsFor(locale).errors.books;
  const [entity = "", column] = what.split(".");
  const name = (entities as Record<string, string>)[entity] ?? entity;
  return column ? columnOf(name, columns[column] ?? column) : name;
}

function figuresOf({ rule }: Pick<ReportedRule, "rule">, { figures, what }: ReportedRow, locale: Locale): BooksFigures {
  if (!figures) return { is: "", must: "", apart: "", isMore: false };
  const { is, must } = figures;
  const isCount = isAboutSeats({ rule }) || countedColumns.includes(what?.split(".")[1] ?? "");
  const written = (figure: number) => (isCount ? count(figure, locale) : rupiah(figure));
  return { is: written(is), must: written(must), apart: written(Math.abs(is - must)), isMore: is > must };
}

/** Columns that hold a number and no money. */
const countedColumns = ["pax", "quota", "minPax", "uniqueCode", "ordinal"];

/** So many are named in a line; more are counted. */
const mostNamed = 3;

/** One booking or trip with what is wrong with it, several by their names; what is wrong with all together only where that is all. */
function booksInOneLine(rules: ReportedRule[], locale: Locale): string {
  const texts = textsFor(locale).errors.books;
  const named = namedBooks(rules, locale);
  if (!named) {
    const [balance] = rules.flatMap(({ rows }) => rows);
    return balance ? `${texts.money}: ${rowInWords(rules[0]!, balance, locale)}` : texts.money;
  }
  const { says, only } = named;
  return only ? `${says}: ${rowInWords(only.rule, only.row, locale)}` : says;
}

type Named = { says: string; only?: { rule: ReportedRule; row: ReportedRow } };

/** Whose seats or money do not add up; with the row where it is one alone. Nothing where it is about all together. */
function namedBooks(rules: ReportedRule[], locale: Locale): Named | undefined {
  const texts = textsFor(locale).errors.books;
  const worst = rules.find((rule) => !isAboutSeats(rule) && !isAboutAll(rule)) ?? rules.find(isAboutSeats);
  if (!worst) return undefined;
  const seats = isAboutSeats(worst);
  const alike = rules.filter((rule) => !isAboutAll(rule) && isAboutSeats(rule) === seats);
  const names = [...new Set(alike.flatMap(({ rows }) => rows.flatMap(({ of }) => of ?? [])))];
  const more = alike.reduce((sum, rule) => sum + rule.more, 0);
  const what = seats ? texts.seats : texts.money;
  if (names.length === 1 && more === 0) {
    const row = worst.rows[0]!;
    return { says: texts.at(what, texts[subjectOf(worst, row)](names[0]!)), only: { rule: worst, row } };
  }
  const subjects = new Set(alike.flatMap((rule) => rule.rows.map((row) => subjectOf(rule, row))));
  const only = subjects.size === 1 ? [...subjects][0] : undefined;
  const nouns = only === "trip" ? texts.trips : only === "booking" ? texts.bookings : texts.places;
  const many = nouns(count(names.length + more, locale));
  const unnamed = names.length + more - mostNamed;
  const rest = unnamed > 0 ? ` ${texts.more(count(unnamed, locale))}` : "";
  return { says: `${texts.at(what, many)}: ${names.slice(0, mostNamed).join(", ")}${rest}` };
}

function booksAdvice(rules: ReportedRule[], locale: Locale): string {
  const { whatToDo } = textsFor(locale).errors.books;
  if (rules.every(isAboutAll)) return whatToDo.balance;
  return rules.every(isAboutSeats) ? whatToDo.seats : whatToDo.money;
}

function mailInOneLine(refusal: string, locale: Locale): ReturnType<typeof knownErrorInWords> {
  const { errors, admin } = textsFor(locale);
  const cause = admin.emails.causes[mailCause(refusal)];
  const says = errors.mail.says(`${cause.says.charAt(0).toLowerCase()}${cause.says.slice(1)}`.replace(/\.$/, ""));
  return { says, whatToDo: "mend" in cause ? cause.mend + admin.emails.afterMend.run : cause.todo };
}
