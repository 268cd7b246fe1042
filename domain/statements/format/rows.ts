import { cleanLine } from "#typed-text.ts";
import { type Amount, amountOf, isOutgoing } from "./amounts.ts";
import { type Cell, type Sheet, textOf, wordsOf } from "./cells.ts";
import { dayOf } from "./days.ts";
import { headerOf, type Layout } from "./format.ts";

/** Why a row that has something of a line is none. */
export type RowProblem =
  /** Its day, its amount or its direction cannot be read in the chosen way. */
  | "day"
  | "amount"
  | "direction"
  /** It came in and went out at once. */
  | "both"
  /** Its day has not come yet: day and month may be the other way around. */
  | "future";

/** What one row of a file is. */
export type Row =
  | { kind: "line"; row: number; day: string; pending: boolean; sen: number; balanceSen?: number; description: string }
  /** More words of the line before it. */
  | { kind: "words"; row: number; description: string }
  | { kind: "opening" | "closing"; row: number; sen: number }
  /** A heading, a sum, a line of nothing. */
  | { kind: "other"; row: number }
  | { kind: "problem"; row: number; why: RowProblem };

/** What the file does not say by itself: its last day, and the day of lines that the bank has not booked yet. */
export type Days = { until: string; today: string };

/** Reads the rows below the header, in the file's order. `row` counts from 1, as programs show it. */
export function rowsOf(sheet: Sheet, layout: Layout, days: Days): Row[] {
  const header = headerOf(sheet, layout.headerRow);
  const repeated = header.join("|");
  const rows: Row[] = [];
  for (let at = layout.headerRow + 1; at < sheet.length; at++) {
    const cells = withoutSurplus(sheet[at]!, { width: header.length, layout });
    const isHeader = repeated !== "" && headerOf(sheet, at).join("|") === repeated;
    rows.push(isHeader ? { kind: "other", row: at + 1 } : rowOf(cells, at + 1, layout, days));
  }
  return rows;
}

/** KlikBCA does not quote descriptions: their commas are more cells than there are columns, which belong to them. */
function withoutSurplus(cells: readonly Cell[], { width, layout }: { width: number; layout: Layout }): readonly Cell[] {
  const surplus = width === 0 ? 0 : cells.findLastIndex((cell) => textOf(cell) !== "") + 1 - width;
  const [words] = layout.columns.descriptions;
  if (surplus <= 0 || words === undefined || words === layout.columns.day) return cells;
  const joined = cells
    .slice(words, words + surplus + 1)
    .map(textOf)
    .join(", ");
  return [...cells.slice(0, words), joined, ...cells.slice(words + surplus + 1)];
}

function rowOf(cells: readonly Cell[], row: number, layout: Layout, days: Days): Row {
  const { columns } = layout;
  const filled = cells.filter((cell) => textOf(cell) !== "").length;
  if (filled === 0) return { kind: "other", row };
  const total = totalOf(cells, row, layout);
  if (total) return total;
  const read = dayOf(cells[columns.day], { style: layout.days, until: days.until });
  const amount = lineAmount(cells, layout);
  const description = descriptionOf(cells, columns.descriptions);
  if (read === undefined) {
    if (amount !== undefined) return { kind: "problem", row, why: "day" };
    const isWords = description !== "" && textOf(cells[columns.day]) === "" && filled <= columns.descriptions.length;
    return isWords ? { kind: "words", row, description } : { kind: "other", row };
  }
  if (amount === undefined) return { kind: "other", row };
  if (typeof amount === "string") return { kind: "problem", row, why: amount };
  const day = read === "pending" ? days.until : read.day;
  if (day > days.today) return { kind: "problem", row, why: "future" };
  const balance = columns.balance === null ? undefined : amountOf(cells[columns.balance], layout.numbers);
  return { kind: "line", row, day, pending: read === "pending", sen: amount, balanceSen: balance?.sen, description };
}

function descriptionOf(cells: readonly Cell[], places: number[]): string {
  return cleanLine(places.map((place) => textOf(cells[place])).join(" "));
}

/** In sen, + in and − out; undefined where nothing moved. */
function lineAmount(cells: readonly Cell[], { columns, numbers }: Layout): number | undefined | RowProblem {
  const at = (place: number | null) => (place === null ? undefined : amountOf(cells[place], numbers));
  if (columns.amount !== null)
    return signed(at(columns.amount), columns.mark === null ? undefined : cells[columns.mark]);
  const [debit, credit] = [at(columns.debit), at(columns.credit)];
  if (debit === null || credit === null) return "amount";
  const [out, into] = [Math.abs(debit?.sen ?? 0), Math.abs(credit?.sen ?? 0)];
  if (out !== 0 && into !== 0) return "both";
  return into - out || undefined;
}

function signed(amount: Amount | undefined | null, mark: Cell | undefined): number | undefined | RowProblem {
  if (amount === null) return "amount";
  if (amount === undefined || amount.sen === 0) return undefined;
  if (mark === undefined) return amount.sen;
  const isOut = isOutgoing(mark);
  if (isOut === undefined) return amount.marked ? amount.sen : "direction";
  return isOut ? -Math.abs(amount.sen) : Math.abs(amount.sen);
}

const labels = {
  opening: /^(?:saldo awal|opening balance|starting balance|beginning balance)\b/,
  closing: /^(?:saldo akhir|closing balance|ending balance)\b/,
  sum: /^(?:total|jumlah|sub ?total|mutasi (?:debet|debit|kredit|cr|db)|kredit|credit|debet|debit)\b/,
};

/** Rows that begin with `Saldo Awal`, `Mutasi Kredit` and the like, wherever the figure stands. */
function totalOf(cells: readonly Cell[], row: number, { columns, numbers }: Layout): Row | undefined {
  const first = wordsOf(cells.find((cell) => textOf(cell) !== ""));
  const words = [first, ...columns.descriptions.map((place) => wordsOf(cells[place]))];
  const isSum = labels.sum.test(first);
  const kind = (["opening", "closing"] as const).find((name) => words.some((text) => labels[name].test(text)));
  if (!kind) return isSum ? { kind: "other", row } : undefined;
  const figures: Cell[] = cells.flatMap((cell): Cell[] =>
    typeof cell === "number" ? [cell] : textOf(cell).split(/[:=]/),
  );
  const balances = figures.map((figure) => amountOf(figure, numbers)?.sen).filter((sen) => sen !== undefined);
  const sen = balances.at(-1);
  return sen === undefined ? { kind: "other", row } : { kind, row, sen };
}
