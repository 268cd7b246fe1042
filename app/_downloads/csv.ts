import anyAscii from "any-ascii";
import { stringify } from "csv-stringify/sync";
import { type Cell, cellText, type Table } from "./table.ts";

/**
 * A table for programs that read CSV: RFC 4180 with commas, texts quoted, UTF-8 without a byte order mark. Whoever opens
 * it in a spreadsheet instead computes nothing that somebody typed.
 */
export function csv({ columns, rows }: Table): string {
  const fields = rows.map((row) => row.map((cell) => (typeof cell === "string" ? withoutFormulas(cell) : cell)));
  return stringify([columns.map(({ header }) => header), ...fields], {
    quoted_string: true,
    record_delimiter: "windows",
  });
}

/**
 * A table that a bank's importer reads. Each has its own form, and all stumble over quotes, marks in front of the first
 * field and letters that they do not know: so there are commas between and nothing but plain letters, digits and the
 * few signs of a transfer in the fields. What is written in other letters comes in Latin ones that sound like it, and what
 * has none at all points to the workbook: an empty name would be overlooked.
 */
export function bankCsv({ columns, rows }: Table): string {
  return [columns.map(({ header }) => header), ...rows]
    .map((row) => `${row.map((cell) => bankField(cell)).join(",")}\r\n`)
    .join("");
}

/** With what a formula begins. */
const formulaSigns = /[=+\-@\uFF0B\uFF0D\uFF1D\uFF20]/g;

/** Digits with a sign in front compute to themselves. */
const digitsOnly = /^[+-]?\d[\d -]*$/;

/** An apostrophe, with which a spreadsheet shows what follows, before all that begins like a formula. */
function withoutFormulas(cell: string): string {
  const text = cellText(cell);
  return digitsOnly.test(text)
    ? text
    : text.replace(formulaSigns, (sign, at) => (beginsCell(text, at) ? `'${sign}` : sign));
}

/** Whether a cell begins there for some program: at the start, or behind what divides cells or lines. Each gap is looked through once. */
function beginsCell(text: string, at: number): boolean {
  let before = at - 1;
  while (before >= 0 && /[\s"']/.test(text[before]!)) {
    if (/[\t\n]/.test(text[before]!)) return true;
    before -= 1;
  }
  return before < 0 || ";,|".includes(text[before]!);
}

/** "Look into the XLSX." */
const unwritable = "LIHAT XLSX";

function bankField(cell: Cell): string {
  const text = String(cell ?? "").trim();
  return plainLetters(text) || (text === "" ? "" : unwritable);
}

function plainLetters(text: string): string {
  const accentless = text.normalize("NFKD").replace(/[\p{M}'\u2019]/gu, "");
  return anyAscii(accentless)
    .replace(/[^A-Za-z0-9./ ()-]+/g, " ")
    .replace(/^[^A-Za-z0-9]+/, "")
    .replace(/ +/g, " ")
    .trim();
}
