import { type Sheet, textOf, wordsOf } from "./cells.ts";
import type { Layout } from "./format.ts";

/** What banks write before an account's number, above the table or over a column of it. */
const label = /\b(?:rekening|rek|account|acct?|acc)\b/;

/** Numbers of accounts have so many digits, in groups or not; a masked one (`0350****01`) is none. */
const number = /(?<![\d*xX])\d(?:[ .-]?\d){7,15}(?![\d*xX])/g;

/**
 * The number of the account that a file says it is of, digits only, where that is another one than `own`; undefined where it
 * is ours or where the file names none.
 */
export function otherAccountIn(
  sheet: Sheet,
  { headerRow }: Pick<Layout, "headerRow">,
  own: string,
): string | undefined {
  const named = [...aboveTable(sheet, headerRow), ...inColumn(sheet, headerRow)].flatMap((text) =>
    (text.match(number) ?? []).map((found) => found.replace(/\D/g, "")),
  );
  return named.includes(own.replace(/\D/g, "")) ? undefined : named[0];
}

function aboveTable(sheet: Sheet, headerRow: number): string[] {
  const head = sheet.slice(0, Math.max(headerRow, 0));
  return head.filter((row) => row.some((cell) => label.test(wordsOf(cell)))).map((row) => row.map(textOf).join(" | "));
}

/** Some banks repeat it in every row. */
function inColumn(sheet: Sheet, headerRow: number): string[] {
  const column = (sheet[headerRow] ?? []).findIndex((cell) => label.test(wordsOf(cell)));
  return column < 0 ? [] : [textOf(sheet[headerRow + 1]?.[column])];
}
