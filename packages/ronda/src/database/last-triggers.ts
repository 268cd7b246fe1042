import type { LastTrigger, Queryable } from "../types.ts";

/** What triggered a job last, and since when it has been the same source. */
export const lastTriggers = `
  create table if not exists "RondaTrigger" (
    "jobName" text primary key,
    "triggeredAt" timestamptz(3) not null,
    "trigger" text not null,
    "secret" text,
    "userAgent" text,
    "source" text not null,
    "sourceSince" timestamptz(3) not null
  );
`;

/** A trigger that came, as far as it is kept. */
export type ReceivedTrigger = Omit<LastTrigger, "sourceSince"> & { jobName: string };

/** Keeps it unless a later one is kept already. */
export async function keepTrigger(database: Queryable, seen: ReceivedTrigger): Promise<void> {
  await database.query(
    `insert into "RondaTrigger" as known ("jobName", "triggeredAt", "trigger", "secret", "userAgent", "source", "sourceSince")
     values ($1, $2, $3, $4, $5, $6, $2)
     on conflict ("jobName") do update set "triggeredAt" = excluded."triggeredAt", "trigger" = excluded."trigger",
       "secret" = excluded."secret", "userAgent" = excluded."userAgent", "source" = excluded."source",
       "sourceSince" = case when known."source" = excluded."source" then known."sourceSince" else excluded."sourceSince" end
     where known."triggeredAt" <= excluded."triggeredAt"`,
    [seen.jobName, seen.at, seen.trigger, seen.secret, seen.userAgent, seen.source],
  );
}
