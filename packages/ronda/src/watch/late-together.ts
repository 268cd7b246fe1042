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

/** What tells by itself why a schedule does not come. */
const ownCauses: readonly IncidentReason["kind"][] = ["never-ran", "off-slot", "rejected"];

/**
 * The jobs that are late for one cause, and what it is; nothing where there is no such cause. At least 3 jobs, and more than
 * half of those that have had a slot, open it, where no schedule has come for any job since they are late: a line that was
 * forgotten or has an old secret says nothing of the scheduler, unless most of what is late has just that. Then it stays until
 * none of them is late any more, because those that run once a day stay late for a day after triggers are back; those that
 * turn out to have a cause of their own leave it.
 */
export function lateTogether(
  jobs: readonly JobOverview[],
  open: readonly Incident[],
): { jobs: string[]; reasons: IncidentReason[] } | undefined {
  const watched = jobs.filter(({ schedule, health }) => schedule !== null && health.state === null);
  const late = watched.filter(({ health }) => health.reasons.some(isLateness));
  const cameMs = lastTriggerMs(watched);
  const shared = ownCauses.filter((kind) => sharedBy(late, kind));
  const shares = (job: JobOverview) => has(job, shared);
  const untriggered = late.filter((job) => shares(job) || lateSinceMs(job) > cameMs);
  const isMost = untriggered.length >= fewestTogether && untriggered.length > watched.length / 2;
  const incident = open.find(({ subject }) => isScheduler(subject));
  const before = late.filter(({ name }) => jobsOf(incident).includes(name));
  const backAt = isMost ? undefined : backOf(incident, before, cameMs);
  const left = backAt ? before.filter((job) => shares(job) || !hasOwnCause(job, backAt)) : before;
  const together = isMost ? untriggered : left;
  if (together.length === 0) return undefined;

  const names = together.map(({ name }) => name);
  const reasons = together.flatMap(({ health }) => health.reasons.filter(isLateness));
  const since = new Date(Math.min(...reasons.map((reason) => reason.since.getTime())));
  const isHost = sharedBy(together, "host-down") || (incident !== undefined && wasHost(open));
  const cause: IncidentReason = isHost
    ? { kind: "host-down", jobs: names, since }
    : { kind: "scheduler-down", jobs: names, ...(backAt ? { backAt } : {}), since };
  return { jobs: names, reasons: [cause, ...(sharedBy(together, "rejected") ? [rejectedOf(reasons, since)] : [])] };
}

function has({ health }: JobOverview, kinds: readonly IncidentReason["kind"][]): boolean {
  return health.reasons.some(({ kind }) => kinds.includes(kind));
}

/** When a schedule last came for any of these jobs. */
function lastTriggerMs(jobs: readonly JobOverview[]): number {
  return Math.max(
    ...jobs.map(({ lastTrigger }) =>
      lastTrigger?.trigger === "schedule" ? lastTrigger.at.getTime() : Number.NEGATIVE_INFINITY,
    ),
  );
}

function lateSinceMs({ health }: JobOverview): number {
  return Math.max(...health.reasons.filter(isLateness).map(({ since }) => since.getTime()));
}

/** Since when triggers are back: from when a schedule was first seen to come after all of these had begun to be late. */
function backOf(incident: Incident | undefined, late: readonly JobOverview[], cameMs: number): Date | undefined {
  const known = incident?.reasons.flatMap((reason) => ("backAt" in reason && reason.backAt) || [])[0];
  const isBack = late.length > 0 && cameMs > Math.max(...late.map(lateSinceMs));
  return known ?? (isBack ? new Date(cameMs) : undefined);
}

/** Whether a job is late for something else than that nobody triggered anything: its own cause, or a slot since triggers are back. */
function hasOwnCause(job: JobOverview, backAt: Date): boolean {
  return has(job, ownCauses) || job.slots.some(({ mark, slotAt }) => mark === "missed" && slotAt > backAt);
}

function isScheduler({ kind, name }: IncidentSubject): boolean {
  return kind === schedulerSubject.kind && name === schedulerSubject.name;
}

function wasHost(open: readonly Incident[]): boolean {
  return open.some(({ subject, reasons }) => isScheduler(subject) && reasons.some(({ kind }) => kind === "host-down"));
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
