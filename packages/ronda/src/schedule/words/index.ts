import { localeLike } from "../../text-in.ts";
import { en } from "./en.ts";
import { id } from "./id.ts";
import type { ScheduleWords } from "./schedule-words.ts";

/** Every language in which schedules are said. */
const languages: Readonly<Record<string, ScheduleWords>> = { en, id };

/** The languages in which schedules are said. */
export const scheduleLocales: readonly string[] = Object.keys(languages);

/** Whether schedules are said in that language, of whatever region. */
export function hasScheduleWords(locale: string): boolean {
  return Object.hasOwn(languages, locale.toLowerCase().split(/[-_]/, 1)[0] ?? "");
}

/** The words of a reader's language; English where it has none. */
export function scheduleWords(locale: string): ScheduleWords {
  return languages[localeLike(scheduleLocales, locale) ?? "en"] ?? en;
}
