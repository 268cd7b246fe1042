import { stripVTControlCharacters } from "node:util";

/** Lays rows out in columns as wide as their longest cell, two blanks apart, without blanks at the ends of lines. */
export function table(header: string[], rows: string[][]): string {
  const all = [header, ...rows];
  const widths = header.map((_, column) => Math.max(...all.map((row) => width(row[column]!))));
  const pad = (cell: string, column: number) => cell + " ".repeat(widths[column]! - width(cell));
  return all.map((row) => row.map(pad).join("  ").trimEnd()).join("\n");
}

/** Colours take no room. */
function width(cell: string): number {
  return stripVTControlCharacters(cell).length;
}
