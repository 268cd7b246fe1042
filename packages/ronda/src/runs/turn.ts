import { firstFreeSlot, recordSkip } from "../database/store.ts";
import type { Engine } from "../engine.ts";
import type { Job } from "../job/job.ts";
import { reasons } from "../record/reasons.ts";
import { newRunId } from "../record/run-id.ts";
import type { RunOutcome } from "../types.ts";
import type { Request } from "./claim.ts";

type Waiting = Request & { job: Job | undefined };

/** How long a person waits for a place, and a handler that no schedule gives a grace. */
const personWaitMs = 60_000;

/**
 * How long a task waits for its turn where the engine has a limit of how many jobs run at once: a slot until its start
 * grace is over, a person a minute.
 */
export function longestWaitMs({ job, manual, slots: [slotAt] }: Waiting, now: Date): number {
  if (manual || !job) return personWaitMs;
  const leftMs = slotAt ? slotAt.getTime() + job.startGraceMs - now.getTime() : 0;
  // A slot that is asked for late waits as long as one that is asked for in time.
  return leftMs > 0 ? leftMs : job.startGraceMs;
}

/** Keeps as SKIPPED what waited in vain; its slot stays missed, unless somebody else ran it. */
export async function skipWaited(engine: Engine, task: Waiting): Promise<RunOutcome> {
  const { jobName, slots, needsSlot, trigger, actor, caller } = task;
  const { clock, database, displayZone, events, logger, origin } = engine;
  const slotAt = await firstFreeSlot(database, jobName, slots);
  if (needsSlot && !slotAt) return { ok: true, skipped: reasons.ranElsewhere() };
  const why = reasons.noPlace(engine.concurrency ?? 0);
  const now = clock();
  const id = newRunId(now);
  const skip = { id, jobName, now, slotAt, trigger, isStart: false, once: false, reason: why, actor, origin };
  await recordSkip(database, skip, displayZone);
  logger.warn({ cron: jobName }, `cron ${jobName} SKIPPED: ${why}`);
  events.emit("run.skipped", { runId: id, jobName, slotAt, actor, caller, why, at: now });
  return { ok: true, skipped: why };
}
