import type { Attributes } from "@opentelemetry/api";
import type { RunEnd, RunStart } from "../events/event-map.ts";
import type { Job } from "../job/job.ts";

/** The name of the tracer and of the meter. */
export const scope = "ronda";

/** What a run's span says from its start. `faas.*` are OpenTelemetry's names for what something else than a request starts. */
export function startAttributes(run: RunStart, job: Pick<Job, "schedule"> | undefined): Attributes {
  const scheduled = run.trigger !== "manual";
  return {
    "faas.trigger": scheduled ? "timer" : "other",
    "faas.invocation_id": run.runId,
    ...(scheduled && job ? { "faas.cron": job.schedule } : {}),
    ...(scheduled && run.slotAt ? { "faas.time": run.slotAt.toISOString() } : {}),
    "ronda.job.name": run.jobName,
    "ronda.run.id": run.runId,
    "ronda.run.trigger": run.trigger,
    "ronda.run.caller": run.caller,
    ...(run.latenessMs === null ? {} : { "ronda.run.lateness": run.latenessMs / 1000 }),
  };
}

/** What it says of the end, as `ronda.run.status` and, of a failure, `error.type`. */
export function endAttributes(run: RunEnd): Attributes {
  const type = errorType(run);
  return { "ronda.run.status": run.status, ...(type ? { "error.type": type } : {}) };
}

/** The class of the error that failed the run, the status where it was not an error that ended it; nothing of a success or a restart. */
export function errorType({ status, restarted, errorStack }: RunEnd): string | undefined {
  if (status === "SUCCESS" || restarted) return undefined;
  return (status === "FAILED" && errorClass(errorStack)) || status;
}

/** The first word of the stack where it is a class's name, cut to what a class may be called. */
export function errorClass(stack: string | null): string | undefined {
  return /^([A-Za-z_$][\w$.]{0,99})(?=[:\n]|$)/.exec(stack?.slice(0, 120) ?? "")?.[1];
}
