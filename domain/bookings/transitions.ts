import { and, eq } from "drizzle-orm";
import { anyOf } from "#db/conditions.ts";
import type { Transaction } from "#db/connection.ts";
import { audit, type By } from "#domain/audit/audit.ts";
import { change } from "#domain/audit/change.ts";
import { enqueueEmails } from "#domain/emails/emails.ts";
import { addresseesOf } from "./addressees.ts";
import type { BookingFile } from "./booking-file.ts";
import type { Booking } from "./rules.ts";
import { bookings } from "./schema/bookings.ts";

/**
 * PENDING_PAYMENT → EXPIRED: the seats are free again and each participant gets a mail. Runs under the trips' locks,
 * together with the payments that expire. Bookings in another state stay; returns the ids of those that changed.
 */
export async function expireBookings(
  tx: Transaction,
  bookingIds: readonly string[],
  { actor, now }: By,
): Promise<string[]> {
  const expired = await tx
    .update(bookings)
    .set({ status: "EXPIRED", updatedAt: now })
    .where(and(anyOf(bookings.id, bookingIds), eq(bookings.status, "PENDING_PAYMENT")))
    .returning({ id: bookings.id });
  const ids = expired.map(({ id }) => id);
  const rows = ids.map((entityId) => ({
    actor,
    action: "booking.expire" as const,
    entity: "Booking",
    entityId,
    before: { status: "PENDING_PAYMENT" },
    after: { status: "EXPIRED" },
  }));
  await audit(tx, rows, { now });
  await enqueueEmails(tx, await letters(tx, ids, now), { now });
  return ids;
}

/** PENDING_PAYMENT or EXPIRED → CONFIRMED: the money is in. Runs under the trip's lock. */
export async function confirmBooking(tx: Transaction, bookingFile: BookingFile, by: By): Promise<BookingFile> {
  const values = { status: "CONFIRMED" as const };
  const [booking] = await change(tx, bookings, [bookingFile.booking], { values, action: "booking.confirm", ...by });
  return { ...bookingFile, booking: booking! };
}

/** A live booking → CANCELLED, whoever did it and why: the seats are free again. Runs under the trip's lock. */
export async function cancelBookings(
  tx: Transaction,
  cancelled: readonly Booking[],
  {
    cancelledBy,
    reason,
    cause = null,
    ...by
  }: By & { cancelledBy: NonNullable<Booking["cancelledBy"]>; reason: string | null; cause?: Booking["cancelCause"] },
): Promise<Booking[]> {
  const values = {
    status: "CANCELLED" as const,
    cancelledAt: by.now,
    cancelledBy,
    cancelReason: reason,
    cancelCause: cause,
  };
  return change(tx, bookings, cancelled, { values, action: "booking.cancel", ...by });
}

/**
 * CONFIRMED or CANCELLED → PENDING_PAYMENT, or CANCELLED → EXPIRED where the seats are gone: the money that it was decided by was
 * void. Runs under the trip's lock; a booking that is in that state stays as it is.
 */
export async function reopenBooking(
  tx: Transaction,
  booking: Booking,
  { status, ...by }: By & { status: Booking["status"] },
): Promise<Booking> {
  if (booking.status === status) return booking;
  const values = { status, cancelledAt: null, cancelledBy: null, cancelReason: null, cancelCause: null };
  const [again] = await change(tx, bookings, [booking], { values, action: "booking.reopen", ...by });
  return again!;
}

/** PENDING_PAYMENT → EXPIRED without a mail of its own: somebody else tells the participant why. */
export async function lapseBooking(tx: Transaction, booking: Booking, by: By): Promise<void> {
  await change(tx, bookings, [booking], { values: { status: "EXPIRED" }, action: "booking.expire", ...by });
}

async function letters(tx: Transaction, bookingIds: string[], now: Date) {
  const rows = await addresseesOf(tx, bookingIds);
  return rows.map(({ bookingId, email, locale, ...props }) => ({
    template: "booking-expired" as const,
    // A booking that waits again after a mistake of ours may expire again.
    dedupeKey: `booking-expired:${bookingId}:${now.getTime()}`,
    to: { email, locale },
    props,
  }));
}
