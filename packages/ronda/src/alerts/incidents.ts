import type { AlertRouting, IncidentChange } from "../database/store.ts";
import { reminderMs } from "../database/store.ts";
import type { Events } from "../events/events.ts";
import type { Job } from "../job/job.ts";
import type { Incident, IncidentReason, IncidentSubject, Logger, Queryable } from "../types.ts";
import { readIncident } from "./reading.ts";

const hourMs = 60 * 60 * 1000;
/** What comes back twice within this many periods of its schedule, flaps. */
const flappingPeriods = 10;

/** In which time a job may not fail a third time without flapping; of anything else an hour. */
export function flappingMsOf(job: Pick<Job, "calendar"> | undefined): number {
  return Math.max(hourMs, flappingPeriods * (job?.calendar.shortestGapMs ?? 0));
}

/** How the incidents of a job are told. */
export function alertRoutingOf(
  { alerts }: { alerts: { channels: readonly string[] } },
  job: Pick<Job, "calendar"> | undefined,
): AlertRouting {
  return { channels: alerts.channels, flappingMs: flappingMsOf(job) };
}

/** What is wrong with a subject now. */
export type Wrong = {
  subject: IncidentSubject;
  severity: Incident["severity"];
  /** Worst first, at least one. */
  reasons: IncidentReason[];
  runId: string | null;
  /** How many runs failed in a row. */
  streak: number;
};

/** Says that something is wrong: opens its incident, or keeps it open, and writes the messages that are due with it. */
export async function raiseIncident(
  database: Queryable,
  { subject, severity, reasons, runId, streak }: Wrong,
  { now, channels, flappingMs }: AlertRouting & { now: Date },
): Promise<IncidentChange> {
  const { rows } = await database.query(
    `select * from ronda_raise_incident_1($1, $2, $3, $4::jsonb, $5, $6, $7, $8, $9, $10)`,
    [
      subject.kind,
      subject.name,
      severity,
      JSON.stringify(reasons),
      runId,
      now,
      channels,
      flappingMs,
      reminderMs,
      streak,
    ],
  );
  return rows[0] as IncidentChange;
}

/** How an incident ends: it is over, or another stands for it, or nobody knows its subject any more. */
export type Ending = "resolved" | "merged" | "left";

/** Says that nothing is wrong with a subject any more. Nothing comes of it where nothing was, or where it flaps and has not been quiet for long. */
export async function resolveIncident(
  database: Queryable,
  { subject, ending }: { subject: IncidentSubject; ending: Ending },
  { now, channels, flappingMs }: AlertRouting & { now: Date },
): Promise<IncidentChange | undefined> {
  const { rows } = await database.query(`select * from ronda_resolve_incident_1($1, $2, $3, null, $4, $5, $6)`, [
    subject.kind,
    subject.name,
    ending,
    now,
    channels,
    flappingMs,
  ]);
  return rows[0] as IncidentChange | undefined;
}

/** Tells whoever listens, and the log, what became of an incident. */
export async function tellChange(
  { database, events, logger }: { database: Queryable; events: Pick<Events, "emit">; logger: Logger },
  { incidentId, change, addedKinds }: IncidentChange,
  at: Date,
): Promise<void> {
  if (!incidentId || !change || change === "reminded") return;
  const found = await readIncident(database, incidentId, at);
  if (!found) return;
  const { history: _, deliveries: __, ...incident } = found;
  const { subject } = incident;
  logger.warn({ cron: subject.name, incidentId }, `cron incident of ${subject.kind} ${subject.name} ${change}`);
  if (change === "opened") events.emit("incident.opened", { incident, at });
  if (change === "changed") {
    const added = incident.reasons.filter(({ kind }) => addedKinds.includes(kind));
    events.emit("incident.changed", { incident, added, at });
  }
  if (change === "resolved") {
    events.emit("incident.resolved", { incident, lastedMs: at.getTime() - incident.since.getTime(), at });
  }
}
