import { and, eq, inArray, isNotNull, isNull, lt, lte, notExists, type SQL, sql } from "drizzle-orm";
import { QueryBuilder } from "drizzle-orm/pg-core";
import { db } from "#db/connection.ts";
import { payouts } from "#domain/bookings/schema/payouts.ts";
import { refunds } from "#domain/bookings/schema/refunds.ts";
import { countStuck, type Stuck } from "#domain/lists/stuck.ts";
import { policy } from "#domain/policy.ts";

/** No dispute is open over the booking of the payout at hand. */
export const undisputed = notExists(
  new QueryBuilder()
    .select({ one: sql`1` })
    .from(refunds)
    .where(and(eq(refunds.bookingId, payouts.bookingId), eq(refunds.status, "REQUESTED"))),
);

/** A trip has some bookings: about a few hundred trips a batch. */
const payoutsPerPage = 1_500;

/**
 * Reads the ids of trips with payouts whose hold is over, a batch a call, the longest due first; none once there are no
 * more. Whether a payout may really be released is decided under the lock. Nothing is read twice: each page goes on
 * behind the last payout of the one before.
 */
export function releasablePages(now: Date): () => Promise<string[]> {
  let last = { heldUntil: new Date(0), id: "" };
  return async () => {
    const page = await db()
      .select({ id: payouts.id, heldUntil: payouts.heldUntil, tripId: payouts.tripId })
      .from(payouts)
      .where(
        and(
          eq(payouts.status, "HELD"),
          lte(payouts.heldUntil, now),
          isNull(payouts.heldBackAt),
          sql`(${payouts.heldUntil}, ${payouts.id}) > (${last.heldUntil.toISOString()}::timestamptz, ${last.id})`,
        ),
      )
      .orderBy(payouts.heldUntil, payouts.id)
      .limit(payoutsPerPage);
    last = page.at(-1) ?? last;
    return [...new Set(page.map((payout) => payout.tripId))];
  };
}

/** Payouts that a daily run should have released and did not, although nobody disputes them or holds them back. */
export function stuckPayouts(now: Date): Promise<Stuck> {
  return countStuck(payouts, { where: isStuck(now), amount: payouts.amount, since: payouts.heldUntil });
}

/** Payouts that were released long ago and that nobody has transferred; what is held back has a watch of its own. */
export function unpaidPayouts(now: Date): Promise<Stuck> {
  const before = new Date(now.getTime() - policy.staleReleasedPayoutAfterMs);
  const where = and(eq(payouts.status, "RELEASED"), lt(payouts.releasedAt, before), isNull(payouts.heldBackAt));
  return countStuck(payouts, { where, amount: payouts.amount, since: payouts.releasedAt });
}

/** Unpaid payouts that an admin has held back for long: somebody waits for that money. */
export function heldBackPayouts(now: Date): Promise<Stuck> {
  const before = new Date(now.getTime() - policy.staleHeldBackAfterMs);
  const where = and(isHeldBack, lt(payouts.heldBackAt, before));
  return countStuck(payouts, { where, amount: payouts.amount, since: payouts.heldBackAt });
}

/** What an admin holds back of what is still to be paid. */
export const isHeldBack = and(isNotNull(payouts.heldBackAt), inArray(payouts.status, ["HELD", "RELEASED"]));

/** The rule behind {@link stuckPayouts}, for the list that its banner leads to. */
export function isStuck(now: Date): SQL | undefined {
  const before = new Date(now.getTime() - policy.stalePayoutAfterMs);
  return and(eq(payouts.status, "HELD"), lt(payouts.heldUntil, before), isNull(payouts.heldBackAt), undisputed);
}
