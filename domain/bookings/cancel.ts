import { and, eq } from "drizzle-orm";
import type { Transaction } from "#db/connection.ts";
import type { By } from "#domain/audit/audit.ts";
import { cancelPayments, returnReceived } from "#domain/bookings/payments/transitions.ts";
import { resplitPayouts } from "#domain/bookings/payouts/hold.ts";
import { oweRefunds } from "#domain/bookings/refunds/owe.ts";
import { refundQuote } from "#domain/bookings/refunds/rules.ts";
import { tripStart } from "#domain/trips/rules.ts";
import { type BookingFile, moneyOf, type NotFound, openDispute, withBookingFile } from "./booking-file.ts";
import { announceCancellation } from "./cancel-mails.ts";
import { bookings } from "./schema/bookings.ts";
import { syncTripStatus } from "./sync-trip-status.ts";
import { cancelBookings } from "./transitions.ts";

type Own = { bookingId: string; userId: string; now: Date };

const ownBooking = ({ bookingId, userId }: Own) => and(eq(bookings.id, bookingId), eq(bookings.userId, userId));

/** Whether the unpaid booking was cancelled, or why not. */
export type UnpaidCancelled = { ok: true } | NotFound | { ok: false; reason: "not-pending" | "proof-under-review" };

/**
 * A participant gives back seats that they have not paid: both booking and payment are CANCELLED. Where a part had come, it goes
 * back and the payment is PAID.
 * Rule: docs/domain.md#cancelling-an-unpaid-booking
 */
export function cancelUnpaid(request: Own): Promise<UnpaidCancelled> {
  const by: By = { actor: { type: "USER", id: request.userId }, now: request.now };
  return withBookingFile(ownBooking(request), async (tx, bookingFile): Promise<UnpaidCancelled> => {
    const { trip, booking, payment } = bookingFile;
    if (booking.status !== "PENDING_PAYMENT") return { ok: false, reason: "not-pending" };
    if (payment.proofPath) return { ok: false, reason: "proof-under-review" };
    const cancelled = await cancelBookings(tx, [booking], { cancelledBy: "PARTICIPANT", reason: null, ...by });
    if (payment.receivedAmount === null) await cancelPayments(tx, [payment], by);
    else await returnReceived(tx, { ...bookingFile, booking: cancelled[0]! }, { why: "cancelled", ...by });
    await syncTripStatus(tx, [trip.id], by);
    return { ok: true };
  });
}

/** What goes back to the participant, or why nothing was cancelled. */
export type PaidCancelled =
  | { ok: true; refundRupiah: number }
  | NotFound
  | { ok: false; reason: "not-confirmed" | "too-late" }
  /** What they agreed to is no longer what they would get: show `refundRupiah` and ask again. */
  | { ok: false; reason: "quote-changed"; refundRupiah: number };

/**
 * A participant steps back from a trip that has not begun and gets what the refund table promises, without anybody's
 * discretion. What is not given back stays held for the organizer.
 */
export function cancelPaid(
  request: Own & {
    /** The refund that they were shown before they confirmed, in rupiah. */
    agreedRefundRupiah: number;
    reason?: string;
  },
): Promise<PaidCancelled> {
  const { userId, agreedRefundRupiah, reason = null, now } = request;
  const by: By = { actor: { type: "USER", id: userId }, now };
  return withBookingFile(ownBooking(request), async (tx, bookingFile): Promise<PaidCancelled> => {
    if (bookingFile.booking.status !== "CONFIRMED") return { ok: false, reason: "not-confirmed" };
    if (now >= tripStart(bookingFile.trip)) return { ok: false, reason: "too-late" };
    const amount = refundQuote(bookingFile.trip, moneyOf(bookingFile), now);
    if (amount !== agreedRefundRupiah) return { ok: false, reason: "quote-changed", refundRupiah: amount };
    await cancelPaidBooking(tx, bookingFile, { amount, cancelledBy: "PARTICIPANT", reason, ...by });
    return { ok: true, refundRupiah: amount };
  });
}

/** What an admin's cancelling gave back, or why nothing was cancelled. */
export type AdminCancelled =
  | { ok: true; refundRupiah: number }
  | NotFound
  | { ok: false; reason: "not-confirmed" | "not-held" }
  /** A dispute waits for a decision, which comes first. */
  | { ok: false; reason: "dispute-open" }
  | { ok: false; reason: "amount"; max: number }
  /** Something went back since the page was shown: `netRupiah` is left now. */
  | { ok: false; reason: "changed"; netRupiah: number };

/**
 * An admin cancels a paid booking while its money is held, and gives back as much of it as they decide: all, unless told.
 * Rule: docs/domain.md#cancelling-for-somebody
 */
export function cancelByAdmin(request: {
  bookingId: string;
  adminId: string;
  /** What participant and organizer are told. */
  reason: string;
  refundRupiah?: number;
  /** What was left of the booking's money, as the admin saw it: what another has given back meanwhile is not given on top. */
  seenNetRupiah?: number | undefined;
  now: Date;
}): Promise<AdminCancelled> {
  const { bookingId, adminId, reason, refundRupiah, seenNetRupiah, now } = request;
  const by: By = { actor: { type: "ADMIN", id: adminId }, now };
  return withBookingFile(eq(bookings.id, bookingId), async (tx, bookingFile): Promise<AdminCancelled> => {
    const { net } = moneyOf(bookingFile);
    const amount = refundRupiah ?? net;
    if (bookingFile.booking.status !== "CONFIRMED") return { ok: false, reason: "not-confirmed" };
    if (openDispute(bookingFile)) return { ok: false, reason: "dispute-open" };
    if (bookingFile.payout?.status !== "HELD") return { ok: false, reason: "not-held" };
    if (seenNetRupiah !== undefined && seenNetRupiah !== net) return { ok: false, reason: "changed", netRupiah: net };
    if (!Number.isInteger(amount) || amount < 0 || amount > net) return { ok: false, reason: "amount", max: net };
    await cancelPaidBooking(tx, bookingFile, { amount, cancelledBy: "ADMIN", reason, ...by });
    return { ok: true, refundRupiah: amount };
  });
}

type Cancellation = By & { amount: number; cancelledBy: "PARTICIPANT" | "ADMIN"; reason: string | null };

async function cancelPaidBooking(tx: Transaction, bookingFile: BookingFile, cancellation: Cancellation): Promise<void> {
  const { amount, cancelledBy, reason, actor, now } = cancellation;
  const by = { actor, now };
  await cancelBookings(tx, [bookingFile.booking], { cancelledBy, reason, ...by });
  const debt =
    cancelledBy === "PARTICIPANT"
      ? { bookingFile, amount, reason: "PARTICIPANT_CANCEL" as const }
      : { bookingFile, amount, reason: "GOODWILL" as const, note: reason ?? "" };
  const owed = await oweRefunds(tx, [debt], by);
  await resplitPayouts(tx, owed, by);
  await syncTripStatus(tx, [bookingFile.trip.id], by);
  await announceCancellation(tx, bookingFile, { refundRupiah: amount, cancelledBy, reason, now });
}
