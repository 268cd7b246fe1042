import { and, eq } from "drizzle-orm";
import type { Transaction } from "#db/connection.ts";
import type { By } from "#domain/audit/audit.ts";
import { change } from "#domain/audit/change.ts";
import { type BookingFile, type NotFound, withBookingFile } from "#domain/bookings/booking-file.ts";
import { bookings } from "#domain/bookings/schema/bookings.ts";
import type { Payment } from "#domain/bookings/schema/payments.ts";
import { payments } from "#domain/bookings/schema/payments.ts";
import { syncTripStatus } from "#domain/bookings/sync-trip-status.ts";
import { lapseBooking } from "#domain/bookings/transitions.ts";
import { enqueueEmails } from "#domain/emails/emails.ts";
import { expireOverdue, returnReceived } from "./transitions.ts";

/** Whether the proof is under review now, or why not. */
export type ProofUploaded =
  | { ok: true }
  | NotFound
  /** `expired`: the deadline has passed, and the seats were given back on the spot unless they had been before. */
  | { ok: false; reason: "not-awaiting" | "already-uploaded" | "expired" };

/**
 * Keeps the picture of a transfer, a base name under `uploads/private/`: from now on only an admin decides over the
 * payment, however late it gets. Too late, it expires what the schedule has not expired yet.
 * Rule: docs/domain.md#proofs
 */
export function uploadProof(upload: {
  bookingId: string;
  /** Who sends it; it has to be the one who booked. */
  userId: string;
  proofPath: string;
  now: Date;
}): Promise<ProofUploaded> {
  const { bookingId, userId, proofPath, now } = upload;
  const by: By = { actor: { type: "USER", id: userId }, now };
  const own = and(eq(bookings.id, bookingId), eq(bookings.userId, userId));
  return withBookingFile(own, async (tx, { trip, payment }): Promise<ProofUploaded> => {
    const reason = proofRefusal({ status: payment.status, hasProof: payment.proofPath !== null });
    if (reason) return { ok: false, reason };
    if (now >= payment.expiresAt) {
      await expireOverdue(tx, [trip.id], by);
      await syncTripStatus(tx, [trip.id], by);
      return { ok: false, reason: "expired" };
    }
    const values = { proofPath, proofUploadedAt: now, rejectReason: null };
    await change(tx, payments, [payment], { values, action: "payment.upload-proof", ...by });
    return { ok: true };
  });
}

/**
 * Why a payment takes no proof, as far as that is known before there is one, so that nobody has a picture opened for
 * nothing; nothing where it may. One that is overdue and not expired yet is left to {@link uploadProof}, which expires it.
 */
export function proofRefusal(payment: {
  status: Payment["status"];
  hasProof: boolean;
}): "expired" | "not-awaiting" | "already-uploaded" | undefined {
  if (payment.status === "EXPIRED") return "expired";
  if (payment.status !== "AWAITING") return "not-awaiting";
  return payment.hasProof ? "already-uploaded" : undefined;
}

/** What became of the payment whose proof was rejected, or why nothing did. */
export type ProofRejected =
  /**
   * AWAITING: another proof can be sent until the deadline. EXPIRED: it has passed. CANCELLED: the booking was cancelled before. PAID:
   * one of these two, and a part had come before, which goes back.
   */
  | { ok: true; payment: Payment["status"] }
  | NotFound
  /** `another-proof`: the one that they looked at was rejected before, and a new one waits to be looked at. */
  | { ok: false; reason: "no-proof" | "another-proof" };

/**
 * An admin sees no such transfer. The participant gets a mail with the reason, and until when they can send another proof.
 * Nobody can open the rejected one from then on; its file goes with the weekly `prune`.
 */
export function rejectProof(rejection: {
  paymentId: string;
  adminId: string;
  /** When the proof was sent that the admin has looked at. */
  proofSentAt: Date;
  /** What the participant is told. */
  reason: string;
  now: Date;
}): Promise<ProofRejected> {
  const { paymentId, adminId, proofSentAt, reason, now } = rejection;
  const by: By = { actor: { type: "ADMIN", id: adminId }, now };
  return withBookingFile(eq(payments.id, paymentId), async (tx, bookingFile): Promise<ProofRejected> => {
    const { trip, booking, payment } = bookingFile;
    if (payment.status !== "AWAITING" || !payment.proofPath) return { ok: false, reason: "no-proof" };
    if (payment.proofUploadedAt?.getTime() !== proofSentAt.getTime()) return { ok: false, reason: "another-proof" };
    const after = afterRejection(bookingFile, now);
    const isPart = after !== "AWAITING" && payment.receivedAmount !== null;
    const status = isPart ? "AWAITING" : after;
    const values = { status, proofPath: null, proofUploadedAt: null, rejectReason: reason };
    const [rejected] = await change(tx, payments, [payment], { values, action: "payment.reject-proof", ...by });
    await tellParticipant(tx, bookingFile, { status: after, reason, now });
    if (isPart) {
      const why = after === "EXPIRED" ? "rest-missing" : "cancelled";
      await returnReceived(tx, { ...bookingFile, payment: rejected! }, { why, ...by });
    } else if (status === "EXPIRED") await lapseBooking(tx, booking, by);
    await syncTripStatus(tx, [trip.id], by);
    return { ok: true, payment: isPart ? "PAID" : status };
  });
}

function afterRejection({ booking, payment }: BookingFile, now: Date): "AWAITING" | "EXPIRED" | "CANCELLED" {
  if (booking.status !== "PENDING_PAYMENT") return "CANCELLED";
  return now >= payment.expiresAt ? "EXPIRED" : "AWAITING";
}

async function tellParticipant(
  tx: Transaction,
  { trip, booking, payment, participant }: BookingFile,
  { status, reason, now }: { status: "AWAITING" | "EXPIRED" | "CANCELLED"; reason: string; now: Date },
): Promise<void> {
  const { name, email, locale } = participant;
  const letter = {
    template: "proof-rejected" as const,
    // A payment's proofs may be rejected one after the other; the trip's version tells them apart.
    dedupeKey: `proof-rejected:${payment.id}:${trip.version}`,
    to: { email, locale },
    props: {
      name,
      tripTitle: trip.title,
      bookingCode: booking.code,
      reason,
      uploadUntil: status === "AWAITING" ? payment.expiresAt : null,
    },
  };
  await enqueueEmails(tx, [letter], { now });
}
