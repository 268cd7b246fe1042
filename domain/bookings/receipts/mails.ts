import type { Transaction } from "#db/connection.ts";
import type { BookingFile } from "#domain/bookings/booking-file.ts";
import { platformAccount } from "#domain/bookings/payments/accounts.ts";
import type { Receipt } from "#domain/bookings/schema/receipts.ts";
import { enqueueEmails, type NewEmail } from "#domain/emails/emails.ts";
import { organizerPerson } from "#domain/users/people.ts";

/** Tells the participant how much is missing, to the rupiah, and until when the seats are still theirs. */
export async function announceWaiting(
  tx: Transaction,
  { trip, booking, payment, participant }: BookingFile,
  { receipt, missingRupiah, now }: { receipt: Receipt; missingRupiah: number; now: Date },
): Promise<void> {
  const account = platformAccount(payment.bankAccountKey);
  const letter = {
    template: "payment-incomplete" as const,
    dedupeKey: `payment-incomplete:${payment.id}:${receipt.id}`,
    to: { email: participant.email, locale: participant.locale },
    props: {
      name: participant.name,
      tripTitle: trip.title,
      bookingCode: booking.code,
      receivedRupiah: payment.receivedAmount ?? 0,
      missingRupiah,
      account: account ? { bank: account.bank, number: account.number, holder: account.holder } : null,
      expiresAt: payment.expiresAt,
    },
    notAfter: payment.expiresAt,
  };
  await enqueueEmails(tx, [letter], { now });
}

/** What is left to the participant after a receipt is void. */
export type AfterVoid =
  /** They have to pay this until then; `hasProof` where a proof of theirs lies with us. */
  | { kind: "waits"; missingRupiah: number; until: Date; hasProof: boolean }
  /** Their seats are theirs as before, or the booking is over as before. */
  | { kind: "confirmed" | "over" };

/**
 * Tells the participant that money which we had recorded was never theirs, and what that means; and the organizer who was told that
 * they come, where they are not `confirmed` any more.
 */
export async function announceVoid(
  tx: Transaction,
  { trip, booking, payment, participant }: BookingFile,
  {
    receipt,
    reason,
    after,
    wasConfirmed,
    now,
  }: { receipt: Receipt; reason: string; after: AfterVoid; wasConfirmed: boolean; now: Date },
): Promise<void> {
  const letter: NewEmail = {
    template: "receipt-voided",
    dedupeKey: `receipt-voided:${payment.id}:${receipt.id}`,
    to: { email: participant.email, locale: participant.locale },
    props: {
      name: participant.name,
      tripTitle: trip.title,
      bookingCode: booking.code,
      amountRupiah: receipt.amount,
      reason,
      after,
    },
  };
  const letters: NewEmail[] = [letter];
  if (wasConfirmed && after.kind === "waits") {
    const organizer = await organizerPerson(tx, trip.organizerId);
    letters.push({
      template: "participant-unpaid",
      dedupeKey: `participant-unpaid:${payment.id}:${receipt.id}`,
      to: { email: organizer.email, locale: organizer.locale },
      props: {
        name: organizer.name,
        tripTitle: trip.title,
        bookingCode: booking.code,
        participantName: participant.name,
        pax: booking.pax,
        tripId: trip.id,
      },
    });
  }
  await enqueueEmails(tx, letters, { now });
}
