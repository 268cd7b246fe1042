import { stripVTControlCharacters } from "node:util";

/** Lays rows out in columns as wide as their longest cell, two blanks apart, without blanks at the ends of lines. */
export function table(header: string[], rows: string[][]): string {
  const all = [header, ...rows];
  const widths = header.map((_, column) => Math.max(...all.map((row) => width(row[column]!))));
  const pad = (cell: string, column: number) => cell + " ".repeat(widths[column]! - width(cell));
  return all.map((row) => row.map(pad).join("  ").trimEnd()).join("\n");
}

/** The lines cut to the width of a terminal, so that each stays one line; whole where nothing is known of a width. */
export function fitted(text: string, columns: number | undefined = process.stdout.columns): string {
  if (!columns) return text;
  return text
    .split("\n")
    .map((line) => (width(line) <= columns ? line : cut(line, columns - 1)))
    .join("\n");
}

/** So many characters that are seen, each colour ended. */
function cut(line: string, seen: number): string {
  let left = seen;
  const parts = line.split(/(\p{Cc}\[\d+m)/u).map((part, index) => {
    if (index % 2 === 1) return part;
    const kept = part.slice(0, left);
    left -= kept.length;
    return kept;
  });
  return `${parts.join("")}…`;
}

/** Colours take no room. */
function width(cell: string): number {
  return stripVTControlCharacters(cell).length;
}
