import type { Incident, IncidentReason, IncidentSubject, JobOverview } from "../types.ts";

/** The subject of the one incident that stands for all jobs. */
export const schedulerSubject: IncidentSubject = { kind: "host", name: "scheduler" };

/** Fewer late jobs are told one by one. */
const fewestTogether = 3;

/** Whether it is a reason for FAILED, not for STALE. */
export function isFailure({ kind }: IncidentReason): boolean {
  return kind === "error" || kind === "timeout" || kind === "crashed" || kind === "expectation";
}

/** Whether it tells of slots that nothing came for; what stops runs in the middle is something else. */
export function isLateness(reason: IncidentReason): boolean {
  return !isFailure(reason) && reason.kind !== "restarts";
}

/**
 * The jobs that are late for one cause, and what it is; nothing where there is no such cause. At least 3 jobs, and more than
 * half of those that have had a slot, open it; then it stays until none of them is late any more, because those that run once
 * a day stay late for a day after everything is well again.
 */
export function lateTogether(
  jobs: readonly JobOverview[],
  open: readonly Incident[],
): { jobs: string[]; reasons: IncidentReason[] } | undefined {
  const watched = jobs.filter(({ schedule, health }) => schedule !== null && health.state === null);
  const late = watched.filter(({ health }) => health.reasons.some(isLateness));
  const isMost = late.length >= fewestTogether && late.length > watched.length / 2;
  const before = jobsOf(open.find(({ subject }) => subject.kind === schedulerSubject.kind));
  const together = isMost ? late : late.filter(({ name }) => before.includes(name));
  if (together.length === 0) return undefined;

  const names = together.map(({ name }) => name);
  const reasons = together.flatMap(({ health }) => health.reasons.filter(isLateness));
  const since = new Date(Math.min(...reasons.map((reason) => reason.since.getTime())));
  const isHost = sharedBy(together, "host-down") || (before.length > 0 && wasHost(open));
  const cause: IncidentReason = isHost
    ? { kind: "host-down", jobs: names, since }
    : { kind: "scheduler-down", jobs: names, since };
  return { jobs: names, reasons: [cause, ...(sharedBy(together, "rejected") ? [rejectedOf(reasons, since)] : [])] };
}

function wasHost(open: readonly Incident[]): boolean {
  return open.some(
    ({ subject, reasons }) => subject.kind === "host" && reasons.some(({ kind }) => kind === "host-down"),
  );
}

function jobsOf(incident: Incident | undefined): string[] {
  return incident?.reasons.flatMap((reason) => ("jobs" in reason ? (reason.jobs ?? []) : [])) ?? [];
}

/** True where more than half of them have it. */
function sharedBy(jobs: readonly JobOverview[], kind: IncidentReason["kind"]): boolean {
  const having = jobs.filter(({ health }) => health.reasons.some((reason) => reason.kind === kind));
  return having.length > jobs.length / 2;
}

function rejectedOf(reasons: readonly IncidentReason[], since: Date): IncidentReason {
  const count = reasons.reduce((sum, reason) => sum + (reason.kind === "rejected" ? reason.count : 0), 0);
  return { kind: "rejected", count, since };
}
