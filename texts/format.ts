import { type Locale, languageOf, locales } from "./languages.ts";

export type { Locale };

/** How money, days and moments read, in each language. Pure: the same text on the server, in the browser and in a mail. */

/** Western Indonesia Time: UTC+7, no daylight saving. Every moment is shown in it. */
const wib = "Asia/Jakarta";

const wholeNumber = new Intl.NumberFormat("id-ID", { maximumFractionDigits: 0 });

/** Whole rupiah as Indonesians write them, in either language: `1250000` → `Rp 1.250.000`, `-500` → `-Rp 500`. */
export function rupiah(amount: number): string {
  return `${amount < 0 ? "-" : ""}Rp ${wholeNumber.format(Math.abs(amount))}`;
}

/** A whole number with the language's thousands separator: `12345` → `12.345` or `12,345`. */
export function count(amount: number, locale: Locale): string {
  return amount.toLocaleString(languageOf(locale).tag, { maximumFractionDigits: 0 });
}

/** A part of a hundred, from hundredths of a percent: `1250` → `12,5%` or `12.5%`. */
export function percent(basisPoints: number, locale: Locale): string {
  return `${(basisPoints / 100).toLocaleString(languageOf(locale).tag)}%`;
}

/** A calendar day `YYYY-MM-DD` with its weekday: `Sab, 12 Des 2026` or `Sat, 12 Dec 2026`. Throws RangeError on another shape. */
export function day(date: string, locale: Locale): string {
  const part = parts(dayFormats[locale], new Date(`${date}T00:00:00Z`));
  return `${part.weekday}, ${part.day} ${part.month} ${part.year}`;
}

/**
 * First and last calendar day, their month and year said once where they share them: `Sab, 12 – Sen, 14 Des 2026`,
 * `Sen, 30 Nov – Sel, 1 Des 2026`. One day when there is no other.
 */
export function days(first: string, last: string | null, locale: Locale): string {
  if (last === null || last === first) return day(first, locale);
  const shared = first.slice(0, 7) === last.slice(0, 7) ? 2 : first.slice(0, 4) === last.slice(0, 4) ? 1 : 0;
  const begin = day(first, locale).split(" ");
  return `${begin.slice(0, begin.length - shared).join(" ")} – ${day(last, locale)}`;
}

/** A sentence that never breaks inside an amount or before its time zone: for headings and notices on a narrow screen. */
export function unbroken(sentence: string): string {
  return sentence.replace(/\bRp (?=\d)/g, "Rp\u00a0").replace(/(?<=\d) (?=WI[BT]A?\b)/g, "\u00a0");
}

/** A month `YYYY-MM` in full: `Desember 2026` or `December 2026`. */
export function month(yearMonth: string, locale: Locale): string {
  const part = parts(monthFormats[locale], new Date(`${yearMonth}-01T00:00:00Z`));
  return `${part.month} ${part.year}`;
}

/** A moment in WIB: `12 Des 2026 01.00 WIB` or `12 Dec 2026, 01:00 WIB`. */
export function moment(at: Date, locale: Locale): string {
  const part = parts(momentFormats[locale], at);
  const date = `${part.day} ${part.month} ${part.year}`;
  const { beforeTime, time } = languageOf(locale).marks;
  return `${date}${beforeTime}${part.hour}${time}${part.minute} WIB`;
}

/** Days in a row with the same hours: names of days as schema.org has them (`Mo`), times of a clock (`09:00`). */
type Hours = { from: string; to: string; opens: string; closes: string };

/** When somebody answers, in WIB: `Senin–Jumat 09.00–17.00 WIB` or `Monday–Friday 09:00–17:00 WIB`. */
export function openingHours({ from, to, opens, closes }: Hours, locale: Locale): string {
  const { time } = languageOf(locale).marks;
  // The first of January 2024 was a Monday.
  const named = (day: string) => {
    const date = 1 + ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"].indexOf(day);
    return weekdayFormats[locale].format(Date.UTC(2024, 0, date));
  };
  const days = from === to ? named(from) : `${named(from)}–${named(to)}`;
  return `${days} ${opens.replace(":", time)}–${closes.replace(":", time)} WIB`;
}

const weekdayFormats = inEach({ timeZone: "UTC", weekday: "long" });
const dayFormats = inEach({ timeZone: "UTC", weekday: "short", day: "numeric", month: "short", year: "numeric" });
const monthFormats = inEach({ timeZone: "UTC", month: "long", year: "numeric" });
const momentFormats = inEach({
  timeZone: wib,
  day: "numeric",
  month: "short",
  year: "numeric",
  hour: "2-digit",
  minute: "2-digit",
  hourCycle: "h23",
});

function inEach(options: Intl.DateTimeFormatOptions): Record<Locale, Intl.DateTimeFormat> {
  const made = locales.map((locale) => [locale, new Intl.DateTimeFormat(languageOf(locale).tag, options)]);
  return Object.fromEntries(made) as Record<Locale, Intl.DateTimeFormat>;
}

/**
 * The words of a date without the text between them: what joins them (commas, no-break spaces, `pukul`) differs
 * between versions of the language data, so that server and browser would disagree.
 */
function parts(format: Intl.DateTimeFormat, at: Date): Partial<Record<Intl.DateTimeFormatPartTypes, string>> {
  return Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]));
}
