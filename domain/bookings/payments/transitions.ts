import { and, eq, isNotNull, isNull, lte, type SQL } from "drizzle-orm";
import { anyOf } from "#db/conditions.ts";
import type { Transaction } from "#db/connection.ts";
import { audit, type By } from "#domain/audit/audit.ts";
import { change } from "#domain/audit/change.ts";
import { type BookingFile, bookingFilesOf } from "#domain/bookings/booking-file.ts";
import { bookings } from "#domain/bookings/schema/bookings.ts";
import type { Payment } from "#domain/bookings/schema/payments.ts";
import { payments } from "#domain/bookings/schema/payments.ts";
import { expireBookings } from "#domain/bookings/transitions.ts";
import { trips } from "#domain/trips/schema.ts";
import type { Unusable } from "./rules.ts";
import { returnMoney } from "./settle.ts";

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
  const ended = await endParts(tx, which, { actor, now });
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
        isNull(payments.receivedAmount),
      ),
    )
    .returning({ id: payments.id, bookingId: payments.bookingId });
  if (expired.length === 0) return ended;
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
  return [...ended, ...expired.map(({ id }) => id)];
}

/**
 * A payment of which only a part came in time: the booking is EXPIRED, and what came goes back.
 * Rule: docs/domain.md#too-little
 */
async function endParts(tx: Transaction, which: SQL | undefined, by: By): Promise<string[]> {
  const isPart = and(
    which,
    eq(bookings.status, "PENDING_PAYMENT"),
    eq(payments.status, "AWAITING"),
    isNull(payments.proofPath),
    isNotNull(payments.receivedAmount),
  )!;
  const found = await tx
    .selectDistinct({ tripId: bookings.tripId })
    .from(payments)
    .innerJoin(bookings, eq(bookings.id, payments.bookingId))
    .where(isPart);
  const rows =
    found.length === 0
      ? []
      : await tx
          .select()
          .from(trips)
          .where(
            anyOf(
              trips.id,
              found.map(({ tripId }) => tripId),
            ),
          );
  const ended: string[] = [];
  for (const trip of rows)
    for (const bookingFile of await bookingFilesOf(tx, trip, isPart)) {
      await returnReceived(tx, bookingFile, { why: "rest-missing", ...by });
      ended.push(bookingFile.payment.id);
    }
  return ended;
}

/**
 * AWAITING → PAID with what came of it, which goes back: the rest is waited for no longer. A booking that still waited dies
 * with it. Runs under the trip's lock.
 */
export async function returnReceived(
  tx: Transaction,
  bookingFile: BookingFile,
  { why, ...by }: By & { why: Unusable },
): Promise<void> {
  const { payment } = bookingFile;
  const [paid] = await endPayments(tx, [payment], by);
  const refundRupiah = payment.receivedAmount ?? 0;
  await returnMoney(tx, { ...bookingFile, payment: paid! }, { why, refundRupiah, ...by });
}

/** AWAITING → PAID with the part that came: no more is waited for, and the caller gives it back. Runs under the trip's lock. */
export function endPayments(tx: Transaction, parts: readonly Payment[], by: By): Promise<Payment[]> {
  const values = { status: "PAID" as const, paidAt: by.now };
  return change(tx, payments, parts, { values, action: "payment.end-part", ...by });
}

/** AWAITING → CANCELLED: nobody will pay any more. Runs under the trip's lock, together with the bookings. */
export async function cancelPayments(tx: Transaction, cancelled: readonly Payment[], by: By): Promise<void> {
  await change(tx, payments, cancelled, { values: { status: "CANCELLED" }, action: "payment.cancel", ...by });
}
