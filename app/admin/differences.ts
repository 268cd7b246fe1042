import { type Locale, moment, rupiah } from "#texts/format.ts";
import { cleanText } from "#typed-text.ts";

/** One column that changed. `was` is undefined for a new row; null stands for a column that is empty. */
export type Difference = { name: string; was?: string | null; is: string | null };

type Columns = Record<string, unknown> | null;

/** What a change of a row came to, column by column; columns that stayed as they were, or are empty in a new row, are left out. */
export function differences(before: Columns, after: Columns): Difference[] {
  const names = [...new Set([...Object.keys(after ?? {}), ...Object.keys(before ?? {})])];
  return names.flatMap((name): Difference[] => {
    const is = shown(after?.[name]);
    if (before === null) return is === null ? [] : [{ name, is }];
    const was = shown(before[name]);
    return was === is ? [] : [{ name, was, is }];
  });
}

function shown(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** A column's value as people read it: money as rupiah, moments in WIB, the rest without what nobody sees. */
export function readable(name: string, value: string, locale: Locale): string {
  if (/amount|rupiah/i.test(name) && /^-?\d+$/.test(value)) return rupiah(Number(value));
  return /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value) ? moment(new Date(value), locale) : cleanText(value);
}
