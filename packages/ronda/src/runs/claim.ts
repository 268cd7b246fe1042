import { claimRun, firstFreeSlot, type Holder, recordSkip, runningRuns } from "../database/store.ts";
import type { Engine } from "../engine.ts";
import type { Caller } from "../events/event-map.ts";
import type { SkipReason, Trigger } from "../types.ts";
import { closeAbandoned } from "./abandoned.ts";
import { newRunId } from "./run-id.ts";

/** What somebody wants to run, before it is known whether it may. */
export type Request = {
  jobName: string;
  slots: Date[];
  trigger: "schedule" | "catch-up";
  needsSlot: boolean;
  actor: string | null;
  caller: Caller;
};

/** What came of asking for a run. */
export type Claimed =
  | { kind: "claimed"; id: string; startedAt: Date; slotAt: Date | null; trigger: Trigger }
  | { kind: "skipped"; why: SkipReason }
  | { kind: "slot-taken" };

/** Each further round means that another process changed something between two statements of ours. */
const mostRounds = 5;

/**
 * Takes the job for a run: one statement where nobody is in the way. A run whose process has died is closed first; a run
 * that is alive makes this one a SKIPPED row.
 */
export async function claim(engine: Engine, request: Request): Promise<Claimed> {
  for (let round = 1; round <= mostRounds; round++) {
    const now = engine.clock();
    const id = newRunId(now);
    const claimed = await claimRun(engine.database, { ...request, id, now, origin: engine.origin });
    if (claimed) return { kind: "claimed", id, startedAt: now, ...claimed };

    const [holder] = await runningRuns(engine.database, request.jobName);
    if (holder?.expired) {
      await closeAbandoned(engine, holder);
      continue;
    }
    const slotAt = await firstFreeSlot(engine.database, request.jobName, request.slots);
    if (request.needsSlot && !slotAt) return { kind: "slot-taken" };
    if (holder) return skip(engine, request, { holder, slotAt });
  }
  throw new Error(`Could not claim ${request.jobName}: other processes kept starting and ending it`);
}

async function skip(
  engine: Engine,
  request: Request,
  { holder, slotAt }: { holder: Holder; slotAt: Date | null },
): Promise<Claimed> {
  const { jobName, actor, caller, needsSlot: once } = request;
  const why: SkipReason = `already running since ${holder.startedAt.toISOString()}`;
  const now = engine.clock();
  const reason = `${why} (run ${holder.id} on ${holder.host}, process ${holder.pid})`;
  const { database, origin, displayZone } = engine;
  const skipped = { id: newRunId(now), jobName, now, slotAt, once, reason, actor, origin };
  const recorded = await recordSkip(database, skipped, displayZone);
  if (!recorded) return { kind: "slot-taken" };
  engine.logger.info({ cron: jobName, holder: holder.id }, `cron ${jobName} SKIPPED: ${why}`);
  engine.events.emit("run.skipped", { runId: skipped.id, jobName, slotAt, actor, caller, why: reason, at: now });
  return { kind: "skipped", why };
}
