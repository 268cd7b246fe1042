import { limits } from "#limits.ts";
import type { Sheet } from "./cells.ts";
import type { Layout } from "./format.ts";
import { periodEnd } from "./period.ts";
import { type Row, type RowProblem, rowsOf } from "./rows.ts";

/** One movement on the account, in whole rupiah: + in, − out. `row` is where it stands in the file, from 1. */
export type ReadLine = { row: number; bookedOn: string; amount: number; description: string; pending: boolean };

/** The row at which the running balance does not follow from the one before, in rupiah. */
export type BalanceBreak = { row: number; expected: number; found: number };

/** What was understood of a file, and what not. */
export type Statement = {
  /** Oldest first. */
  lines: ReadLine[];
  problems: { row: number; why: RowProblem }[];
  /** Rows below the header that are no lines: headings, sums, lines of nothing. */
  others: number;
  /** Lines of less than a rupiah, which our book does not count. */
  tooSmall: number;
  broken?: BalanceBreak;
  opening?: number;
  closing?: number;
};

type Line = Extract<Row, { kind: "line" }>;

/** What somebody chose of the days: the year of days without one, and what today is. */
export type Reading = { layout: Layout; today: string; year?: number };

/** The last day that a file can be about, by the year that was chosen or by what it says. */
export function lastDayOf(sheet: Sheet, { layout, today, year }: Reading): string {
  if (year === undefined) return periodEnd(sheet, layout.headerRow, today);
  const yearEnd = `${year}-12-31`;
  return yearEnd < today ? yearEnd : today;
}

/** Reads a statement in the chosen way. Nothing is saved by it. */
export function readStatement(sheet: Sheet, reading: Reading): Statement {
  const { layout, today } = reading;
  const rows = rowsOf(sheet, layout, { until: lastDayOf(sheet, reading), today });
  const found = oldestFirst(withWords(rows));
  const sums = { opening: sumOf(rows, "opening"), closing: sumOf(rows, "closing") };
  const lines = found.map(lineOf);
  return {
    lines: lines.filter(({ amount }) => amount !== 0),
    problems: rows.flatMap((row) => (row.kind === "problem" ? [{ row: row.row, why: row.why }] : [])),
    others: rows.filter(({ kind }) => kind !== "line" && kind !== "problem" && kind !== "words").length,
    tooSmall: lines.filter(({ amount }) => amount === 0).length,
    broken: breakOf(found, sums),
    ...balancesOf(found, sums),
  };
}

/** Lines with the words of the rows that go on with them. */
function withWords(rows: Row[]): Line[] {
  const lines: Line[] = [];
  for (const row of rows) {
    const before = lines.at(-1);
    if (row.kind === "line") lines.push({ ...row });
    else if (row.kind === "words" && before) before.description = `${before.description} ${row.description}`.trim();
  }
  return lines;
}

function sumOf(rows: Row[], wanted: "opening" | "closing"): number | undefined {
  for (const row of rows) if (row.kind === wanted) return row.sen;
  return undefined;
}

/** Some banks write the newest line first: told by the balances, else by the days. */
function oldestFirst(lines: Line[]): Line[] {
  const pairs = lines.slice(1).map((line, at) => [lines[at]!, line] as const);
  const rising = pairs.filter(([one, next]) => follows(one, next)).length;
  const falling = pairs.filter(([one, next]) => follows(next, one)).length;
  const isNewestFirst = rising === falling ? (lines[0]?.day ?? "") > (lines.at(-1)?.day ?? "") : falling > rising;
  return isNewestFirst ? lines.toReversed() : lines;
}

function follows(one: Line, next: Line): boolean {
  return next.balanceSen !== undefined && one.balanceSen !== undefined && next.balanceSen === one.balanceSen + next.sen;
}

type Sums = { opening?: number | undefined; closing?: number | undefined };

/** The first row whose balance does not follow; the last line's where what stands below the table does not. */
function breakOf(lines: Line[], { opening, closing }: Sums): BalanceBreak | undefined {
  let expected = opening;
  for (const { row, sen, balanceSen } of lines) {
    if (expected !== undefined) expected += sen;
    if (balanceSen !== undefined && expected !== undefined && balanceSen !== expected)
      return { row, expected: rupiahOf(expected), found: rupiahOf(balanceSen) };
    expected = balanceSen ?? expected;
  }
  const last = lines.at(-1);
  if (!last || closing === undefined || expected === undefined || closing === expected) return undefined;
  return { row: last.row, expected: rupiahOf(expected), found: rupiahOf(closing) };
}

/** What was in the account before the first line and after the last one, where the file says it. */
function balancesOf(lines: Line[], { opening, closing }: Sums): Pick<Statement, "opening" | "closing"> {
  const first = lines[0];
  const last = lines.findLast(({ balanceSen }) => balanceSen !== undefined);
  const before = first?.balanceSen === undefined ? opening : first.balanceSen - first.sen;
  const after = last?.balanceSen ?? closing;
  return {
    opening: before === undefined ? undefined : rupiahOf(before),
    closing: after === undefined ? undefined : rupiahOf(after),
  };
}

/**
 * In rupiah. Where the file has balances, sen are carried as the balance carries them, so that the lines add up to the
 * account's whole rupiah; else they are cut off.
 */
function lineOf({ row, day, sen, balanceSen, description, pending }: Line): ReadLine {
  const amount = balanceSen === undefined ? Math.trunc(sen / 100) : rupiahOf(balanceSen) - rupiahOf(balanceSen - sen);
  const words = description.slice(0, limits.statement.longestDescription).trim();
  return { row, bookedOn: day, amount: amount === 0 ? 0 : amount, description: words || "-", pending };
}

const rupiahOf = (sen: number) => Math.floor(sen / 100);
