import { type Locale, languageOf, locales } from "./languages.ts";

const zones = { WIB: "Asia/Jakarta", UTC: "UTC" } as const;

/** WIB is what people read; UTC is what the server and its logs say. */
export type Zone = keyof typeof zones;
/** `short` for lists of what is recent: no year, no seconds. `dated` has the year: for what may lie years back. */
export type Precision = "short" | "dated" | "full";

/** A moment on the back office's pages: `23 Nov 01.00 WIB`, dated `23 Nov 2026 01.00 WIB`, in full `23 Nov 2026 01.00.05 WIB`. */
export function clockTime(at: Date, locale: Locale, zone: Zone, precision: Precision = "short"): string {
  const part = Object.fromEntries(formats[locale][zone].formatToParts(at).map(({ type, value }) => [type, value]));
  const date = `${part.day} ${part.month}${precision === "short" ? "" : ` ${part.year}`}`;
  const time = [part.hour, part.minute, ...(precision === "full" ? [part.second] : [])].join(
    languageOf(locale).marks.time,
  );
  return `${date} ${time} ${zone}`;
}

/** The time of day in WIB, where its day is told already: `01.00` or `01:00`. */
export function timeOfDay(at: Date, locale: Locale): string {
  const part = Object.fromEntries(formats[locale].WIB.formatToParts(at).map(({ type, value }) => [type, value]));
  return `${part.hour}${languageOf(locale).marks.time}${part.minute}`;
}

/** A calendar day `YYYY-MM-DD` without its year: `Sab 21 Nov`. */
export function shortDay(date: string, locale: Locale): string {
  const part = Object.fromEntries(
    dayFormats[locale].formatToParts(new Date(`${date}T00:00:00Z`)).map(({ type, value }) => [type, value]),
  );
  return `${part.weekday} ${part.day} ${part.month}`;
}

const formats = inEach((locale) => ({ WIB: clockFormat(locale, "WIB"), UTC: clockFormat(locale, "UTC") }));
const dayFormats = inEach(
  (locale) =>
    new Intl.DateTimeFormat(languageOf(locale).tag, {
      timeZone: "UTC",
      weekday: "short",
      day: "numeric",
      month: "short",
    }),
);

function clockFormat(locale: Locale, zone: Zone): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat(languageOf(locale).tag, {
    timeZone: zones[zone],
    day: "numeric",
    month: "short",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    hourCycle: "h23",
  });
}

function inEach<Made>(make: (locale: Locale) => Made): Record<Locale, Made> {
  return Object.fromEntries(locales.map((locale) => [locale, make(locale)])) as Record<Locale, Made>;
}
