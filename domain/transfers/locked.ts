import { eq } from "drizzle-orm";
import { anyOf } from "#db/conditions.ts";
import { db, type Transaction } from "#db/connection.ts";
import { bookings } from "#domain/bookings/schema/bookings.ts";
import { payouts } from "#domain/bookings/schema/payouts.ts";
import { refunds } from "#domain/bookings/schema/refunds.ts";
import { type Transfer, type TransferItem, transferItems, transfers } from "#domain/bookings/schema/transfers.ts";
import { nextVersion, withTripLocks } from "#domain/trips/lock.ts";
import { trips } from "#domain/trips/schema.ts";

/** There is no such transfer. */
export type NoTransfer = { ok: false; reason: "not-found" };

/** Somebody was first: where it stands now. */
export type NotPrepared = { ok: false; reason: "status"; status: Transfer["status"] };

/** A transfer with its rows as they stand under the locks of all their trips. */
export type LockedTransfer = { transfer: Transfer; items: TransferItem[]; tripIds: string[] };

/**
 * Takes the locks of all trips whose money a transfer moves, in the order of their ids, then the transfer's own, and
 * hands it to `work`. Which rows a transfer has never changes, so that its trips can be read before.
 * Rule: docs/domain.md#one-lock-for-each-trip
 */
export async function withTransfer<Result>(
  transferId: string,
  work: (tx: Transaction, locked: LockedTransfer) => Promise<Result>,
): Promise<Result | NoTransfer> {
  const rows = await db()
    .select({ payoutId: transferItems.payoutId, refundId: transferItems.refundId })
    .from(transferItems)
    .where(eq(transferItems.transferId, transferId));
  const ids = rows.map(({ payoutId, refundId }) => (payoutId ?? refundId)!);
  const tripIds = await tripsOf(ids);
  return withTripLocks(tripIds, async (tx) => {
    const [transfer] = await tx.select().from(transfers).where(eq(transfers.id, transferId)).for("no key update");
    if (!transfer) return { ok: false, reason: "not-found" };
    const items = await tx
      .select()
      .from(transferItems)
      .where(eq(transferItems.transferId, transferId))
      .orderBy(transferItems.id);
    return work(tx, { transfer, items, tripIds });
  });
}

/** The trips of these payouts and refunds, whichever the ids are of. */
export async function tripsOf(ids: readonly string[]): Promise<string[]> {
  const ofPayouts = db().select({ tripId: payouts.tripId }).from(payouts).where(anyOf(payouts.id, ids));
  const ofRefunds = db()
    .select({ tripId: bookings.tripId })
    .from(refunds)
    .innerJoin(bookings, eq(bookings.id, refunds.bookingId))
    .where(anyOf(refunds.id, ids));
  const rows = await ofPayouts.union(ofRefunds);
  return rows.map(({ tripId }) => tripId);
}

/** Says of these trips that they are no longer what they were; runs under their locks. */
export async function touchTrips(tx: Transaction, tripIds: readonly string[]): Promise<void> {
  await tx.update(trips).set(nextVersion).where(anyOf(trips.id, tripIds));
}
