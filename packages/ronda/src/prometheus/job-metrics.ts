import { nothing } from "../database/totals.ts";
import type { Badge, IncidentSubject, JobOverview, JobTotal, Spread } from "../types.ts";
import { type Collected, histogram, type Sample } from "./metric.ts";
import type { Snapshot } from "./snapshot.ts";

const outcomes: JobTotal["outcome"][] = ["SUCCESS", "FAILED", "TIMED_OUT", "ABANDONED", "RESTARTED"];
const subjects: IncidentSubject["kind"][] = ["job", "watch", "host"];
const badges: Badge[] = ["OK", "STALE", "FAILED"];

/** What all processes share: as many lines as there are jobs, whatever the number of runs. */
export const jobMetrics: Collected[] = [
  {
    name: "ronda_runs_total",
    help: "Runs that ended, by how they ended; restarted ones are no failures.",
    type: "counter",
    // Also those that never were: what begins at 1 has no increase.
    samples: ofJobs((job, snapshot) =>
      outcomes.map((outcome) => ({
        labels: { job, status: outcome.toLowerCase() },
        value: count(snapshot, job, outcome),
      })),
    ),
  },
  {
    name: "ronda_skipped_triggers_total",
    help: "Triggers that ran nothing, because the job was running or they waited in vain.",
    type: "counter",
    samples: ofJobs((job, snapshot) => [{ labels: { job }, value: count(snapshot, job, "SKIPPED") }]),
  },
  {
    name: "ronda_missed_slots_total",
    help: "Slots that nobody had run when they were looked at, also those that a late run made up for.",
    type: "counter",
    samples: ofJobs((job, snapshot) => [{ labels: { job }, value: count(snapshot, job, "MISSED") }]),
  },
  {
    name: "ronda_rejected_triggers_total",
    help: "Triggers with a wrong secret or the name of no job, which is (unknown).",
    type: "counter",
    samples: (snapshot) =>
      namesOf(snapshot, { rejected: true }).map((job) => ({
        labels: { job },
        value: count(snapshot, job, "REJECTED"),
      })),
  },
  {
    name: "ronda_run_duration_seconds",
    help: "How long runs took.",
    type: "histogram",
    samples: ofJobs((job, snapshot) =>
      histogram("ronda_run_duration_seconds", { job }, sum(snapshot, job, "duration")),
    ),
  },
  {
    name: "ronda_run_lateness_seconds",
    help: "How long after their slots runs started.",
    type: "histogram",
    samples: ofJobs((job, snapshot) =>
      histogram("ronda_run_lateness_seconds", { job }, sum(snapshot, job, "lateness")),
    ),
  },
  {
    name: "ronda_job_badge",
    help: "1 for the badge that a job has, 0 for the others.",
    type: "gauge",
    samples: ofOverview(({ name, health }) =>
      badges.map((badge) => ({
        labels: { job: name, badge: badge.toLowerCase() },
        value: Number(health.badge === badge),
      })),
    ),
  },
  {
    name: "ronda_job_running",
    help: "1 while a run of the job is at work.",
    type: "gauge",
    samples: ofOverview(({ name, health }) => [
      { labels: { job: name }, value: Number(health.notes.some(({ kind }) => kind === "running")) },
    ]),
  },
  {
    name: "ronda_job_paused",
    help: "1 while the job is paused.",
    type: "gauge",
    samples: ofOverview(({ name, paused }) => [{ labels: { job: name }, value: Number(paused !== null) }]),
  },
  moment(
    "ronda_job_last_success_timestamp_seconds",
    "When the job last succeeded.",
    (job) => job.lastSuccess?.finishedAt,
  ),
  moment(
    "ronda_job_last_run_timestamp_seconds",
    "When the job's last run was asked for.",
    (job) => job.lastRun?.createdAt,
  ),
  moment("ronda_job_next_slot_timestamp_seconds", "When the job is due next.", (job) => job.nextSlotAt),
  {
    name: "ronda_open_incidents",
    help: "Incidents that are open: of a job, of a watch, or of the scheduler or the host.",
    type: "gauge",
    samples: (snapshot) =>
      subjects.map((kind) => ({
        labels: { kind },
        value: (snapshot?.overview.incidents ?? []).filter(({ subject }) => subject.kind === kind).length,
      })),
  },
  {
    name: "ronda_alerts_waiting",
    help: "Alerts that a channel is still to be given.",
    type: "gauge",
    samples: (snapshot) =>
      (snapshot?.overview.channels ?? []).map(({ name, waiting }) => ({ labels: { channel: name }, value: waiting })),
  },
  {
    name: "ronda_patrol_last_finished_timestamp_seconds",
    help: "When a patrol last ended.",
    type: "gauge",
    samples: (snapshot) => {
      const finishedAt = snapshot?.overview.patrol.lastFinishedAt;
      return finishedAt ? [{ labels: {}, value: finishedAt.getTime() / 1000 }] : [];
    },
  },
  {
    name: "ronda_channel_failures",
    help: "Attempts to deliver that failed since a channel last took an alert; it is not here while it takes them.",
    type: "gauge",
    samples: (snapshot) =>
      (snapshot?.overview.warnings ?? []).flatMap((warning) =>
        warning.kind === "channel" ? [{ labels: { channel: warning.channel }, value: warning.failures }] : [],
      ),
  },
];

function moment(name: string, help: string, at: (job: JobOverview) => Date | null | undefined): Collected {
  const samples = ofOverview((job) => {
    const when = at(job);
    return when ? [{ labels: { job: job.name }, value: when.getTime() / 1000 }] : [];
  });
  return { name, help, type: "gauge", samples };
}

function ofOverview(samples: (job: JobOverview) => Sample[]): Collected["samples"] {
  return (snapshot) => (snapshot?.overview.jobs ?? []).flatMap(samples);
}

function ofJobs(samples: (job: string, snapshot: Snapshot | undefined) => Sample[]): Collected["samples"] {
  return (snapshot) => namesOf(snapshot).flatMap((job) => samples(job, snapshot));
}

/** The jobs that there are, and those that there were: what has been counted does not vanish. */
function namesOf(snapshot: Snapshot | undefined, { rejected = false } = {}): string[] {
  const present = (snapshot?.overview.jobs ?? []).map(({ name }) => name);
  const counted = [...(snapshot?.totals ?? [])].filter(([, all]) => rejected || [...all.keys()].some(isRun));
  return [...new Set([...present, ...counted.map(([name]) => name)])];
}

function isRun(outcome: JobTotal["outcome"]): boolean {
  return outcome !== "REJECTED";
}

function count(snapshot: Snapshot | undefined, job: string, outcome: JobTotal["outcome"]): number {
  return snapshot?.totals.get(job)?.get(outcome)?.count ?? 0;
}

/** Of all the job's runs, however they ended. */
function sum(snapshot: Snapshot | undefined, job: string, measure: "duration" | "lateness"): Spread {
  const counted = snapshot?.totals.get(job);
  return outcomes.reduce((all, outcome) => plus(all, counted?.get(outcome)?.[measure]), nothing[measure]);
}

function plus(one: Spread, other: Spread | undefined): Spread {
  if (!other) return one;
  const buckets = one.buckets.map(({ boundMs, count: below }, place) => ({
    boundMs,
    count: below + (other.buckets[place]?.count ?? 0),
  }));
  return { buckets, count: one.count + other.count, sumMs: one.sumMs + other.sumMs };
}
