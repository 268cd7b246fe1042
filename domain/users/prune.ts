import { sql } from "drizzle-orm";
import { db } from "#db/connection.ts";
import { policy } from "#domain/policy.ts";
import type { Sweep } from "#domain/sweep.ts";
import { bankAccountStops, formerEmails, rateLimits, sessions, verifications } from "./schema.ts";

/** So many rows a statement: they are locked briefly. */
const rowsPerBatch = 5_000;

/** How many rows were removed of each kind; zeros when nothing was over. */
export type Removed = Record<"sessions" | "verifications" | "bankAccountStops" | "formerEmails" | "rateLimits", number>;

/**
 * Removes what only signing in needed and what is over: sessions and one-time links that have expired, addresses that
 * nobody is warned at any more, and counts of attempts that nothing has been added to for a week, longer than any limit
 * looks back.
 */
export async function removeExpired(sweep: Sweep): Promise<Removed> {
  const { now } = sweep;
  const countedBefore = now.getTime() - policy.rateLimitKeptMs;
  const before = (ms: number) => sql`${new Date(now.getTime() - ms).toISOString()}::timestamptz`;
  // However it was prolonged, and whoever's it is: an older one opens nothing.
  const over = sql`${sessions.expiresAt} <= ${before(0)} or ${sessions.createdAt} <= ${before(policy.sessionMs)}`;
  return {
    sessions: await remove(sweep, sessions, over),
    verifications: await remove(sweep, verifications, sql`${verifications.expiresAt} <= ${before(0)}`),
    bankAccountStops: await remove(sweep, bankAccountStops, sql`${bankAccountStops.expiresAt} <= ${before(0)}`),
    formerEmails: await remove(
      sweep,
      formerEmails,
      sql`${formerEmails.createdAt} <= ${before(policy.formerEmailKeptMs)}`,
    ),
    rateLimits: await remove(sweep, rateLimits, sql`${rateLimits.lastRequest} <= ${countedBefore}`),
  };
}

type Table = typeof sessions | typeof verifications | typeof bankAccountStops | typeof formerEmails | typeof rateLimits;

async function remove({ signal, beat, note }: Sweep, table: Table, which: ReturnType<typeof sql>): Promise<number> {
  let removed = 0;
  while ((await beat()) && !signal.aborted) {
    const { rowCount } = await db().execute(sql`
      delete from ${table} where ${table.id} in
        (select ${table.id} from ${table} where ${which} limit ${rowsPerBatch} for update skip locked)`);
    removed += rowCount ?? 0;
    if ((rowCount ?? 0) < rowsPerBatch) return removed;
  }
  note("stopped before everything that is over was removed; the next run goes on");
  return removed;
}
