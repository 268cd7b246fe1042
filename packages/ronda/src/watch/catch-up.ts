import { readGaps, readUntaken } from "../database/slot-rows.ts";
import type { Engine } from "../engine.ts";
import type { FreedSlot } from "./freed-slots.ts";

/**
 * The slots that are made up for now: of each job that catches up the latest that has passed, where no process of the app
 * was alive at it and nobody has run it since. Of all that were missed it is the only one, and it is run once, by whichever
 * process claims it. A slot that was missed while a process lived stays missed: what triggers the job is broken.
 */
export async function slotsToCatchUp({ clock, database, jobs }: Engine): Promise<FreedSlot[]> {
  const now = clock();
  const latest = [...jobs.values()]
    .filter(({ catchUp }) => catchUp === "once")
    .map((job) => ({ job, slotAt: job.calendar.previous(now) }));
  const [oldest] = latest.map(({ slotAt }) => slotAt).sort((one, other) => one.getTime() - other.getTime());
  if (!oldest) return [];
  const gaps = await readGaps(database, oldest);
  const passed = latest.filter(({ slotAt }) => gaps.some(({ from, until }) => slotAt > from && slotAt < until));
  if (passed.length === 0) return [];
  return await readUntaken(
    database,
    passed.map(({ job, slotAt }) => ({ jobName: job.name, schedule: `${job.schedule} ${job.timeZone}`, slotAt })),
    now,
  );
}
