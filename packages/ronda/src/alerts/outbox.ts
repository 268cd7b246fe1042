import { randomUUID } from "node:crypto";
import type { AlertKind, IncidentReason, IncidentSubject, Queryable } from "../types.ts";

/** A channel is sent no more messages than this in a minute; what is over is told in one. */
export const mostAMinute = 10;
/** More are not taken at once, also not to be told in one. */
const mostClaimed = 200;
/** For how long a message belongs to the process that sends it. */
const leaseMs = 60_000;
/** A message that nobody took for this long is given up. */
export const giveUpMs = 24 * 60 * 60 * 1000;
/** A process that has a channel gives its messages up itself; what it has not given up by then has nobody. */
const orphanedMs = giveUpMs + 60 * 60 * 1000;
/** What was sent is forgotten after this. */
const keepMs = 90 * 24 * 60 * 60 * 1000;
const keepIncidentsMs = 4 * keepMs;
const pruneBatch = 5000;

/** A message as its row has it. */
export type StoredAlert = {
  subject?: IncidentSubject;
  severity?: "FAILED" | "STALE";
  reasons?: IncidentReason[];
  since?: string;
  at?: string;
  runId?: string | null;
  streak?: number;
  isFlapping?: boolean;
};

/** A message that this process has the lease of. */
export type ClaimedAlert = {
  id: string;
  kind: AlertKind;
  alert: StoredAlert;
  incidentId: string | null;
  attempts: number;
  createdAt: Date;
  /** How many messages this minute has room for on this channel. */
  room: number;
};

/** Leases what is due on a channel, in the order in which it is to be told; empty where the minute is full. */
export async function claimAlerts(database: Queryable, channel: string, now: Date): Promise<ClaimedAlert[]> {
  const { rows } = await database.query(`select * from ronda_claim_alerts_1($1, $2, $3, $4, $5)`, [
    channel,
    now,
    mostAMinute,
    mostClaimed,
    leaseMs,
  ]);
  return rows as ClaimedAlert[];
}

/** The channel took these: the first is the message, and the others were told in it. */
export async function markSent(database: Queryable, ids: string[], now: Date): Promise<void> {
  await database.query(
    `update "RondaAlert" set "sentAt" = $2, "attemptedAt" = $2, "attempts" = "attempts" + 1, "leaseUntil" = null,
       "error" = null, "mergedIntoId" = nullif($3::uuid, "id")
     where "id" = any($1::uuid[]) and "sentAt" is null`,
    [ids, now, ids[0]],
  );
}

/** The channel did not take these. `nextAttemptAt` is null where they are given up. */
export async function markFailed(
  database: Queryable,
  ids: string[],
  { now, nextAttemptAt, error }: { now: Date; nextAttemptAt: Date | null; error: string },
): Promise<void> {
  await database.query(
    `update "RondaAlert" set "attemptedAt" = $2, "attempts" = "attempts" + 1, "leaseUntil" = null, "error" = $4,
       "nextAttemptAt" = coalesce($3, "nextAttemptAt"), "givenUpAt" = case when $3::timestamptz is null then $2::timestamptz end,
       "mergedIntoId" = nullif($5::uuid, "id")
     where "id" = any($1::uuid[]) and "sentAt" is null`,
    [ids, now, nextAttemptAt, error, ids[0]],
  );
}

/** Gives back what was not even tried. */
export async function releaseAlerts(database: Queryable, ids: string[]): Promise<void> {
  if (ids.length === 0) return;
  await database.query(
    `update "RondaAlert" set "leaseUntil" = null where "id" = any($1::uuid[]) and "sentAt" is null`,
    [ids],
  );
}

/** Keeps a message that was sent outside of the outbox, so that the page can tell of it. */
export async function keepSent(
  database: Queryable,
  { channel, kind, now, error }: { channel: string; kind: AlertKind; now: Date; error: string | null },
): Promise<void> {
  const id = randomUUID();
  await database.query(
    `insert into "RondaAlert" ("id", "channel", "dedupeKey", "kind", "alert", "createdAt", "attempts", "nextAttemptAt",
       "attemptedAt", "sentAt", "givenUpAt", "error")
     values ($1::uuid, $2, $3, $4, '{}', $5, 1, $5, $5, case when $6::text is null then $5::timestamptz end,
       case when $6::text is not null then $5::timestamptz end, $6)`,
    [id, channel, `${kind}/${id}`, kind, now, error],
  );
}

/** Gives up what has waited for longer than anybody would have it wait, on channels that no process has. */
export async function giveUpOrphans(database: Queryable, now: Date): Promise<{ channel: string; count: number }[]> {
  const { rows } = await database.query(
    `with given_up as (
       update "RondaAlert" set "givenUpAt" = $1, "error" = coalesce("error", 'no process has this channel')
       where "sentAt" is null and "givenUpAt" is null and "createdAt" < $2 and ("leaseUntil" is null or "leaseUntil" < now())
       returning "channel"
     )
     select "channel", count(*)::integer as "count" from given_up group by 1`,
    [now, new Date(now.getTime() - orphanedMs)],
  );
  return rows as { channel: string; count: number }[];
}

/** Forgets old messages and incidents that have long been over, some thousand at a time. */
export async function pruneIncidents(database: Queryable, now: Date): Promise<void> {
  await database.query(
    `delete from "RondaAlert" where "id" = any (array(
       select "id" from "RondaAlert" where coalesce("sentAt", "givenUpAt") < $1 order by "ordinal" limit $2))`,
    [new Date(now.getTime() - keepMs), pruneBatch],
  );
  await database.query(
    `delete from "RondaIncident" where "id" = any (array(
       select "id" from "RondaIncident" where "resolvedAt" < $1 order by "id" limit $2))`,
    [new Date(now.getTime() - keepIncidentsMs), pruneBatch],
  );
}
