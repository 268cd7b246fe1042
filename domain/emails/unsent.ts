import { pool } from "#db/connection.ts";
import type { DrainResult } from "./drain.ts";

/** A mail that left this long before a failed attempt left in the same run. */
const sameRunMs = 5 * 60_000;

/**
 * How many mails could not be sent although they were due, when nothing at all has been sent since: those for which this
 * run had no way out, and those that wait for another attempt. 0 once a mail got through. A mail that is certainly wrong
 * itself is dead, and counts elsewhere.
 */
export async function countUnsent({ succeeded, left }: DrainResult, { now }: { now: Date }): Promise<number> {
  if (succeeded > 0) return 0;
  const { rows } = await pool().query<{ unsent: number }>(
    // Mails wait for hours at most, so that a day of the sent ones holds all that can have left since.
    `with failed as materialized (
       select "nextAttemptAt", "updatedAt" from "EmailJob"
       where "status" = 'FAILED' and "deadAt" is null and "attempts" > 0
     ), latest as (
       select max("updatedAt") - $2 * interval '1 millisecond' as "at" from failed
     )
     select count(*)::integer as unsent from failed
     where "nextAttemptAt" > $1 and not exists (
       select 1 from "EmailJob" sent, latest
       where sent."status" = 'SENT' and sent."nextAttemptAt" > latest."at" - interval '1 day' and sent."sentAt" > latest."at"
     )`,
    [now, sameRunMs],
  );
  return left + rows[0]!.unsent;
}
