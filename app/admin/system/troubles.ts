import type { JobOverview, Overview } from "ronda";
import type { Incident, IncidentReason, IncidentSubject, LocalizedText, WatchOverview } from "ronda/types";

/** Something that is wrong now, whether an incident tells of it yet or not. */
export type Trouble = {
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
};

type Seen = Pick<Overview, "jobs" | "incidents" | "watches">;

/**
 * All that is wrong, the worst first, and what somebody deals with already last: the open incidents, then the jobs and watches that none of them tells of. Where the
 * scheduler or the host is down, that is the one thing to mend, and jobs that are late by it are not told one by one.
 */
export function troublesOf({ jobs, incidents, watches }: Seen): Trouble[] {
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
  return [
    ...incidents.map((incident) => ofIncident(incident, watches)),
    ...untoldJobs.flatMap(ofJob),
    ...untoldWatches.flatMap(ofWatch),
  ].sort(worstFirst);
}

/** Somebody looks after it, or wants to hear of it later: it waits for nobody else now. */
export function isHandled({ incident }: Pick<Trouble, "incident">): boolean {
  return incident?.handling === "acknowledged" || incident?.handling === "snoozed";
}

/** Jobs that somebody has paused: nothing is wrong with them, but nobody should forget them. */
export function pausedJobs(jobs: JobOverview[]): (JobOverview & { paused: NonNullable<JobOverview["paused"]> })[] {
  return jobs.flatMap((job) => (job.paused ? [{ ...job, paused: job.paused }] : []));
}

function ofIncident(incident: Incident, watches: WatchOverview[]): Trouble {
  const { id, subject, severity, reasons, openedAt, runId } = incident;
  const watch = subject.kind === "watch" ? watches.find(({ name }) => name === subject.name) : undefined;
  const since = incident.since ?? openedAt;
  return { key: id, subject, severity, reasons, since, runId, sentence: watch?.sentence ?? null, incident };
}

function ofJob({ name, health }: JobOverview): Trouble[] {
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
    },
  ];
}

function ofWatch({ name, sentence, count, amountRupiah, oldestAt, href, checkedAt, error }: WatchOverview): Trouble[] {
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
    },
  ];
}

function worstFirst(one: Trouble, other: Trouble): number {
  return rank(one) - rank(other) || weight(one) - weight(other) || one.since.getTime() - other.since.getTime();
}

/** Jobs whose failure costs most, worst first: wrong books, mails that reach nobody, money that stands still. */
const gravest = ["money-reconcile", "process-email-jobs", "auto-complete-trips", "expire-payments"];

function weight({ subject: { kind, name } }: Trouble): number {
  const place = kind === "job" ? gravest.indexOf(name) : -1;
  return place < 0 ? gravest.length : place;
}

/** What somebody deals with already stands behind all that nobody does. */
function rank({ severity, subject, incident }: Trouble): number {
  return (isHandled({ incident }) ? 4 : 0) + (severity === "FAILED" ? 0 : 2) + (subject.kind === "host" ? 0 : 1);
}

/** A watch's sentence in two: what it found, without its full stop, and what to do about it. */
export function foundAndAdvice(sentence: string): { found: string; advice: string } {
  const [found = ""] = sentence.split(/\.(?:\s|$)/, 1);
  return { found, advice: sentence.slice(found.length + 1).trim() };
}
