import { eq } from "drizzle-orm";
import type { By } from "#domain/audit/audit.ts";
import { type NotFound, withBookingFile } from "#domain/bookings/booking-file.ts";
import { returnReceived } from "#domain/bookings/payments/transitions.ts";
import { payments } from "#domain/bookings/schema/payments.ts";
import { syncTripStatus } from "#domain/bookings/sync-trip-status.ts";

/** What goes back of a payment that waited for its rest, or why nothing does. */
export type PartReturned =
  | { ok: true; refundRupiah: number }
  | NotFound
  /** No part waits: it was settled, another part came since the page was drawn, or nothing has come. */
  | { ok: false; reason: "nothing-waits" };

/**
 * An admin waits for the rest of a payment no longer: what came goes back, and the booking is cancelled.
 * Rule: docs/domain.md#too-little
 */
export function returnPart(request: {
  paymentId: string;
  adminId: string;
  /** What had come when the page was drawn. */
  seenReceivedRupiah: number;
  now: Date;
}): Promise<PartReturned> {
  const { paymentId, adminId, seenReceivedRupiah, now } = request;
  const by: By = { actor: { type: "ADMIN", id: adminId }, now };
  return withBookingFile(eq(payments.id, paymentId), async (tx, bookingFile): Promise<PartReturned> => {
    const { trip, booking, payment } = bookingFile;
    const waits = payment.status === "AWAITING" && payment.receivedAmount === seenReceivedRupiah;
    if (!waits || !payment.receivedAmount) return { ok: false, reason: "nothing-waits" };
    const why = booking.status === "CANCELLED" ? "cancelled" : "short";
    await returnReceived(tx, bookingFile, { why, ...by });
    await syncTripStatus(tx, [trip.id], by);
    return { ok: true, refundRupiah: payment.receivedAmount };
  });
}
