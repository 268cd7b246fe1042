import { z } from "zod";
import { limits } from "#limits.ts";
import { numberStyles } from "./amounts.ts";
import { type Sheet, wordsOf } from "./cells.ts";
import { dayStyles } from "./days.ts";

const place = z
  .int()
  .min(0)
  .max(limits.statement.mostColumns - 1);

/** Which columns say what, counted from 0. One of `amount`, `debit` and `credit` is there; what a statement lacks is null. */
export const columnsSchema = z.object({
  day: place,
  descriptions: z.array(place).min(1).max(3),
  amount: place.nullable(),
  /** Whether the amount came in or went out, as `DB`, `CR`, `D`, `K`. */
  mark: place.nullable(),
  debit: place.nullable(),
  credit: place.nullable(),
  balance: place.nullable(),
});

/** See {@link columnsSchema}. */
export type Columns = z.infer<typeof columnsSchema>;

/** How an account's statements are written, as it was chosen on a preview: the header's words find its row in the next file. */
export const formatSchema = z.object({
  header: z.array(z.string().max(limits.statement.longestCell)).max(limits.statement.mostColumns),
  columns: columnsSchema,
  numbers: z.enum(numberStyles),
  days: z.enum(dayStyles),
});

/** See {@link formatSchema}. */
export type StatementFormat = z.infer<typeof formatSchema>;

/** A format in one file: `headerRow` counts from 0 and is -1 where the file has none. */
export type Layout = Omit<StatementFormat, "header"> & { headerRow: number };

/** What is remembered of a layout for the account's next file. */
export function formatOf(sheet: Sheet, { headerRow, ...layout }: Layout): StatementFormat {
  return { header: headerOf(sheet, headerRow), ...layout };
}

/** A remembered format in another file; undefined where no row of it has those words. */
export function layoutIn(sheet: Sheet, { header, ...format }: StatementFormat): Layout | undefined {
  const wanted = header.join("|");
  if (wanted === "") return undefined;
  const headerRow = sheet.slice(0, headerWithin).findIndex((_, row) => headerOf(sheet, row).join("|") === wanted);
  return headerRow < 0 ? undefined : { headerRow, ...format };
}

/** So far down a file its header is looked for. */
export const headerWithin = 100;

/** The words of a row, without empty cells at its end. */
export function headerOf(sheet: Sheet, row: number): string[] {
  const words = (sheet[row] ?? []).map(wordsOf);
  return words.slice(0, words.findLastIndex((word) => word !== "") + 1);
}
