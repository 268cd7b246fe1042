import { utcDay } from "#domain/calendar.ts";
import { type Cell, textOf } from "./cells.ts";

/** In which order a statement writes day, month and year where all are numbers. */
export const dayStyles = ["dmy", "mdy", "ymd"] as const;

/** See {@link dayStyles}. */
export type DayStyle = (typeof dayStyles)[number];

/** What a cell says about the day: a day, one that the bank has not booked yet, or nothing of the kind. */
export type ReadDay = { day: string } | "pending" | undefined;

/** The day after which none can be on this statement; what is written without a year is the last such day before it. */
type Until = { style: DayStyle; until: string };

/**
 * Reads a day: `2026-11-28`, `28/11/2026`, `28-11-26`, `'28/11`, `28 Nov 2026`, `28-Agu`, `20261128`, a day of a workbook, each
 * also with a time behind it. `PEND` is what KlikBCA writes before it has booked a line.
 */
export function dayOf(cell: Cell | undefined, { style, until }: Until): ReadDay {
  if (typeof cell === "number") return serialDay(cell);
  const text = textOf(cell);
  if (/^pend(?:ing)?\b/i.test(text)) return "pending";
  const plain = text
    .replace(/[T ,]+\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?:\.\d+)?(?: ?(?:[ap]m|wib|z))?$/i, "")
    .replace(/,/g, " ");
  const parts = plain.split(/[\s/.-]+/).filter((part) => part !== "");
  const day = named(parts, until) ?? numbered(parts, plain, { style, until });
  return day === undefined ? undefined : { day };
}

/** `28 Nov 2026`, `Nov 28 2026`, `28 Nov`. */
function named(parts: string[], until: string): string | undefined {
  if (parts.length < 2 || parts.length > 3) return undefined;
  const at = parts.findIndex((part) => /^[a-z]{3,}$/i.test(part));
  const month = at === 0 || at === 1 ? months[parts[at]!.slice(0, 3).toLowerCase()] : undefined;
  if (month === undefined) return undefined;
  const [date, year] = parts.filter((_, place) => place !== at);
  return dayFrom({ year, month, date: Number(date) }, until);
}

function numbered(parts: string[], plain: string, { style, until }: Until): string | undefined {
  if (parts.some((part) => !/^\d+$/.test(part))) return undefined;
  const together = /^(\d{4})(\d{2})(\d{2})$/.exec(plain);
  const [first, second, third] = together ? together.slice(1) : parts;
  if (first === undefined || second === undefined || parts.length > 3) return undefined;
  if (first.length === 4) return third && dayFrom({ year: first, month: Number(second), date: Number(third) }, until);
  if (style === "ymd" && third) return dayFrom({ year: first, month: Number(second), date: Number(third) }, until);
  const [date, month] = style === "mdy" ? [second, first] : [first, second];
  return dayFrom({ year: third, month: Number(month), date: Number(date) }, until);
}

type Parts = { year: string | undefined; month: number; date: number };

function dayFrom({ year, month, date }: Parts, until: string): string | undefined {
  if (year !== undefined) return validDay(year.length === 2 ? 2000 + Number(year) : Number(year), month, date);
  const last = Number(until.slice(0, 4));
  const found = validDay(last, month, date);
  return found !== undefined && found <= until ? found : validDay(last - 1, month, date);
}

function validDay(year: number, month: number, date: number): string | undefined {
  if (!(year >= 2000 && year < 2100)) return undefined;
  const at = new Date(Date.UTC(year, month - 1, date));
  return at.getUTCMonth() === month - 1 && at.getUTCDate() === date ? utcDay(at) : undefined;
}

/** A day of a workbook whose cell has no format: days since 1899-12-30. */
function serialDay(serial: number): ReadDay {
  const ms = Date.UTC(1899, 11, 30) + Math.floor(serial) * 86_400_000;
  return serial > 36_526 && serial < 73_050 ? { day: utcDay(new Date(ms)) } : undefined;
}

/** The first three letters, Indonesian and English, as banks shorten them. */
const months: Readonly<Record<string, number>> = {
  ...{ jan: 1, feb: 2, peb: 2, mar: 3, apr: 4, mei: 5, may: 5, jun: 6, jul: 7, agu: 8, agt: 8, ags: 8, aug: 8 },
  ...{ sep: 9, okt: 10, oct: 10, nov: 11, nop: 11, des: 12, dec: 12 },
};
