import type { Sheet } from "#domain/statements/format/cells.ts";
import { limits } from "#limits.ts";
import { csvSheet } from "./csv.ts";
import { type FileRefusal, RefusedFileError } from "./refusal.ts";
import { textOfBytes } from "./text.ts";
import { workbookSheet } from "./workbook.ts";

/** The cells of a file, or why it has none for us. */
export type FileRead = { ok: true; sheet: Sheet } | { ok: false; reason: FileRefusal };

/** Reads a file by what is in it, whatever its name says. */
export async function readFile(bytes: Uint8Array): Promise<FileRead> {
  if (bytes.byteLength > limits.statement.mostBytes) return { ok: false, reason: "too-large" };
  try {
    return { ok: true, sheet: bounded(await sheetOf(bytes)) };
  } catch (error) {
    if (error instanceof RefusedFileError) return { ok: false, reason: error.reason };
    throw error;
  }
}

const beginnings: [bytes: string, reason: FileRefusal][] = [
  ["%PDF", "pdf"],
  ["\xD0\xCF\x11\xE0", "old-workbook"],
];

async function sheetOf(bytes: Uint8Array): Promise<Sheet> {
  const start = String.fromCharCode(...bytes.subarray(0, 4));
  const known = beginnings.find(([beginning]) => start === beginning);
  if (known) throw new RefusedFileError(known[1]);
  return start === "PK\x03\x04" ? await workbookSheet(bytes) : csvSheet(textOfBytes(bytes));
}

/** Without empty cells at the ends of rows and empty rows at the end. */
function bounded(sheet: Sheet): Sheet {
  const { mostRows, mostColumns, longestCell } = limits.statement;
  const filled = (cell: Sheet[number][number]) => cell !== null && cell !== "";
  const rows = sheet.map((row) => row.slice(0, row.findLastIndex(filled) + 1));
  const whole = rows.slice(0, rows.findLastIndex((row) => row.length > 0) + 1);
  if (whole.length === 0) throw new RefusedFileError("empty");
  if (whole.length > mostRows) throw new RefusedFileError("too-many-rows");
  if (whole.some((row) => row.length > mostColumns)) throw new RefusedFileError("too-many-columns");
  if (whole.some((row) => row.some((cell) => typeof cell === "string" && cell.length > longestCell)))
    throw new RefusedFileError("too-long-cell");
  return whole;
}
