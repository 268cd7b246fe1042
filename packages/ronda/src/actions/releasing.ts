import { alertRoutingOf } from "../alerts/incidents.ts";
import { newAction, recordAction } from "../database/actions.ts";
import { type Closed, closeRun, endLease, type ReleasedRun } from "../database/store.ts";
import { isUuid } from "../database/uuid.ts";
import type { Engine } from "../engine.ts";
import { reasons } from "../record/reasons.ts";
import { newRunId } from "../record/run-id.ts";
import { abandonedEnding, tellAbandoned } from "../runs/abandoned.ts";
import type { ActionOptions, ActionOutcome } from "../types.ts";
import { type Given, readGiven } from "./given.ts";
import { refused } from "./outcomes.ts";

/**
 * Gives up on a run whose process hangs: closes it as ABANDONED with who and why, frees its job for others, and shuts its
 * function out: its next beat is told to stop, and what it comes to is kept as late. Of a run that was closed while its
 * function works on only the job is freed.
 */
export async function releaseLease(
  engine: Engine,
  runId: string,
  options: ActionOptions & { reason: string },
): Promise<ActionOutcome> {
  const at = engine.clock();
  const given = readGiven(options, { reason: "required" }, at);
  if ("refusal" in given) return refused(given.refusal);
  if (!isUuid(runId)) return refused({ kind: "unknown-run" });
  const message = reasons.released(given);
  const released = await engine.database.transaction(async (connection) => {
    const run = await endLease(connection, runId, at);
    if (run === undefined || run === "over") return run;
    const ending = abandonedEnding(engine, run, { at, message, reason: message });
    const routing = alertRoutingOf(engine, engine.jobs.get(run.jobName));
    const options = { ...routing, displayZone: engine.displayZone };
    const closed = run.isRunning ? await closeRun(connection, ending, options) : undefined;
    await recordAction(connection, actionOf(run, given, at));
    return { run, closed };
  });
  if (released === undefined) return refused({ kind: "unknown-run" });
  if (released === "over") return refused({ kind: "run-is-over" });
  tell(engine, released, { message, at });
  return { ok: true };
}

function tell(
  engine: Engine,
  { run, closed }: { run: ReleasedRun; closed: Closed | undefined },
  { message, at }: { message: string; at: Date },
): void {
  if (closed) tellAbandoned(engine, { run, closed, message, at });
  else engine.logger.warn({ cron: run.jobName, runId: run.id }, `cron ${run.jobName}: its lease was ${message}`);
}

function actionOf(run: ReleasedRun, { by: actor, reason }: Given, at: Date) {
  const subject = { kind: "job", name: run.jobName } as const;
  const details = { wasRunning: run.isRunning, host: run.host, pid: run.pid };
  return newAction({
    id: newRunId(at),
    at,
    actor,
    verb: "release",
    subject,
    incidentId: null,
    runId: run.id,
    reason,
    details,
  });
}
