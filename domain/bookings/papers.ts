import { and, isNotNull, ne, type SQL, sql } from "drizzle-orm";
import { anyOf } from "#db/conditions.ts";
import { db, type Transaction } from "#db/connection.ts";
import type { By } from "#domain/audit/audit.ts";
import { change } from "#domain/audit/change.ts";
import { utcDay } from "#domain/calendar.ts";
import { policy } from "#domain/policy.ts";
import type { Sweep } from "#domain/sweep.ts";
import { sweepTrips } from "#domain/trips/batches.ts";
import { nextVersion } from "#domain/trips/lock.ts";
import { lastDay } from "#domain/trips/rules.ts";
import { trips } from "#domain/trips/schema.ts";
import { bookings } from "./schema/bookings.ts";
import { payments } from "./schema/payments.ts";
import { receipts } from "./schema/receipts.ts";
import { refunds } from "./schema/refunds.ts";

/** Trips whose papers go in one transaction: each may have a hundred bookings. */
const tripsPerBatch = 50;

/** What still waits for an admin keeps its picture, however old it is. */
const decidedPayment = and(isNotNull(payments.proofPath), ne(payments.status, "AWAITING"));
const decidedRefund = and(isNotNull(refunds.evidencePath), ne(refunds.status, "REQUESTED"));

/**
 * Forgets the proofs of payment and the evidence of trips that ended long ago (policy): no row names them any more, so that
 * their files go with those that belong to nothing. That there was a proof, and when it came, stays. Gives how many papers that
 * were; what waits for an admin stays.
 * Rule: docs/domain.md#papers-of-old-trips
 */
export async function forgetTripPapers(sweep: Sweep): Promise<number> {
  const { now, note } = sweep;
  const endedBefore = utcDay(new Date(now.getTime() - policy.tripPapersKeptMs));
  const by: By = { actor: { type: "CRON", id: "prune" }, now };
  const swept = await sweepTrips(
    tripPages(endedBefore),
    async (tx, locked) => {
      const old = locked.filter((trip) => lastDay(trip) < endedBefore).map(({ id }) => id);
      return [await forgetPapers(tx, bookingsOf(old), old, by)];
    },
    sweep,
  );
  if (!swept.finished) note("stopped before all old papers were forgotten; the next run goes on");
  if (swept.failures.length > 0)
    throw new AggregateError(
      swept.failures.map(({ error }) => error),
      "trips that failed",
    );
  return swept.done.reduce((sum, papers) => sum + papers, 0);
}

/**
 * Takes proofs and evidence off bookings, in the transaction of whoever holds the locks of their trips. `which` is SQL for the
 * ids of the bookings; gives how many papers that were.
 */
export async function forgetPapers(tx: Transaction, which: SQL, tripIds: string[], by: By): Promise<number> {
  const ofBooking = (column: SQL | typeof payments.bookingId | typeof refunds.bookingId) =>
    sql`${column} in (${which})`;
  const paid = await tx
    .select()
    .from(payments)
    .where(and(decidedPayment, ofBooking(payments.bookingId)));
  const parts = await tx
    .select()
    .from(receipts)
    .where(
      and(
        isNotNull(receipts.proofPath),
        sql`${receipts.paymentId} in (select ${payments.id} from ${payments} where ${ofBooking(payments.bookingId)})`,
      ),
    );
  const reports = await tx
    .select()
    .from(refunds)
    .where(and(decidedRefund, ofBooking(refunds.bookingId)));
  const noProof = { proofPath: null };
  await change(tx, payments, paid, { values: noProof, action: "payment.forget-proof", ...by });
  await change(tx, receipts, parts, { values: noProof, action: "receipt.forget-proof", ...by });
  await change(tx, refunds, reports, { values: { evidencePath: null }, action: "refund.forget-evidence", ...by });
  const forgotten = paid.length + parts.length + reports.length;
  if (forgotten > 0) await tx.update(trips).set(nextVersion).where(anyOf(trips.id, tripIds));
  return forgotten;
}

const bookingsOf = (tripIds: string[]) =>
  sql`select ${bookings.id} from ${bookings} where ${anyOf(bookings.tripId, tripIds)}`;

/** Reads the ids of the trips that ended before `day` and have papers, a batch a call; from the papers, which are of a year at most. */
function tripPages(day: string): () => Promise<string[]> {
  let last = "";
  return async () => {
    const { rows } = await db().execute<{ id: string }>(sql`
      select trip."id" from "Trip" trip
      where trip."id" in (
        select booking."tripId" from "Booking" booking where booking."id" in (
          select "bookingId" from ${payments} where ${decidedPayment}
          union all select "bookingId" from ${refunds} where ${decidedRefund}
          union all select payment."bookingId" from "Receipt" receipt
            join "Payment" payment on payment."id" = receipt."paymentId" where receipt."proofPath" is not null))
        and coalesce(trip."endDate", trip."date") < ${day}::date and trip."id" > ${last}
      order by trip."id" limit ${tripsPerBatch}`);
    last = rows.at(-1)?.id ?? last;
    return rows.map(({ id }) => id);
  };
}
