import type { RondaConfig } from "../config.ts";
import { type ListedJob, scheduleOf } from "../exports/job-schedule.ts";
import { zoneLabel } from "../schedule/time-zone.ts";
import { type ScheduleReader, scheduleInWords } from "../schedule/words.ts";
import { findJob } from "./load-config.ts";
import { clockIn } from "./moment.ts";
import { readerOf } from "./reader.ts";
import { table } from "./table.ts";

type NextOptions = { hours: number; all: boolean; job?: string; locale?: string; zone?: string; now: Date };
type Entry = { at: Date; job: string; note: string };

/** A job with more slots than this takes one line, unless every slot is asked for. */
const mostLinesPerJob = 24;

/** The same as {@link next} for programs: a JSON array of every slot, whatever `all` says. */
export function nextJson(config: RondaConfig, options: NextOptions): string {
  const jobs = options.job ? [findJob(config, options.job)] : config.jobs;
  const reader = readerOf(config, {});
  const slots = jobs.flatMap((job) => entriesOf(job, { ...options, all: true }, reader));
  const sorted = slots.toSorted((a, b) => a.at.getTime() - b.at.getTime());
  return JSON.stringify(
    sorted.map(({ at, job }) => ({ at, job })),
    null,
    2,
  );
}

/** The slots of the coming hours in the order in which they come, on the reader's clock and in UTC. */
export function next(config: RondaConfig, options: NextOptions): string {
  const jobs = options.job ? [findJob(config, options.job)] : config.jobs;
  const reader = readerOf(config, { locale: options.locale, displayZone: options.zone });
  const entries = jobs
    .flatMap((job) => entriesOf(job, options, reader))
    .sort((a, b) => a.at.getTime() - b.at.getTime());
  if (entries.length === 0) return `nothing is due within ${options.hours} hours`;
  const zones = [...new Set([reader.displayZone, "UTC"])];
  const rows = entries.map(({ at, job, note }) => [...zones.map((zone) => clockIn(zone, at)), job, note]);
  return table([...zones.map((zone) => zoneLabel(zone, reader.zoneNames)), "JOB", ""], rows);
}

function entriesOf(job: ListedJob, { hours, all, now }: NextOptions, reader: ScheduleReader): Entry[] {
  const schedule = scheduleOf(job);
  const slots = schedule.between(now, new Date(now.getTime() + hours * 3_600_000));
  const [first] = slots;
  if (!first || all || slots.length <= mostLinesPerJob) return slots.map((at) => ({ at, job: job.name, note: "" }));
  return [{ at: first, job: job.name, note: `${scheduleInWords(schedule, reader)} (${slots.length})` }];
}
