import { type Cell, textOf } from "./cells.ts";

/** How a statement writes its numbers: which sign stands before the sen. */
export const numberStyles = ["comma", "point"] as const;

/** See {@link numberStyles}: `comma` is 1.234.567,00 and `point` is 1,234,567.00. */
export type NumberStyle = (typeof numberStyles)[number];

/** An amount in sen (a hundredth of a rupiah), negative where it says that money went out; `marked` where it said a direction. */
export type Amount = { sen: number; marked: boolean };

const digits = {
  comma: /^(?:\d{1,3}(?:\.\d{3})+|\d+)?(?:,(\d{1,2}))?$/,
  point: /^(?:\d{1,3}(?:,\d{3})+|\d+)?(?:\.(\d{1,2}))?$/,
} satisfies Record<NumberStyle, RegExp>;

/** More than any account holds, and exact in sen as a number. */
const mostRupiah = 90_000_000_000_000;

const directions = /^(?:cr|kr|k|kredit|credit|db|dr|d|debit|debet)$/i;

/**
 * Reads an amount: `1.234,00`, `Rp 1,234.00`, `-500`, `(500)`, `500-`, `50,000.00 DB`. Nothing for an empty cell or a dash; `null`
 * for what is no amount in this style. Numbers of a workbook have no style.
 */
export function amountOf(cell: Cell | undefined, style: NumberStyle): Amount | undefined | null {
  if (typeof cell === "number") return bounded(Math.round(cell * 100), false);
  const text = textOf(cell)
    .replace(/\s+/g, " ")
    .replace(/\u2212/g, "-");
  if (/^[-–—]?$/.test(text)) return undefined;
  const [, leading = "", open, sign = "", number = "", close, trailing = ""] = written.exec(text) ?? [];
  const direction = leading || trailing;
  if ((open === "(") !== (close === ")") || (direction && !directions.test(direction))) return null;
  const sen = senOf(number, style);
  if (sen === undefined) return null;
  const isOut = (direction !== "" && isDebit(direction)) || sign === "-" || close === "-" || close === ")";
  return bounded(isOut ? -sen : sen, direction !== "" || sign !== "" || close === "-" || close === ")");
}

/** A direction, a currency, brackets or a sign before or after the digits. */
const written =
  /^(?:([a-z]{1,6})\.? (?=\S*\d))??(?:(?:rp|idr)\.? ?)?(\()? ?([+-])? ?(?:(?:rp|idr)\.? ?)?([\d.,]+) ?([)-])? ?([a-z]{1,6})?$/i;

function senOf(number: string, style: NumberStyle): number | undefined {
  const found = digits[style].exec(number);
  if (!found || !/\d/.test(number)) return undefined;
  const [whole = ""] = number.split(style === "comma" ? "," : ".");
  return Number(whole.replace(/[.,]/g, "") || "0") * 100 + Number((found[1] ?? "").padEnd(2, "0") || "0");
}

function bounded(sen: number, marked: boolean): Amount | null {
  return Number.isFinite(sen) && Math.abs(sen) <= mostRupiah * 100 ? { sen, marked } : null;
}

/** Whether a word of a column for directions says that money went out; undefined for a word that is none. */
export function isOutgoing(cell: Cell | undefined): boolean | undefined {
  const word = textOf(cell).replace(/\.$/, "");
  if (word === "-" || word === "+") return word === "-";
  return directions.test(word) ? isDebit(word) : undefined;
}

const isDebit = (word: string) => /^d/i.test(word);
