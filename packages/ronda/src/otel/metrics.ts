import { type Meter, metrics } from "@opentelemetry/api";
import type { RunEnd } from "../events/event-map.ts";
import type { Ronda } from "../ronda.ts";
import { endAttributes, errorType, scope } from "./attributes.ts";

/** In seconds: from a run that had nothing to do to one of an hour. */
const durationBounds = [0.01, 0.05, 0.1, 0.5, 1, 5, 15, 30, 60, 300, 900, 1800, 3600];

/** In seconds: cron itself starts within one; the grace of a daily job is an hour. */
const latenessBounds = [1, 2, 5, 15, 30, 60, 120, 300, 900, 1800, 3600];

/** Counts and measures what happens in this process; each process is a resource of its own. Returns the function that ends it. */
export function measureRuns({ on }: Pick<Ronda, "on">): () => void {
  const instruments = once(() => createInstruments(metrics.getMeter(scope)));
  const atWork = new Set<string>();
  // A run may be told to be unrecorded and end all the same, as soon as the database is back.
  const leaves = (runId: string | null, jobName: string) => {
    if (runId !== null && atWork.delete(runId)) instruments().active.add(-1, { "ronda.job.name": jobName });
  };
  const ended = (run: RunEnd) => {
    const { runs, failures, duration } = instruments();
    const attributes = endAttributes(run);
    const job = { "ronda.job.name": run.jobName };
    leaves(run.runId, run.jobName);
    runs.add(1, { ...job, ...attributes });
    if (errorType(run) !== undefined) failures.add(1, { ...job, ...attributes });
    duration.record(run.durationMs / 1000, { ...job, ...attributes });
  };
  const off = [
    on("run.started", ({ runId, jobName, latenessMs }) => {
      atWork.add(runId);
      const { active, lateness } = instruments();
      active.add(1, { "ronda.job.name": jobName });
      // What comes early is in time.
      if (latenessMs !== null) lateness.record(Math.max(0, latenessMs / 1000), { "ronda.job.name": jobName });
    }),
    on("run.finished", ended),
    // Whoever closed it has counted it.
    on("run.fenced", ({ runId, jobName }) => leaves(runId, jobName)),
    on("run.late", ({ jobName, status }) =>
      instruments().late.add(1, { "ronda.job.name": jobName, "ronda.run.status": status }),
    ),
    on("run.abandoned", ({ jobName }) => {
      const attributes = { "ronda.job.name": jobName, "ronda.run.status": "ABANDONED", "error.type": "ABANDONED" };
      instruments().runs.add(1, attributes);
      instruments().failures.add(1, attributes);
    }),
    on("run.unrecorded", ({ runId, jobName }) => {
      instruments().unrecorded.add(1, { "ronda.job.name": jobName });
      leaves(runId, jobName);
    }),
    on("run.skipped", ({ jobName }) => instruments().skipped.add(1, { "ronda.job.name": jobName })),
    on("trigger.rejected", ({ jobName, status }) => {
      const job = jobName === null ? {} : { "ronda.job.name": jobName };
      instruments().rejected.add(1, { ...job, "http.response.status_code": status });
    }),
    on("alert.failed", ({ channel }) => instruments().undelivered.add(1, { "ronda.channel": channel })),
  ];
  return () => {
    for (const end of off) end();
  };
}

function createInstruments(meter: Meter) {
  const seconds = (bounds: number[]) => ({ unit: "s", advice: { explicitBucketBoundaries: bounds } });
  return {
    runs: meter.createCounter("ronda.runs", { unit: "{run}", description: "Runs that ended" }),
    failures: meter.createCounter("ronda.run.failures", {
      unit: "{run}",
      description: "Runs that ended as FAILED, TIMED_OUT or ABANDONED, those that a restart stopped left out",
    }),
    duration: meter.createHistogram("ronda.run.duration", {
      description: "How long runs took",
      ...seconds(durationBounds),
    }),
    lateness: meter.createHistogram("ronda.run.lateness", {
      description: "How long after their slots runs started",
      ...seconds(latenessBounds),
    }),
    active: meter.createUpDownCounter("ronda.run.active", { unit: "{run}", description: "Runs at work" }),
    skipped: meter.createCounter("ronda.run.skipped", {
      unit: "{trigger}",
      description: "Triggers that found the job running",
    }),
    late: meter.createCounter("ronda.run.late", {
      unit: "{run}",
      description: "Functions that ended after their run had been closed",
    }),
    unrecorded: meter.createCounter("ronda.run.unrecorded", {
      unit: "{run}",
      description: "Runs without a row or without an end, because the database was away",
    }),
    rejected: meter.createCounter("ronda.trigger.rejected", {
      unit: "{trigger}",
      description: "Triggers that were turned away",
    }),
    undelivered: meter.createCounter("ronda.alert.failed", {
      unit: "{alert}",
      description: "Alerts that a channel did not take",
    }),
  };
}

/** On first use: an SDK may be registered after the engine was put together, and a meter from before that stays dumb. */
function once<Value>(make: () => Value): () => Value {
  let made: Value | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
