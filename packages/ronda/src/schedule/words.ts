import cronstrue from "cronstrue";
import type { Schedule } from "./schedule.ts";
import { formatFields, type ScheduleFields } from "./schedule-fields.ts";
import { type ZoneNames, zoneLabel } from "./time-zone.ts";
import { everyDay, fieldsInZone, timesOf } from "./translate.ts";
import { scheduleWords } from "./words/index.ts";
import type { ScheduleWords } from "./words/schedule-words.ts";

/** More times of day than this are told as a rhythm, or left to the library. */
const mostTimesListed = 4;

/** For whom a schedule is said. */
export type ScheduleReader = {
  /** The reader's language, such as `en` or `id`; English where the engine does not speak it. */
  locale: string;
  /** The IANA zone by whose clock the reader lives. */
  displayZone: string;
  /** What readers call zones, such as `{ "Europe/Berlin": "Berlin time" }`. */
  zoneNames?: ZoneNames | undefined;
};

/**
 * Says a schedule for people, such as "setiap hari 01.00 UTC" or "every day at 01:00 UTC", without a capital letter
 * or a full stop. The hours are those of `displayZone` where one line can say it; else those of the schedule's own
 * zone, which is then named. An hour never stands without its zone.
 */
export function scheduleInWords(schedule: Schedule, { locale, displayZone, zoneNames }: ScheduleReader): string {
  const translated = fieldsInZone(schedule.fields, schedule.timeZone, displayZone);
  const fields = translated ?? schedule.fields;
  const zone = zoneLabel(translated ? displayZone : schedule.timeZone, zoneNames);
  const words = scheduleWords(locale);
  return rhythm(fields, words) ?? dailyTimes(fields, words, zone) ?? byLibrary(fields, words, zone);
}

/** The same for `displayZone`, and in brackets what differs in the schedule's own: "every day at 01:00 Europe/Berlin (00:00 UTC)". */
export function scheduleInTwoZones(schedule: Schedule, reader: ScheduleReader): string {
  const shown = scheduleInWords(schedule, reader);
  const own = scheduleInWords(schedule, { ...reader, displayZone: schedule.timeZone });
  if (shown === own) return shown;
  const [words, ownWords] = [shown.split(" "), own.split(" ")];
  const firstDifference = ownWords.findIndex((word, index) => word !== words[index]);
  return `${shown} (${ownWords.slice(firstDifference).join(" ")})`;
}

/** "every 5 minutes", "every hour", "every hour at minute 15": the same in every zone. */
function rhythm(fields: ScheduleFields, words: ScheduleWords): string | undefined {
  const { minute, hour } = fields;
  if (!everyDay(fields) || hour.length < 24) return undefined;
  const every = 60 / minute.length;
  const isEven = minute.every((value, index) => index === 0 || value - minute[index - 1]! === every);
  if (!isEven) return undefined;

  if (every === 60) return minute[0] === 0 ? words.everyHour : words.hourlyAt(minute[0]!);
  return every === 1 ? words.everyMinute : words.everyMinutes(every);
}

/** "every Monday and Thursday at 09:00 and 17:00 UTC". */
function dailyTimes(fields: ScheduleFields, words: ScheduleWords, zone: string): string | undefined {
  const times = timesOf(fields);
  const days = daysInWords(fields, words);
  if (times.length > mostTimesListed || !days) return undefined;
  const clock = list(
    times.map((time) => clockTime(time, words)),
    words,
  );
  return words.daily(days, clock, zone);
}

function daysInWords(fields: ScheduleFields, words: ScheduleWords): string | undefined {
  const { dayOfMonth, month, dayOfWeek } = fields;
  const anyDate = dayOfMonth.length === 31;
  const anyWeekday = dayOfWeek.length === 7;
  if (everyDay(fields)) return words.everyDay;
  if (month.length === 12 && anyDate) return weekdaysInWords(dayOfWeek, words);
  if (!anyWeekday) return undefined;
  if (month.length === 12) return datesInWords(dayOfMonth, words);
  if (month.length > 1 || dayOfMonth.length > 1) return undefined;
  const date = new Date(Date.UTC(2024, month[0]! - 1, dayOfMonth[0]!));
  const day = new Intl.DateTimeFormat(words.tag, { day: "numeric", month: "long", timeZone: "UTC" });
  return words.every(day.format(date));
}

function weekdaysInWords(weekdays: number[], words: ScheduleWords): string {
  const format = new Intl.DateTimeFormat(words.tag, { weekday: "long", timeZone: "UTC" });
  // 7 January 2024 was a Sunday. People begin the week with Monday.
  const names = weekdays
    .toSorted((a, b) => ((a + 6) % 7) - ((b + 6) % 7))
    .map((day) => format.format(Date.UTC(2024, 0, 7 + day)));
  return String(weekdays) === "1,2,3,4,5" ? words.mondayToFriday : words.every(list(names, words));
}

function datesInWords(dates: number[], words: ScheduleWords): string | undefined {
  if (dates.length > mostTimesListed) return undefined;
  return words.daysOfMonth(dates, (items) => list(items, words));
}

function byLibrary(fields: ScheduleFields, words: ScheduleWords, zone: string): string {
  const options = { locale: words.cronstrue, use24HourTimeFormat: true };
  const sentence = cronstrue
    .toString(formatFields(fields), options)
    .replace(/(\d\d):(\d\d)/g, (_time, hour: string, minute: string) => words.clock(hour, minute));
  return `${sentence.charAt(0).toLowerCase()}${sentence.slice(1)} (${zone})`;
}

function clockTime(time: number, words: ScheduleWords): string {
  const two = (value: number) => String(value).padStart(2, "0");
  return words.clock(two(Math.floor(time / 60)), two(time % 60));
}

function list(items: string[], words: ScheduleWords): string {
  return new Intl.ListFormat(words.tag, { type: "conjunction" }).format(items);
}
