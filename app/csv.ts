import { stringify } from "csv-stringify/sync";

/** One field of a CSV file; see {@link asText} for digits that are no number. */
export type CsvCell = string | number | null;

/**
 * Answers with a table as a CSV file that Excel and LibreOffice open as it is: UTF-8 with a byte order mark, every field
 * quoted. What somebody typed can never become a formula there.
 */
export function sendCsv(fileName: string, { header, rows }: { header: string[]; rows: CsvCell[][] }): Response {
  return new Response(csv({ header, rows }), {
    headers: {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": `attachment; filename="${fileName.replace(/[^\w.-]/g, "-")}"`,
      "cache-control": "private, no-store",
      "x-content-type-options": "nosniff",
    },
  });
}

/** The file's text, see {@link sendCsv}. */
export function csv({ header, rows }: { header: string[]; rows: CsvCell[][] }): string {
  const harmless = [header, ...rows].map((row) => row.map(disarm));
  return stringify(harmless, { bom: true, quoted: true, quoted_empty: true, record_delimiter: "windows" });
}

/**
 * An account or phone number: a spreadsheet keeps its leading zeros and all of its digits. The tab in front is what makes
 * it text there; a bank's form drops it like any other blank.
 */
export function asText(digits: string): string {
  return /^\+?[0-9][0-9 -]*$/.test(digits) ? `\t${digits}` : digits;
}

/** A text that begins like a formula gets an apostrophe, with which a spreadsheet shows it instead of computing it. */
function disarm(cell: CsvCell): string {
  const text = String(cell ?? "");
  const isNumberAsText = /^\t\+?[0-9][0-9 -]*$/.test(text);
  return typeof cell === "string" && /^\s*[=+\-@\t\r]/.test(text) && !isNumberAsText ? `'${text}` : text;
}
