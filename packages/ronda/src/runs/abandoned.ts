import { alertRoutingOf } from "../alerts/incidents.ts";
import {
  type AlertRouting,
  type Closed,
  closedBefore,
  closeRun,
  type Ending,
  endExpiredLease,
  type Holder,
  holders,
  leaseMs,
  silentReason,
} from "../database/store.ts";
import type { Engine } from "../engine.ts";

/** Closes every run that nothing is heard of any more, of any job, and ends such leases; returns how many runs this call closed. */
export async function closeAllAbandoned(engine: Engine): Promise<number> {
  let closed = 0;
  for (const holder of await holders(engine.database)) {
    if (isSilent(engine, holder) && (await endSilent(engine, holder))) closed += 1;
  }
  return closed;
}

/** Whether a run's lease is over for us. Not one of this process, which knows better; not while we were cut off ourselves. */
export function isSilent({ runsHere, reach }: Engine, { id, expired }: Holder): boolean {
  return expired && !runsHere.has(id) && reach.mayJudge();
}

/**
 * Ends the lease of such a run, and closes it as ABANDONED and alerts unless it was closed before. True where this call
 * closed it: its lease had run out, and nobody was first.
 */
export async function endSilent(engine: Engine, holder: Holder & { jobName: string }): Promise<boolean> {
  if (holder.status === "RUNNING") return await closeAbandoned(engine, holder);
  await endExpiredLease(engine.database, holder.id);
  return false;
}

async function closeAbandoned(engine: Engine, holder: Holder & { jobName: string }): Promise<boolean> {
  const at = engine.clock();
  const message = `No heartbeat for ${leaseMs / 1000} s from process ${holder.pid} on ${holder.host}`;
  const job = engine.jobs.get(holder.jobName);
  const ending = abandonedEnding(engine, holder, { at, message, reason: silentReason });
  const closed = await closeSilent(engine, ending, alertRoutingOf(engine, job));
  if (closed) tellAbandoned(engine, { run: holder, closed, message, at });
  return closed !== undefined;
}

/** How a run ends whose function nobody waits for any more: nothing is known of what it came to. */
export function abandonedEnding(
  { jobs }: Pick<Engine, "jobs">,
  { id, jobName }: { id: string; jobName: string },
  { at, message, reason }: { at: Date; message: string; reason: string },
): Ending {
  return {
    id,
    status: "ABANDONED",
    finishedAt: at,
    durationMs: null,
    attempts: null,
    payload: null,
    errorMessage: message,
    errorStack: null,
    log: null,
    reason,
    brokenExpectation: null,
    restarted: false,
    failuresBeforeAlert: jobs.get(jobName)?.failuresBeforeAlert ?? 1,
    lastSecret: null,
    offSlot: null,
  };
}

/** Tells log, listeners and channels of a run that this call has closed as ABANDONED. */
export function tellAbandoned(
  engine: Engine,
  about: { run: Pick<Holder, "id" | "startedAt" | "slotAt">; closed: Closed; message: string; at: Date },
): void {
  const { run, closed, message, at } = about;
  const { jobName } = closed;
  const { id: runId, startedAt, slotAt } = run;
  engine.logger.error({ cron: jobName, runId }, `cron ${jobName} ABANDONED: ${message}`);
  engine.events.emit("run.abandoned", { runId, jobName, startedAt, slotAt, message, at });
  engine.alerts.announce(closed, at);
}

/** Asks again where the answer was lost: nobody else would tell of a run that this call has closed. */
async function closeSilent(
  { database, displayZone }: Engine,
  ending: Ending,
  routing: AlertRouting,
): Promise<Closed | undefined> {
  try {
    return await closeRun(database, ending, { ...routing, displayZone, ifExpired: true });
  } catch (error) {
    const closed = await closedBefore(database, ending);
    if (closed) return closed;
    throw error;
  }
}
