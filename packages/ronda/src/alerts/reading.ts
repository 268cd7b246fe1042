import { isUuid } from "../database/uuid.ts";
import { checkOptions, must, oneOf, optional, type Rule, text } from "../job/options.ts";
import type {
  AlertDelivery,
  Incident,
  IncidentEvent,
  IncidentFilter,
  IncidentHistory,
  IncidentReason,
  Queryable,
} from "../types.ts";

const mostRows = 200;
const usualRows = 20;

/** What of an incident is read, over its table. */
const columns = `"id", "subjectKind", "subjectName", "severity", "reasons", "openedAt", "resolvedAt", "runId", "acknowledgedAt",
  "acknowledgedBy", "acknowledgedReason", "snoozedUntil", "snoozedBy", "snoozedReason", "isFlapping", "alertCount", "lastAlertAt",
  case when "resolvedAt" is not null then (select "kind" from "RondaIncidentEvent" event where event."incidentId" = "RondaIncident"."id"
    order by event."ordinal" desc limit 1) end as "lastEvent",
  case when "resolvedAt" is not null then (select host."id" from "RondaIncident" host where host."subjectKind" = 'host'
    and host."openedAt" <= "RondaIncident"."resolvedAt" order by host."id" desc limit 1) end as "hostId",
  ${formerly("at")} as "formerlyAt", ${formerly("actor")} as "formerlyBy", ${formerly("reason")} as "formerlyReason"`;

/** Of what needs somebody again, who had acknowledged it last. */
function formerly(column: "at" | "actor" | "reason"): string {
  return `case when "resolvedAt" is null and "acknowledgedAt" is null then (select "${column}" from "RondaIncidentEvent" event
    where event."incidentId" = "RondaIncident"."id" and event."kind" = 'acknowledged' order by event."ordinal" desc limit 1) end`;
}

/** A row of `RondaIncident`. */
type IncidentRow = Pick<
  Incident,
  "id" | "severity" | "openedAt" | "resolvedAt" | "runId" | "isFlapping" | "alertCount" | "lastAlertAt"
> & {
  subjectKind: Incident["subject"]["kind"];
  subjectName: string;
  reasons: unknown;
  lastEvent: string | null;
  hostId: string | null;
  acknowledgedAt: Date | null;
  acknowledgedBy: string | null;
  acknowledgedReason: string | null;
  snoozedUntil: Date | null;
  snoozedBy: string | null;
  snoozedReason: string | null;
  formerlyAt: Date | null;
  formerlyBy: string | null;
  formerlyReason: string | null;
};

const rules: Record<keyof IncidentFilter, Rule> = {
  open: optional(must("true for those that are open, or false for those that are over", isTruthValue)),
  kind: optional(oneOf("job", "watch", "host")),
  name: optional(text("the name of a job or a watch")),
  before: optional(must("the id of an incident", (value) => typeof value === "string")),
  limit: optional(must("how many incidents at most, a finite number from 1 to 200", Number.isFinite)),
};

function isTruthValue(value: unknown): boolean {
  return typeof value === "boolean";
}

/** Throws `DefinitionError` that says what is wrong with the filter: a misspelt one would find every incident. */
export function checkIncidentFilter(filter: unknown): void {
  checkOptions("ronda.incidents", filter, rules);
}

/** The newest incidents that match, by id, as they stand `now`; empty where none does, also for a `before` that is no id. */
export async function readIncidents(database: Queryable, filter: IncidentFilter, now: Date): Promise<Incident[]> {
  const { open, kind, name, before, limit } = filter;
  if (before !== undefined && !isUuid(before)) return [];
  const { rows } = await database.query(
    `select ${columns} from "RondaIncident"
     where ($2::boolean is null or ("resolvedAt" is null) = $2) and ($3::text is null or "subjectKind" = $3)
       and ($4::text is null or "subjectName" = $4) and ($5::uuid is null or "id" < $5)
     order by "id" desc limit $1`,
    [Math.min(mostRows, Math.max(1, Math.trunc(limit ?? usualRows))), open, kind, name, before],
  );
  return rows.map((row) => incidentOf(row, now));
}

/** More than this are no longer read one by one; there is at most one of each job and watch. */
const mostOpen = 500;

/**
 * What is open, in the order in which it needs somebody: what nobody deals with yet, FAILED before STALE, then what is
 * acknowledged, then what is snoozed; among these what is about all at once first, then the oldest.
 */
export async function readOpenIncidents(database: Queryable, now: Date): Promise<Incident[]> {
  const { rows } = await database.query(
    `select ${columns} from "RondaIncident" where "resolvedAt" is null
     order by "severity" = 'STALE', "subjectKind" <> 'host', "openedAt", "subjectName" limit $1`,
    [mostOpen],
  );
  return rows.map((row) => incidentOf(row, now)).sort(byNeed);
}

function byNeed(one: Incident, other: Incident): number {
  return (
    placeOf(one) - placeOf(other) ||
    Number(one.subject.kind !== "host") - Number(other.subject.kind !== "host") ||
    one.since.getTime() - other.since.getTime() ||
    (one.subject.name < other.subject.name ? -1 : 1)
  );
}

const places = { unhandled: 0, acknowledged: 2, snoozed: 3 };

function placeOf({ handling, severity }: Incident): number {
  return places[handling] + Number(handling === "unhandled" && severity === "STALE");
}

/** One incident with its history and what was sent about it, or nothing; also nothing for a text that is no id. */
export async function readIncident(database: Queryable, id: string, now: Date): Promise<IncidentHistory | undefined> {
  if (!isUuid(id)) return undefined;
  const [incidents, history, deliveries] = await Promise.all([
    database.query(`select ${columns} from "RondaIncident" where "id" = $1`, [id]),
    database.query(
      `select "at", "kind", "actor", "reason", "runId", "until", "reasonKinds" from "RondaIncidentEvent"
       where "incidentId" = $1 order by "ordinal"`,
      [id],
    ),
    database.query(
      `select "id", "channel", "kind", "createdAt", "attempts", "sentAt", "givenUpAt", "error",
         case when "sentAt" is null and "givenUpAt" is null then "nextAttemptAt" end as "nextAttemptAt"
       from "RondaAlert" where "incidentId" = $1 order by "ordinal"`,
      [id],
    ),
  ]);
  const [incident] = incidents.rows;
  if (!incident) return undefined;
  return {
    ...incidentOf(incident, now),
    history: history.rows as IncidentEvent[],
    deliveries: deliveries.rows as AlertDelivery[],
  };
}

const endings = ["resolved", "withdrawn", "merged", "left"] as const;

/** What a row of the table means at that moment. */
function incidentOf(row: Record<string, unknown>, now: Date): Incident {
  const { id, severity, openedAt, resolvedAt, runId, isFlapping, alertCount, lastAlertAt, ...rest } =
    row as unknown as IncidentRow;
  const { acknowledgedAt, acknowledgedBy, snoozedUntil, snoozedBy } = rest;
  const reasons = reasonsOf(rest.reasons);
  const ending = resolvedAt && (endings.find((each) => each === rest.lastEvent) ?? "resolved");
  return {
    id,
    subject: { kind: rest.subjectKind, name: rest.subjectName },
    severity,
    reasons,
    since: sinceOf(reasons, openedAt),
    openedAt,
    resolvedAt,
    ending,
    mergedInto: ending === "merged" ? rest.hostId : null,
    runId,
    acknowledged: acknowledgedAt && { at: acknowledgedAt, by: acknowledgedBy ?? "", reason: rest.acknowledgedReason },
    snoozed: snoozedUntil && { until: snoozedUntil, by: snoozedBy ?? "", reason: rest.snoozedReason },
    formerly: rest.formerlyAt && { at: rest.formerlyAt, by: rest.formerlyBy ?? "", reason: rest.formerlyReason },
    handling: snoozedUntil && snoozedUntil > now ? "snoozed" : acknowledgedAt ? "acknowledged" : "unhandled",
    isFlapping,
    alertCount,
    lastAlertAt,
  };
}

/** Since when it has been so: see `since` of {@link Incident}. */
export function sinceOf(reasons: readonly IncidentReason[], openedAt: Date): Date {
  return new Date(Math.min(openedAt.getTime(), ...reasons.map(({ since }) => since.getTime())));
}

/** The moments in a reason; JSON has them as texts. */
const moments = ["since", "until", "oldestAt", "lastSuccessAt", "byHandAt", "backAt", "lastAt", "acceptedAt"];

/** Reasons as they were before they became JSON. */
export function reasonsOf(json: unknown): IncidentReason[] {
  return (json as Record<string, unknown>[]).map(
    (reason) =>
      Object.fromEntries(
        Object.entries(reason).map(([key, value]) => [
          key,
          moments.includes(key) && typeof value === "string" ? new Date(value) : value,
        ]),
      ) as IncidentReason,
  );
}
