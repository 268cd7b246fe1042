import { limits } from "#limits.ts";
import { cleanText } from "#typed-text.ts";

/** What a column holds; digits that are no number, such as a phone or account number, are text. */
export type Column = { header: string; kind?: "text" | "count" | "rupiah" };

/** One field; a number only in columns of numbers. */
export type Cell = string | number | null;

/** A table to download, whatever the kind of file. */
export type Table = {
  /** The sheet's name in a workbook. */
  sheet: string;
  columns: Column[];
  rows: Cell[][];
};

/** Columns of text, but for the kinds that are named by the column's place. */
export function columnsOf(headers: readonly string[], kinds: Record<number, Column["kind"]> = {}): Column[] {
  return headers.map((header, place) => ({ header, kind: kinds[place] }));
}

/** A text as it fits one cell of a spreadsheet: clean, and cut where none holds more. */
export function cellText(text: string): string {
  return cleanText(cleanText(text).slice(0, limits.spreadsheet.longestCell));
}
