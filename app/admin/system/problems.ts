import type { JobOverview, Overview } from "ronda";
import type { Incident, IncidentReason, IncidentSubject, LocalizedText, WatchOverview } from "ronda/types";
import { pausedJobs } from "./rooms.ts";
import { warningNotes } from "./words.ts";

/** Something that is wrong now, whether an incident tells of it yet or not. */
export type Problem = {
  /** The same for as long as it is wrong. */
  key: string;
  subject: IncidentSubject;
  severity: Incident["severity"];
  /** Worst first. */
  reasons: IncidentReason[];
  since: Date;
  /** The run to look at. */
  runId: string | null;
  /** What a watch says of what it found, in its own words; null for everything else. */
  sentence: LocalizedText | null;
  /** Null where none is open: the next patrol may open one, or not before a few more failures. */
  incident: Incident | null;
  /** What it follows from: it is over when that is mended. Null where nothing explains it. */
  cause: Cause | null;
};

/** What another problem follows from: a job that is not well or paused, or the scheduler. */
export type Cause = { kind: "job" | "paused" | "host"; name: string; since: Date };

type ProblemSources = Pick<Overview, "jobs" | "incidents" | "watches">;

/**
 * All that is wrong, the worst first, and what somebody deals with already last: the open incidents, then the jobs and watches that none of them tells of. Where the
 * scheduler or the host is down, that is the one thing to mend, and jobs that are late by it are not told one by one. What
 * follows from another of them stands behind it.
 */
export function problemsOf({ jobs, incidents, watches }: ProblemSources): Problem[] {
  const told = new Set(incidents.map(({ subject }) => `${subject.kind} ${subject.name}`));
  const down = incidents.filter(({ subject }) => subject.kind === "host").flatMap(({ reasons }) => reasons);
  const isOfDown = (name: string) => down.some((reason) => "jobs" in reason && reason.jobs?.includes(name));
  const untoldJobs = jobs.filter(
    ({ name, health }) =>
      health.badge !== "OK" && !told.has(`job ${name}`) && !(health.badge === "STALE" && isOfDown(name)),
  );
  const untoldWatches = watches.filter(
    ({ name, count, error }) => (count > 0 || error !== null) && !told.has(`watch ${name}`),
  );
  // A watch of another release has nobody here who looks for it: what it found is found by others, or no longer.
  const isLeft = ({ kind, name }: IncidentSubject) => kind === "watch" && !watches.some((watch) => watch.name === name);
  const all = [
    ...incidents.filter(({ subject }) => !isLeft(subject)).map((incident) => ofIncident(incident, { jobs, watches })),
    ...untoldJobs.flatMap(ofJob),
    ...untoldWatches.flatMap(ofWatch),
  ].sort(worstFirst);
  return behindTheirCauses(all.map((problem) => ({ ...problem, cause: causeOf(problem, { all, jobs, watches }) })));
}

/**
 * What a watch's finding follows from, by the jobs that keep it empty. What went wrong only after it was found explains
 * nothing of it: such rows wait for a person, and would not go when the job is well.
 */
function causeOf(
  { subject, incident, since: foundAt }: Problem,
  { all, jobs, watches }: { all: Problem[]; jobs: JobOverview[]; watches: WatchOverview[] },
): Cause | null {
  if (subject.kind !== "watch") return null;
  const keepers = watches.find(({ name }) => name === subject.name)?.jobs ?? [];
  const wasBefore = ({ since }: { since: Date }) => !incident || since <= foundAt;
  const wrong = all.find(
    (problem) => problem.subject.kind === "job" && keepers.includes(problem.subject.name) && wasBefore(problem),
  );
  if (wrong) return { kind: "job", name: wrong.subject.name, since: wrong.since };
  const down = all.find(
    (problem) =>
      problem.reasons.some((reason) => "jobs" in reason && reason.jobs?.some((name) => keepers.includes(name))) &&
      wasBefore(problem),
  );
  if (down) return { kind: "host", name: down.subject.name, since: down.since };
  const paused = pausedJobs(jobs).find((job) => keepers.includes(job.name) && wasBefore(job.paused));
  return paused ? { kind: "paused", name: paused.name, since: paused.paused.since } : null;
}

/** A finding that nobody deals with stands behind the problem that it follows from, unless somebody deals with that. */
function behindTheirCauses(problems: Problem[]): Problem[] {
  const isFollowing = ({ cause, incident }: Problem) =>
    cause !== null && cause.kind !== "paused" && !isHandled({ incident }) && heads.has(`${cause.kind} ${cause.name}`);
  const keyOf = ({ subject: { kind, name } }: Problem) => `${kind} ${name}`;
  const heads = new Set(problems.filter((problem) => !isHandled(problem)).map(keyOf));
  const following = Map.groupBy(problems.filter(isFollowing), ({ cause }) => `${cause?.kind} ${cause?.name}`);
  return problems
    .filter((problem) => !isFollowing(problem))
    .flatMap((problem) => [problem, ...(following.get(keyOf(problem)) ?? [])]);
}

/** Somebody looks after it, or wants to hear of it later: it waits for nobody else now. */
export function isHandled({ incident }: Pick<Problem, "incident">): boolean {
  return incident?.handling === "acknowledged" || incident?.handling === "snoozed";
}

/** Jobs that are well and not paused, about which something is worth knowing; what is wrong or paused tells its notes itself. */
export function notedJobs(jobs: readonly JobOverview[]): JobOverview[] {
  return jobs.filter(({ health, paused }) => health.badge === "OK" && !paused && warningNotes(health).length > 0);
}

function ofIncident(incident: Incident, { jobs, watches }: Pick<ProblemSources, "jobs" | "watches">): Problem {
  const { id, subject, severity, openedAt, runId } = incident;
  // The incident is as old as the last patrol; what the job itself says of the same reason is of this moment.
  const job = subject.kind === "job" ? jobs.find(({ name }) => name === subject.name) : undefined;
  const reasons = incident.reasons.map(
    (reason) => job?.health.reasons.find(({ kind }) => kind === reason.kind) ?? reason,
  );
  const watch = subject.kind === "watch" ? watches.find(({ name }) => name === subject.name) : undefined;
  const since = incident.since ?? openedAt;
  return {
    key: id,
    subject,
    severity,
    reasons,
    since,
    runId,
    sentence: watch?.sentence ?? null,
    incident,
    cause: null,
  };
}

function ofJob({ name, health }: JobOverview): Problem[] {
  const [reason] = health.reasons;
  if (!reason) return [];
  const severity = health.badge === "FAILED" ? "FAILED" : "STALE";
  const runId = "runId" in reason ? reason.runId : null;
  const subject = { kind: "job", name } as const;
  return [
    {
      key: `job ${name}`,
      subject,
      severity,
      reasons: health.reasons,
      since: reason.since,
      runId,
      sentence: null,
      incident: null,
      cause: null,
    },
  ];
}

function ofWatch({ name, sentence, count, amountRupiah, oldestAt, href, checkedAt, error }: WatchOverview): Problem[] {
  const since = oldestAt ?? checkedAt;
  if (!since) return [];
  const reason: IncidentReason =
    error === null
      ? { kind: "found", count, amountRupiah, oldestAt: since, href, since }
      : { kind: "blind", message: error, since };
  const subject = { kind: "watch", name } as const;
  return [
    {
      key: `watch ${name}`,
      subject,
      severity: "STALE",
      reasons: [reason],
      since,
      runId: null,
      sentence,
      incident: null,
      cause: null,
    },
  ];
}

function worstFirst(one: Problem, other: Problem): number {
  return rank(one) - rank(other) || weight(one) - weight(other) || one.since.getTime() - other.since.getTime();
}

/** Jobs whose failure costs most, worst first: wrong books, mails that reach nobody, money that stands still. */
const gravest = ["money-reconcile", "process-email-jobs", "auto-complete-trips", "expire-payments"];

function weight({ subject: { kind, name } }: Problem): number {
  const place = kind === "job" ? gravest.indexOf(name) : -1;
  return place < 0 ? gravest.length : place;
}

/** What somebody deals with already stands behind all that nobody does. */
function rank({ severity, subject, incident }: Problem): number {
  return (isHandled({ incident }) ? 4 : 0) + (severity === "FAILED" ? 0 : 2) + (subject.kind === "host" ? 0 : 1);
}

/** A watch's sentence in two: what it found, without its full stop, and what to do about it. */
export function foundAndAdvice(sentence: string): { found: string; advice: string } {
  const [found = ""] = sentence.split(/\.(?:\s|$)/, 1);
  return { found, advice: sentence.slice(found.length + 1).trim() };
}
