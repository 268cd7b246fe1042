import { localeLike } from "../../text-in.ts";
import { en } from "./en.ts";
import { id } from "./id.ts";
import type { ScheduleWords } from "./schedule-words.ts";

/** Every language in which schedules are said. */
const languages: Readonly<Record<string, ScheduleWords>> = { en, id };

/** The words of a reader's language; English where it has none. */
export function scheduleWords(locale: string): ScheduleWords {
  return languages[localeLike(Object.keys(languages), locale) ?? "en"] ?? en;
}
