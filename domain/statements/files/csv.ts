import { parse } from "csv-parse/sync";
import type { Sheet } from "#domain/statements/format/cells.ts";
import { limits } from "#limits.ts";
import { RefusedFileError } from "./refusal.ts";

const delimiters = [",", ";", "\t", "|"] as const;

/** So much of a file tells what divides its columns. */
const sampleLength = 64_000;

/** The rows of a text with columns. Throws a {@link RefusedFileError} for a text that has none, or too many. */
export function csvSheet(text: string): Sheet {
  if (/^\s*</.test(text)) throw new RefusedFileError("web-page");
  if (text.trim() === "") throw new RefusedFileError("empty");
  const delimiter = delimiterOf(text);
  if (delimiter === undefined) throw new RefusedFileError("wrong-type");
  return records(text, delimiter, limits.statement.mostRows + 1);
}

/** What divides most rows into the same number of columns, three at least. */
function delimiterOf(text: string): string | undefined {
  const sample = text.length <= sampleLength ? text : text.slice(0, text.lastIndexOf("\n", sampleLength) + 1);
  const found = delimiters.map((delimiter) => ({ delimiter, rows: alike(records(sample, delimiter)) }));
  const best = found.sort((one, other) => other.rows - one.rows)[0]!;
  return best.rows > 0 ? best.delimiter : undefined;
}

function alike(sheet: Sheet): number {
  const widths = sheet.map((row) => row.length).filter((width) => width >= 3);
  return Math.max(
    0,
    ...Map.groupBy(widths, (width) => width)
      .values()
      .map((same) => same.length),
  );
}

function records(text: string, delimiter: string, most?: number): Sheet {
  try {
    return parse(text, {
      delimiter,
      bom: true,
      relax_quotes: true,
      relax_column_count: true,
      skip_empty_lines: false,
      to: most,
      max_record_size: limits.statement.mostColumns * limits.statement.longestCell,
    });
  } catch (cause) {
    // A quote that nothing closes, or a line longer than any.
    throw new RefusedFileError("wrong-type", { cause });
  }
}
