import { and, eq, isNull, lte, type SQL } from "drizzle-orm";
import { anyOf } from "#db/conditions.ts";
import type { Transaction } from "#db/connection.ts";
import { audit, type By } from "#domain/audit/audit.ts";
import { change } from "#domain/audit/change.ts";
import { bookings } from "#domain/bookings/schema/bookings.ts";
import type { Payment } from "#domain/bookings/schema/payments.ts";
import { payments } from "#domain/bookings/schema/payments.ts";
import { expireBookings } from "#domain/bookings/transitions.ts";

/**
 * AWAITING → EXPIRED for every payment without a proof on trips that are over, and their bookings with them. Runs under
 * the trips' locks. A payment with a proof stays for an admin to decide. Returns the ids of the expired payments.
 */
export function expireUnpaid(tx: Transaction, tripIds: readonly string[], by: By): Promise<string[]> {
  return expire(tx, anyOf(bookings.tripId, tripIds), by);
}

/** The same for the payments of these trips whose deadline has passed at `now`; the seats are free again. */
export function expireOverdue(tx: Transaction, tripIds: readonly string[], by: By): Promise<string[]> {
  return expire(tx, and(anyOf(bookings.tripId, tripIds), lte(payments.expiresAt, by.now)), by);
}

async function expire(tx: Transaction, which: SQL | undefined, { actor, now }: By): Promise<string[]> {
  const expired = await tx
    .update(payments)
    .set({ status: "EXPIRED", updatedAt: now })
    .from(bookings)
    .where(
      and(
        eq(bookings.id, payments.bookingId),
        which,
        eq(bookings.status, "PENDING_PAYMENT"),
        eq(payments.status, "AWAITING"),
        isNull(payments.proofPath),
      ),
    )
    .returning({ id: payments.id, bookingId: payments.bookingId });
  if (expired.length === 0) return [];
  const rows = expired.map(({ id }) => ({
    actor,
    action: "payment.expire" as const,
    entity: "Payment",
    entityId: id,
    before: { status: "AWAITING" },
    after: { status: "EXPIRED" },
  }));
  await audit(tx, rows, { now });
  await expireBookings(
    tx,
    expired.map(({ bookingId }) => bookingId),
    { actor, now },
  );
  return expired.map(({ id }) => id);
}

/** AWAITING → CANCELLED: nobody will pay any more. Runs under the trip's lock, together with the bookings. */
export async function cancelPayments(tx: Transaction, cancelled: readonly Payment[], by: By): Promise<void> {
  await change(tx, payments, cancelled, { values: { status: "CANCELLED" }, action: "payment.cancel", ...by });
}
