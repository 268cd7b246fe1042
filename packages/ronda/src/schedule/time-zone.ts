import { didYouMean } from "../did-you-mean.ts";
import { quoted, ScheduleError } from "./schedule-error.ts";

/** Longer than any zone's name. */
const longestName = 100;

/** Throws {@link ScheduleError} unless `timeZone` is an IANA name that this machine knows, such as `Europe/Berlin` or `UTC`. */
export function checkTimeZone(timeZone: string): void {
  if (timeZone.length <= longestName && /^[A-Za-z][\w+-]*(\/[\w+-]+)*$/.test(timeZone) && isKnown(timeZone)) return;
  const suggestion = zoneLike(timeZone);
  throw new ScheduleError(
    `the time zone "${quoted(timeZone)}" is unknown; ` +
      (suggestion ? `did you mean "${suggestion}"?` : `write an IANA name, such as "Europe/Berlin" or "UTC"`),
  );
}

/** Asking costs more than the rest of a schedule, and an app's are in few zones. No more of them than there are names and aliases. */
const known = new Set<string>();
const mostKnown = 1000;

function isKnown(timeZone: string): boolean {
  if (known.has(timeZone)) return true;
  try {
    new Intl.DateTimeFormat("en", { timeZone });
    if (known.size < mostKnown) known.add(timeZone);
    return true;
  } catch {
    return false;
  }
}

function zoneLike(written: string): string | undefined {
  const zones = [...Intl.supportedValuesOf("timeZone"), "UTC"];
  if (written.length > longestName) return undefined;
  const abbreviated = zoneCalled(written.toUpperCase(), zones);
  if (abbreviated) return abbreviated;
  const ending = `/${written.toLowerCase().replace(/ /g, "_")}`;
  return zones.find((zone) => zone.toLowerCase().endsWith(ending)) ?? didYouMean(written, zones);
}

/** Where abbreviations of zones are at home. */
const abbreviating = ["en-US", "en-GB", "en-AU", "id"];

/** The first zone that people abbreviate so, in January or in July. Asked only about what is no zone. */
function zoneCalled(abbreviation: string, zones: readonly string[]): string | undefined {
  if (!/^[A-Z]{3,5}$/.test(abbreviation)) return undefined;
  for (const locale of abbreviating) {
    const found = abbreviationsIn(locale, zones).get(abbreviation);
    if (found) return found;
  }
  return undefined;
}

const abbreviations = new Map<string, ReadonlyMap<string, string>>();

/** The first zone of each abbreviation, as a locale has them: looked up once, because it takes a tenth of a second. */
function abbreviationsIn(locale: string, zones: readonly string[]): ReadonlyMap<string, string> {
  const found = abbreviations.get(locale);
  if (found) return found;
  const firstZones = new Map<string, string>();
  for (const timeZone of zones) {
    const format = new Intl.DateTimeFormat(locale, { timeZone, timeZoneName: "short" });
    for (const at of [Date.UTC(2026, 0), Date.UTC(2026, 6)]) {
      const name = offsetName(format, at);
      if (!firstZones.has(name)) firstZones.set(name, timeZone);
    }
  }
  abbreviations.set(locale, firstZones);
  return firstZones;
}

const offsets = new Map<string, readonly number[]>();

/** The distances from UTC, in minutes, that the zone is known to have from 2026 to 2050: one where its clocks are never changed. */
export function offsetsMinutes(timeZone: string): readonly number[] {
  const known = offsets.get(timeZone) ?? findOffsets(timeZone);
  offsets.set(timeZone, known);
  return known;
}

function findOffsets(timeZone: string): number[] {
  const format = new Intl.DateTimeFormat("en", { timeZone, timeZoneName: "longOffset" });
  const names = new Set<string>();
  // Week by week, because Morocco changes its clocks for the month of Ramadan.
  const weekMs = 7 * 24 * 3_600_000;
  for (let at = Date.UTC(2026, 0, 1); at < Date.UTC(2051, 0, 1); at += weekMs) names.add(offsetName(format, at));
  return [...names].map(toMinutes);
}

function toMinutes(offset: string): number {
  const [, sign, hours, minutes] = /GMT(?:([+-])(\d\d):(\d\d))?$/.exec(offset)!;
  return sign ? Number(`${sign}1`) * (Number(hours) * 60 + Number(minutes)) : 0;
}

function offsetName(format: Intl.DateTimeFormat, at: number): string {
  return format.formatToParts(at).find((part) => part.type === "timeZoneName")!.value;
}

/** What people call zones, by their IANA names. */
export type ZoneNames = Readonly<Record<string, string>>;

/** What a zone is called: as `names` has it, UTC, else its IANA name. */
export function zoneLabel(timeZone: string, names: ZoneNames = {}): string {
  const name = Object.hasOwn(names, timeZone) ? names[timeZone] : undefined;
  return name ?? (isUtc(timeZone) ? "UTC" : timeZone);
}

function isUtc(timeZone: string): boolean {
  return /^(Etc\/)?(UTC|UCT|Zulu|Universal)$/i.test(timeZone);
}

/** The calendar day of a moment in a zone, `YYYY-MM-DD`. */
export function dayIn(timeZone: string, at: Date): string {
  const format = new Intl.DateTimeFormat("en", { timeZone, year: "numeric", month: "2-digit", day: "2-digit" });
  const part = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]));
  return `${part.year}-${part.month}-${part.day}`;
}
