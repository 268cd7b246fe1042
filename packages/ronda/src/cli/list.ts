import type { RondaConfig } from "../config.ts";
import { scheduleOf } from "../exports/job-schedule.ts";
import { zoneLabel } from "../schedule/time-zone.ts";
import { scheduleInWords } from "../schedule/words.ts";
import { textIn } from "../text-in.ts";
import { clockIn } from "./moment.ts";
import { readerOf } from "./reader.ts";
import { table } from "./table.ts";

type ListOptions = { locale?: string; zone?: string; now: Date };

/** The same as {@link list} for programs: a JSON array. */
export function listJson(config: RondaConfig, { locale, zone, now }: ListOptions): string {
  const reader = readerOf(config, { locale, displayZone: zone });
  const jobs = config.jobs.map((job) => {
    const schedule = scheduleOf(job);
    const { expression, timeZone } = schedule;
    return {
      name: job.name,
      schedule: expression,
      timeZone,
      words: scheduleInWords(schedule, reader),
      nextSlotAt: schedule.next(now),
      description: textIn(job.description, reader.locale),
    };
  });
  return JSON.stringify(jobs, null, 2);
}

/** Every job with its schedule, in cron's words and in people's, its next slot and what it does. */
export function list(config: RondaConfig, { locale, zone, now }: ListOptions): string {
  const reader = readerOf(config, { locale, displayZone: zone });
  const { displayZone, zoneNames } = reader;
  const rows = config.jobs.map((job) => {
    const schedule = scheduleOf(job);
    return [
      job.name,
      schedule.expression,
      zoneLabel(schedule.timeZone, zoneNames),
      scheduleInWords(schedule, reader),
      clockIn(displayZone, schedule.next(now)),
      textIn(job.description, reader.locale),
    ];
  });
  return table(
    ["JOB", "SCHEDULE", "ZONE", "WHEN", `NEXT (${zoneLabel(displayZone, zoneNames)})`, "WHAT IT DOES"],
    rows,
  );
}
