import type { Incident, IncidentSubject, Queryable } from "../types.ts";
import { insertAction, type NewAction } from "./actions.ts";
import { isUuid } from "./uuid.ts";

/** What an action on an incident needs to know of it. */
export type ActedIncident = {
  subject: IncidentSubject;
  resolvedAt: Date | null;
  acknowledged: Incident["acknowledged"];
};

/** An incident as an action finds it, or nothing; also nothing for a text that is no id. */
export async function readActedIncident(database: Queryable, id: unknown): Promise<ActedIncident | undefined> {
  if (!isUuid(id)) return undefined;
  const { rows } = await database.query(
    `select "subjectKind", "subjectName", "resolvedAt", "acknowledgedAt", "acknowledgedBy", "acknowledgedReason"
     from "RondaIncident" where "id" = $1`,
    [id],
  );
  const row = rows[0] as ActedRow | undefined;
  if (!row) return undefined;
  const { subjectKind: kind, subjectName: name, resolvedAt, acknowledgedAt: at, acknowledgedBy: by } = row;
  return {
    subject: { kind, name },
    resolvedAt,
    acknowledged: at && { at, by, reason: row.acknowledgedReason },
  };
}

type ActedRow = {
  subjectKind: IncidentSubject["kind"];
  subjectName: string;
  resolvedAt: Date | null;
  acknowledgedAt: Date | null;
  acknowledgedBy: string;
  acknowledgedReason: string | null;
};

type Acting = { id: string; action: NewAction };

/** Acknowledges an open incident that nobody has acknowledged, together with its action; false where somebody was first, or it is over. */
export async function acknowledgeIncident(database: Queryable, { id, action }: Acting): Promise<boolean> {
  const { rows } = await database.query(
    `with changed as (
       update "RondaIncident" set "acknowledgedAt" = $2, "acknowledgedBy" = $3, "acknowledgedReason" = $4
       where "id" = $1 and "resolvedAt" is null and "acknowledgedAt" is null
       returning "id"
     ), told as (
       insert into "RondaIncidentEvent" ("incidentId", "at", "kind", "actor", "reason")
       select "id", $2::timestamptz, 'acknowledged', $3::text, $4::text from changed
     ), ${insertAction(5)} select "id" from changed`,
    [id, action.at, action.actor, action.reason, ...action.values],
  );
  return rows.length === 1;
}

/**
 * Lets what somebody acknowledged before that moment need somebody again, as its history then says; returns how many did.
 * Messages about it go out again by the same rules as of any.
 */
export async function returnAcknowledged(
  database: Queryable,
  { before, now }: { before: Date; now: Date },
): Promise<number> {
  const { rows } = await database.query(
    `with returned as (
       update "RondaIncident" set "acknowledgedAt" = null, "acknowledgedBy" = null, "acknowledgedReason" = null
       where "resolvedAt" is null and "acknowledgedAt" <= $1
       returning "id", "reasons"
     ), told as (
       insert into "RondaIncidentEvent" ("incidentId", "at", "kind", "reasonKinds")
       select "id", $2::timestamptz, 'returned', array(select reason->>'kind' from jsonb_array_elements("reasons") reason) from returned
     ) select "id" from returned`,
    [before, now],
  );
  return rows.length;
}

/** Snoozes an open incident until that moment, whatever it was snoozed until before, together with its action; false where it is over. */
export async function snoozeIncident(
  database: Queryable,
  { id, until, action }: Acting & { until: Date },
): Promise<boolean> {
  const { rows } = await database.query(
    `with changed as (
       update "RondaIncident" set "snoozedUntil" = $3, "snoozedBy" = $4, "snoozedReason" = $5
       where "id" = $1 and "resolvedAt" is null
       returning "id"
     ), told as (
       insert into "RondaIncidentEvent" ("incidentId", "at", "kind", "actor", "reason", "until")
       select "id", $2::timestamptz, 'snoozed', $4::text, $5::text, $3::timestamptz from changed
     ), ${insertAction(6)} select "id" from changed`,
    [id, action.at, until, action.actor, action.reason, ...action.values],
  );
  return rows.length === 1;
}
