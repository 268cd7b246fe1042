import type { Engine } from "../engine.ts";
import { reasons } from "../record/reasons.ts";

/** A slot whose run a restart stopped, and which nobody has run since. */
export type FreedSlot = { jobName: string; slotAt: Date };

/**
 * The freed slots that are to be run now: within their start grace, or later where the job catches up. The others are
 * forgotten, with a line in the log, and count as missed; those that a later slot has overtaken are missed, too.
 */
export async function slotsToRerun(engine: Engine): Promise<FreedSlot[]> {
  const { database, jobs, clock } = engine;
  const now = clock();
  await database.query(`update "RondaJob" set "freedSlotAt" = null where "freedSlotAt" < "lastSlotAt"`);
  const { rows } = await database.query(
    `select "name" as "jobName", "freedSlotAt" as "slotAt" from "RondaJob" where "freedSlotAt" is not null
       and ("pausedAt" is null or "pausedUntil" <= $1)`,
    [now],
  );
  const due: FreedSlot[] = [];
  for (const freed of rows as FreedSlot[]) {
    const job = jobs.get(freed.jobName);
    // A job that this process does not know may belong to another release, whose patrol decides.
    if (!job) continue;
    const isLate = now.getTime() - freed.slotAt.getTime() > job.startGraceMs;
    if (!isLate || job.catchUp === "once") due.push(freed);
    else await forget(engine, freed, now);
  }
  return due;
}

/**
 * Nobody comes back to the slot. The job's latest slot is then the one before it, so that its health finds this one
 * missed until something runs.
 */
async function forget(
  { database, logger, events, lostSlots }: Engine,
  { jobName, slotAt }: FreedSlot,
  at: Date,
): Promise<void> {
  const { rowCount } = await database.query(
    `update "RondaJob" set "freedSlotAt" = null, "lastSlotAt" = "freedSlotAt" - interval '1 millisecond'
     where "name" = $1 and "freedSlotAt" = $2 and "lastSlotAt" <= "freedSlotAt"`,
    [jobName, slotAt],
  );
  if (rowCount !== 1) return;
  const why = reasons.notRunAgain();
  lostSlots.remember(jobName, slotAt, why);
  logger.warn(
    { cron: jobName, slotAt: slotAt.toISOString() },
    `cron ${jobName} MISSED ${slotAt.toISOString()}: ${why}`,
  );
  events.emit("run.missed", { jobName, slotAt, slotCount: 1, why, at });
}
