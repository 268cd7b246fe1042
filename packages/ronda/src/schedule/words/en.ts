import type { ScheduleWords } from "./schedule-words.ts";

const ordinals = new Intl.PluralRules("en", { type: "ordinal" });
const endings = { one: "st", two: "nd", few: "rd", other: "th", zero: "th", many: "th" };
const ordinal = (number: number) => `${number}${endings[ordinals.select(number)]}`;

/** English. */
export const en: ScheduleWords = {
  tag: "en-GB",
  everyMinute: "every minute",
  everyMinutes: (minutes) => `every ${minutes} minutes`,
  everyHour: "every hour",
  hourlyAt: (minute) => `every hour at minute ${minute}`,
  everyDay: "every day",
  mondayToFriday: "Monday to Friday",
  every: (names) => `every ${names}`,
  daysOfMonth: (days, list) => `on the ${list(days.map(ordinal))} of every month`,
  daily: (days, times, zone) => `${days} at ${times} ${zone}`,
  clock: (hour, minute) => `${hour}:${minute}`,
  cronstrue: "en",
  table: ["#", "Endpoint", "Schedule", "How often", "What it does"],
  results: ["Job", "Success, nothing to do", "Success, work done"],
  watches: ["Watch", "Looks for"],
};
