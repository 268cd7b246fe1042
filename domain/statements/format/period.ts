import { type Cell, type Sheet, textOf } from "./cells.ts";
import { dayOf } from "./days.ts";

/**
 * Until which day a statement goes by what stands above its table (`Periode : 01/08/2026 - 31/08/2026`), never past `today`;
 * `today` where it does not say.
 */
export function periodEnd(sheet: Sheet, headerRow: number, today: string): string {
  const said = sheet
    .slice(0, Math.max(headerRow, 0))
    .map((row) => row.map((cell: Cell) => textOf(cell)).join(" "))
    .filter((text) => /\bperiod|\bs\/d\b|\btanggal\b/i.test(text))
    .flatMap(daysIn);
  const last = said.sort().at(-1) ?? today;
  return last < today ? last : today;
}

function daysIn(text: string): string[] {
  const written = text.match(/\d{1,2}[/.-]\d{1,2}[/.-]\d{4}|\d{1,2}[ -][a-z]{3,9}[ -]\d{4}|\d{4}-\d{2}-\d{2}/gi) ?? [];
  return written.flatMap((part) => {
    const read = dayOf(part, { style: "dmy", until: "2099-12-31" });
    return typeof read === "object" ? [read.day] : [];
  });
}
