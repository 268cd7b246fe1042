import { sql } from "drizzle-orm";
import type { Database, Transaction } from "#db/connection.ts";

/**
 * Why an account cannot be deleted yet. `last-admin`: nobody would look after the others. `booking`: a trip that is not over.
 * `payment`: money or a proof waits for an admin. `refund`: money is owed to them, or a report is open. `held`: money of theirs
 * is still held, so that they may get some back. `trip`: they lead one that is not over. `payout`: money for them was not
 * transferred yet.
 */
export type Obstacle = {
  kind: "last-admin" | "booking" | "payment" | "refund" | "held" | "trip" | "payout";
  /** The booking's code, or the trip's id where they lead it; empty for `last-admin`. */
  of: string;
  title: string;
  amountRupiah: number | null;
};

/** So many are listed; of more there is one after these are done. */
const mostListed = 20;

/**
 * Everything of somebody that is open and keeps them from deleting their account, at most twenty; empty where they may.
 * Rule: docs/domain.md#deleting-an-account
 */
export async function obstaclesToDeletion(on: Database | Transaction, userId: string): Promise<Obstacle[]> {
  const { rows } = await on.execute<Obstacle>(sql`
    with own as materialized (
      select booking."id", booking."code", booking."status", trip."title", trip."status" as "tripStatus"
      from "Booking" booking join "Trip" trip on trip."id" = booking."tripId" where booking."userId" = ${userId}
    ), led as materialized (
      select trip."id", trip."title", trip."status" from "Trip" trip
      join "OrganizerProfile" organizer on organizer."id" = trip."organizerId" where organizer."userId" = ${userId}
    )
    select * from (
      select 'last-admin' as "kind", '' as "of", '' as "title", null::integer as "amountRupiah" from "User" person
        where person."id" = ${userId} and person."role" = 'ADMIN' and not exists (select from "User" other
          where other."role" = 'ADMIN' and other."suspendedAt" is null and other."id" <> person."id")
      union all select 'booking', own."code", own."title", null from own
        where own."status" in ('PENDING_PAYMENT', 'CONFIRMED') and own."tripStatus" in ('OPEN', 'FULL')
      union all select 'payment', own."code", own."title", payment."amount" from own
        join "Payment" payment on payment."bookingId" = own."id" and payment."status" = 'AWAITING'
        where own."status" <> 'PENDING_PAYMENT' or own."tripStatus" not in ('OPEN', 'FULL')
      union all select 'refund', own."code", own."title", refund."amount" from own
        join "Refund" refund on refund."bookingId" = own."id" and refund."status" in ('REQUESTED', 'APPROVED')
      union all select 'held', own."code", own."title", payout."amount" from own
        join "Payout" payout on payout."bookingId" = own."id" and payout."status" = 'HELD'
        where own."tripStatus" not in ('OPEN', 'FULL')
      union all select 'trip', led."id", led."title", null from led where led."status" in ('OPEN', 'FULL')
      union all select 'payout', led."id", led."title", sum(payout."amount")::integer from led
        join "Payout" payout on payout."tripId" = led."id" and payout."status" in ('HELD', 'RELEASED')
        where led."status" not in ('OPEN', 'FULL') group by led."id", led."title"
    ) obstacle order by "kind", "title", "of" limit ${mostListed}`);
  return rows;
}
