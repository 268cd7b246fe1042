import cronstrue from "cronstrue";
import "cronstrue/locales/id.js";
import type { Schedule } from "./schedule.ts";
import { formatFields, type ScheduleFields } from "./schedule-fields.ts";
import { zoneLabel } from "./time-zone.ts";
import { everyDay, fieldsInZone, timesOf } from "./translate.ts";

type Locale = "id" | "en";

/** More times of day than this are told as a rhythm, or left to the library. */
const mostTimesListed = 4;

/**
 * Says a schedule for people, such as "setiap hari 01.00 WIB" or "every day at 01:00 WIB", without a capital letter
 * or a full stop. The hours are those of `displayZone` where one line can say it; else those of the schedule's own
 * zone, which is then named. An hour never stands without its zone.
 */
export function scheduleInWords(schedule: Schedule, locale: Locale, displayZone: string): string {
  const translated = fieldsInZone(schedule.fields, schedule.timeZone, displayZone);
  const fields = translated ?? schedule.fields;
  const zone = zoneLabel(translated ? displayZone : schedule.timeZone);
  return rhythm(fields, locale) ?? dailyTimes(fields, locale, zone) ?? byLibrary(fields, locale, zone);
}

/** The same for `displayZone`, and in brackets what differs in the schedule's own: "every day at 01:00 WIB (18:00 UTC)". */
export function scheduleInTwoZones(schedule: Schedule, locale: Locale, displayZone: string): string {
  const shown = scheduleInWords(schedule, locale, displayZone);
  const own = scheduleInWords(schedule, locale, schedule.timeZone);
  if (shown === own) return shown;
  const [words, ownWords] = [shown.split(" "), own.split(" ")];
  const firstDifference = ownWords.findIndex((word, index) => word !== words[index]);
  return `${shown} (${ownWords.slice(firstDifference).join(" ")})`;
}

/** "every 5 minutes", "every hour", "every hour at minute 15": the same in every zone. */
function rhythm(fields: ScheduleFields, locale: Locale): string | undefined {
  const { minute, hour } = fields;
  if (!everyDay(fields) || hour.length < 24) return undefined;
  const every = 60 / minute.length;
  const isEven = minute.every((value, index) => index === 0 || value - minute[index - 1]! === every);
  if (!isEven) return undefined;

  if (every === 60 && minute[0] === 0) return { id: "setiap jam", en: "every hour" }[locale];
  if (every === 60) {
    return { id: `setiap jam pada menit ke-${minute[0]}`, en: `every hour at minute ${minute[0]}` }[locale];
  }
  if (every === 1) return { id: "setiap menit", en: "every minute" }[locale];
  return { id: `setiap ${every} menit`, en: `every ${every} minutes` }[locale];
}

/** "every Monday and Thursday at 09:00 and 17:00 WIB". */
function dailyTimes(fields: ScheduleFields, locale: Locale, zone: string): string | undefined {
  const times = timesOf(fields);
  const days = daysInWords(fields, locale);
  if (times.length > mostTimesListed || !days) return undefined;
  const clock = list(
    times.map((time) => clockTime(time, locale)),
    locale,
  );
  return { id: `${days} ${clock} ${zone}`, en: `${days} at ${clock} ${zone}` }[locale];
}

function daysInWords(fields: ScheduleFields, locale: Locale): string | undefined {
  const { dayOfMonth, month, dayOfWeek } = fields;
  const anyDate = dayOfMonth.length === 31;
  const anyWeekday = dayOfWeek.length === 7;
  if (everyDay(fields)) return { id: "setiap hari", en: "every day" }[locale];
  if (month.length === 12 && anyDate) return weekdaysInWords(dayOfWeek, locale);
  if (!anyWeekday) return undefined;
  if (month.length === 12) return datesInWords(dayOfMonth, locale);
  if (month.length > 1 || dayOfMonth.length > 1) return undefined;
  const date = new Date(Date.UTC(2024, month[0]! - 1, dayOfMonth[0]!));
  const day = new Intl.DateTimeFormat(formatLocale(locale), { day: "numeric", month: "long", timeZone: "UTC" });
  return { id: `setiap ${day.format(date)}`, en: `every ${day.format(date)}` }[locale];
}

function weekdaysInWords(weekdays: number[], locale: Locale): string {
  const format = new Intl.DateTimeFormat(formatLocale(locale), { weekday: "long", timeZone: "UTC" });
  // 7 January 2024 was a Sunday. People begin the week with Monday.
  const names = weekdays
    .toSorted((a, b) => ((a + 6) % 7) - ((b + 6) % 7))
    .map((day) => format.format(Date.UTC(2024, 0, 7 + day)));
  if (String(weekdays) === "1,2,3,4,5") return { id: "setiap Senin–Jumat", en: "Monday to Friday" }[locale];
  return { id: `setiap ${list(names, locale)}`, en: `every ${list(names, locale)}` }[locale];
}

function datesInWords(dates: number[], locale: Locale): string | undefined {
  if (dates.length > mostTimesListed) return undefined;
  if (locale === "id") return `setiap tanggal ${list(dates.map(String), locale)} pukul`;
  return `on the ${list(dates.map(ordinal), locale)} of every month`;
}

function ordinal(number: number): string {
  const ending = { one: "st", two: "nd", few: "rd", other: "th", zero: "th", many: "th" };
  return `${number}${ending[new Intl.PluralRules("en", { type: "ordinal" }).select(number)]}`;
}

function byLibrary(fields: ScheduleFields, locale: Locale, zone: string): string {
  const sentence = cronstrue.toString(formatFields(fields), { locale, use24HourTimeFormat: true });
  const times = locale === "id" ? sentence.replace(/(\d\d):(\d\d)/g, "$1.$2") : sentence;
  return `${times.charAt(0).toLowerCase()}${times.slice(1)} (${zone})`;
}

function clockTime(time: number, locale: Locale): string {
  const two = (value: number) => String(value).padStart(2, "0");
  return `${two(Math.floor(time / 60))}${locale === "id" ? "." : ":"}${two(time % 60)}`;
}

function list(items: string[], locale: Locale): string {
  return new Intl.ListFormat(formatLocale(locale), { type: "conjunction" }).format(items);
}

function formatLocale(locale: Locale): string {
  return locale === "id" ? "id-ID" : "en-GB";
}
