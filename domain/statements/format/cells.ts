/** One cell of a statement as its file has it: text, a number of a workbook, or nothing. Days of a workbook are `YYYY-MM-DD`. */
export type Cell = string | number | null;

/** The rows of a statement's first sheet, headings and footers included. */
export type Sheet = readonly (readonly Cell[])[];

/** What a cell says as text: without what programs put around it so that no other program changes it (`'0123`, `="0123"`). */
export function textOf(cell: Cell | undefined): string {
  if (cell === null || cell === undefined) return "";
  const text = String(cell).trim();
  return (/^="(.*)"$/.exec(text)?.[1] ?? text).replace(/^'/, "").trim();
}

/** A title or label with nothing but its words: `Tanggal Transaksi`, `TGL_TRAN` and `Saldo (IDR)` in small letters. */
export function wordsOf(cell: Cell | undefined): string {
  return textOf(cell)
    .toLowerCase()
    .replace(/\([^)]*\)/g, " ")
    .replace(/[^a-z/]+/g, " ")
    .replace(/\s*\/\s*/g, "/")
    .trim();
}
