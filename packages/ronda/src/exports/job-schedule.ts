import type { RondaConfig } from "../config.ts";
import { parseSchedule, type Schedule } from "../schedule/schedule.ts";

/** One job of a registry, as far as its definition goes. */
export type ListedJob = RondaConfig["jobs"][number];

/** A job's schedule in its own zone, UTC unless told. */
export function scheduleOf(job: ListedJob): Schedule {
  return parseSchedule(job.schedule, job.timeZone ?? "UTC");
}
