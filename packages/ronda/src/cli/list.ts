import type { RondaConfig } from "../config.ts";
import { scheduleOf } from "../exports/job-schedule.ts";
import { zoneLabel } from "../schedule/time-zone.ts";
import { scheduleInWords } from "../schedule/words.ts";
import { textIn } from "../text-in.ts";
import { clockIn } from "./moment.ts";
import { table } from "./table.ts";

type ListOptions = { locale: "id" | "en"; zone: string; now: Date };

/** Every job with its schedule, in cron's words and in people's, its next slot and what it does. */
export function list(config: RondaConfig, { locale, zone, now }: ListOptions): string {
  const rows = config.jobs.map((job) => {
    const schedule = scheduleOf(job);
    return [
      job.name,
      schedule.expression,
      zoneLabel(schedule.timeZone),
      scheduleInWords(schedule, locale, zone),
      clockIn(zone, schedule.next(now)),
      textIn(job.description, locale),
    ];
  });
  return table(["JOB", "SCHEDULE", "ZONE", "WHEN", `NEXT (${zoneLabel(zone)})`, "WHAT IT DOES"], rows);
}
