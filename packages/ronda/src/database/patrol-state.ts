import type { Queryable } from "../types.ts";

/** How long a patrol that says nothing more keeps others from patrolling. It is renewed while one goes on. */
export const patrolLeaseMs = 30_000;

/** How often a process says that it is alive. */
export const aliveEveryMs = 60_000;

/** A silence that is longer than this is one in which no process was alive: a heartbeat and the time it may be late. */
export const longestSilenceMs = 90_000;

/** What is known of the patrol of all processes. */
export type PatrolState = {
  aliveAt: Date;
  finishedAt: Date | null;
  /** What failed in the last one, in a line; null where nothing did. */
  error: string | null;
  /** Why the last ping to the outside did not get through. */
  deadmanError: string | null;
};

/**
 * Says that this process is alive `now`, without a break since `aliveSince`. Where nothing had been heard of any process
 * for longer than a heartbeat takes until then, that time is kept as a gap. A clock that was set back starts anew.
 */
export async function beatPatrol(
  database: Queryable,
  { now, aliveSince }: { now: Date; aliveSince: Date },
): Promise<PatrolState> {
  const { rows } = await database.query(
    `with before as (
       select "aliveAt" from "RondaPatrol"
     ), beat as (
       insert into "RondaPatrol" as patrol ("aliveAt") values ($1)
       on conflict ("one") do update set "aliveAt" = case
         when patrol."aliveAt" > excluded."aliveAt" + $3 * interval '1 millisecond' then excluded."aliveAt"
         else greatest(patrol."aliveAt", excluded."aliveAt") end
       returning "aliveAt", "finishedAt", "error", "deadmanError"
     ), gap as (
       insert into "RondaGap" ("from", "until")
       select "aliveAt", $2::timestamptz from before where $2::timestamptz - "aliveAt" > $3 * interval '1 millisecond'
       on conflict do nothing
     )
     select * from beat`,
    [now, aliveSince, longestSilenceMs],
  );
  return rows[0] as PatrolState;
}

/**
 * Takes the patrol for whoever has that id, a new UUID; false where another has it and is alive. Nobody has it for longer
 * than a lease: one that ends later was taken by a clock that has been set back since.
 */
export async function takePatrol(database: Queryable, { id, now }: { id: string; now: Date }): Promise<boolean> {
  const { rowCount } = await database.query(
    `update "RondaPatrol" set "leaseId" = $1, "leaseUntil" = now() + $2 * interval '1 millisecond', "startedAt" = $3
     where "leaseUntil" is null or "leaseUntil" < now() or "leaseUntil" > now() + 2 * $2 * interval '1 millisecond'`,
    [id, patrolLeaseMs, now],
  );
  return rowCount === 1;
}

/** Keeps the patrol; false where it has been taken by another meanwhile. */
export async function renewPatrol(database: Queryable, id: string): Promise<boolean> {
  const { rowCount } = await database.query(
    `update "RondaPatrol" set "leaseUntil" = now() + $2 * interval '1 millisecond' where "leaseId" = $1`,
    [id, patrolLeaseMs],
  );
  return rowCount === 1;
}

/** Gives the patrol back and keeps how it ended; does nothing where another has it. */
export async function endPatrol(
  database: Queryable,
  { id, now, error }: { id: string; now: Date; error: string | null },
): Promise<void> {
  await database.query(
    `update "RondaPatrol" set "leaseId" = null, "leaseUntil" = null, "finishedAt" = $2, "error" = $3 where "leaseId" = $1`,
    [id, now, error],
  );
}

/** Keeps why the last ping to the outside did not get through, or that it did. */
export async function keepDeadmanError(database: Queryable, error: string | null): Promise<void> {
  await database.query(`update "RondaPatrol" set "deadmanError" = $1 where "deadmanError" is distinct from $1`, [
    error,
  ]);
}

/** How the patrol stands; nothing where there has been none. */
export async function readPatrol(database: Queryable): Promise<PatrolState | undefined> {
  const { rows } = await database.query(`select "aliveAt", "finishedAt", "error", "deadmanError" from "RondaPatrol"`);
  return rows[0] as PatrolState | undefined;
}
