import { closeRun, type Holder, leaseMs, runningRuns } from "../database/store.ts";
import type { Engine } from "../engine.ts";

/** Closes every run whose process has died, of any job; returns how many this call closed. */
export async function closeAllAbandoned(engine: Engine): Promise<number> {
  let closed = 0;
  for (const holder of await runningRuns(engine.database)) {
    if (holder.expired && (await closeAbandoned(engine, holder))) closed += 1;
  }
  return closed;
}

/** Closes one such run as ABANDONED and alerts. False when its lease did not run out after all, or somebody was first. */
export async function closeAbandoned(engine: Engine, holder: Holder & { jobName: string }): Promise<boolean> {
  const at = engine.clock();
  const message = `The process died: no sign of life from process ${holder.pid} on ${holder.host} for ${leaseMs / 1000} s`;
  const closed = await closeRun(
    engine.database,
    {
      id: holder.id,
      status: "ABANDONED",
      finishedAt: at,
      durationMs: null,
      attempts: null,
      payload: null,
      errorMessage: message,
      errorStack: null,
      log: null,
      reason: "crashed",
      brokenExpectation: null,
      restarted: false,
      failuresBeforeAlert: engine.jobs.get(holder.jobName)?.failuresBeforeAlert ?? 1,
      lastSecret: null,
      offSlot: null,
    },
    { displayZone: engine.displayZone, ifExpired: true },
  );
  if (!closed) return false;
  engine.logger.error({ cron: holder.jobName, runId: holder.id }, `cron ${holder.jobName} ABANDONED: ${message}`);
  const { jobName, streak, alert: kind } = closed;
  const { startedAt, slotAt } = holder;
  engine.events.emit("run.abandoned", { runId: holder.id, jobName, startedAt, slotAt, message, at });
  if (kind) engine.alerts.send({ kind, jobName, streak, runId: holder.id, status: "ABANDONED", message, at });
  return true;
}
