import { type ZoneNames, zoneLabel } from "../schedule/time-zone.ts";
import type { Locale } from "./locale.ts";

const tags: Record<Locale, string> = { id: "id-ID", en: "en-GB" };

const units = {
  id: { ms: "ms", second: "dtk", minute: "mnt", hour: "jam", day: "hari" },
  en: { ms: "ms", second: "s", minute: "min", hour: "h", day: "d" },
} as const;

/** A whole number with the language's thousands separator: `12345` → `12.345` or `12,345`. */
export function count(amount: number, locale: Locale): string {
  return numbers[locale].format(amount);
}

const wholeNumber = { maximumFractionDigits: 0 };
const numbers: Record<Locale, Intl.NumberFormat> = {
  id: new Intl.NumberFormat(tags.id, wholeNumber),
  en: new Intl.NumberFormat(tags.en, wholeNumber),
};

/** How long something took, in at most two units: `850 ms`, `1,2 dtk`, `3 mnt 12 dtk`, `2 jam 5 mnt`. */
export function duration(ms: number, locale: Locale): string {
  const unit = units[locale];
  if (ms < 1000) return `${Math.floor(ms)} ${unit.ms}`;
  const seconds = Math.floor(ms / 1000);
  if (seconds < 10) return `${tenths(ms / 1000, locale)} ${unit.second}`;
  if (seconds < 60) return `${seconds} ${unit.second}`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return pair([minutes, unit.minute], [seconds % 60, unit.second]);
  return age(ms, locale);
}

/** How old something is, in at most two units, of which seconds stand alone: `40 dtk`, `5 mnt`, `2 jam 5 mnt`, `3 hari 4 jam`. */
export function age(ms: number, locale: Locale): string {
  const unit = units[locale];
  if (ms < 60_000) return `${Math.max(0, Math.floor(ms / 1000))} ${unit.second}`;
  const minutes = Math.floor(ms / 60_000);
  if (minutes < 60) return `${minutes} ${unit.minute}`;
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return pair([hours, unit.hour], [minutes % 60, unit.minute]);
  return pair([Math.floor(hours / 24), unit.day], [hours % 24, unit.hour]);
}

/** `short` for what is recent: no year, no seconds. `time` is the time of day alone. */
export type Precision = "short" | "full" | "time";

type MomentOptions = { precision?: Precision | undefined; zoneNames?: ZoneNames | undefined };

/** A moment in a zone, which it names: `23 Nov 01.00 UTC`, in full `23 Nov 2026 01.00.05 UTC`, as a time `01.00.05`. */
export function moment(at: Date, locale: Locale, zone: string, options: MomentOptions = {}): string {
  const { date, time, name } = momentParts(at, locale, zone, options);
  return options.precision === "time" ? time : `${date} ${time} ${name}`;
}

/**
 * The same in its parts. A zone without a name of yours is called as its people write it beside a time, which follows its
 * summer time and is short enough to stand beside each: `CET`, `GMT+7`.
 */
export function momentParts(
  at: Date,
  locale: Locale,
  zone: string,
  { precision = "short", zoneNames }: MomentOptions = {},
): { date: string; time: string; name: string } {
  const parts = momentFormat(locale, zone).formatToParts(at);
  const part = Object.fromEntries(parts.map(({ type, value }) => [type, value]));
  const own = zoneLabel(zone, zoneNames);
  return {
    date: `${part.day} ${part.month}${precision === "full" ? ` ${part.year}` : ""}`,
    time: [part.hour, part.minute, ...(precision === "short" ? [] : [part.second])].join(locale === "id" ? "." : ":"),
    name: own === zone ? (part.timeZoneName ?? own) : own,
  };
}

/** A calendar day `YYYY-MM-DD` without its year: `Sab 21 Nov`. */
export function shortDay(date: string, locale: Locale): string {
  const format = formatOnce(`${locale} day`, () => {
    return new Intl.DateTimeFormat(tags[locale], { timeZone: "UTC", weekday: "short", day: "numeric", month: "short" });
  });
  const parts = format.formatToParts(new Date(`${date}T00:00:00Z`));
  const part = Object.fromEntries(parts.map(({ type, value }) => [type, value]));
  return `${part.weekday} ${part.day} ${part.month}`;
}

function momentFormat(locale: Locale, timeZone: string): Intl.DateTimeFormat {
  return formatOnce(`${locale} ${timeZone}`, () => {
    return new Intl.DateTimeFormat(tags[locale], {
      timeZone,
      day: "numeric",
      month: "short",
      year: "numeric",
      hour: "2-digit",
      minute: "2-digit",
      second: "2-digit",
      hourCycle: "h23",
      timeZoneName: "short",
    });
  });
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** Making one costs more than a hundred uses, and a page says many moments in few zones. */
function formatOnce(key: string, make: () => Intl.DateTimeFormat): Intl.DateTimeFormat {
  const format = formats.get(key) ?? make();
  formats.set(key, format);
  return format;
}

function tenths(value: number, locale: Locale): string {
  const text = (Math.floor(value * 10) / 10).toFixed(1);
  return locale === "id" ? text.replace(".", ",") : text;
}

function pair([large, largeUnit]: [number, string], [small, smallUnit]: [number, string]): string {
  return small === 0 ? `${large} ${largeUnit}` : `${large} ${largeUnit} ${small} ${smallUnit}`;
}

/** The same text with a capital at its start. */
export function sentenceCase(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
