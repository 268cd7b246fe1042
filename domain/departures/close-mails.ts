import type { Transaction } from "#db/connection.ts";
import { type Dossier, moneyOf } from "#domain/bookings/booking-file.ts";
import { enqueueEmails, type NewEmail } from "#domain/emails/emails.ts";
import { accountOf } from "#domain/users/people.ts";

/** Tells each participant that the trip is off and what comes back; `dossiers` are as they were before. */
export async function announceClosing(
  tx: Transaction,
  dossiers: readonly Dossier[],
  { reason, now }: { reason: string; now: Date },
): Promise<void> {
  const letters = dossiers.map((dossier): NewEmail => {
    const { trip, booking, payment, participant } = dossier;
    return {
      template: "trip-closed",
      dedupeKey: `trip-closed:${booking.id}`,
      to: { email: participant.email, locale: participant.locale },
      props: {
        name: participant.name,
        tripTitle: trip.title,
        bookingCode: booking.code,
        reason,
        refundRupiah: moneyOf(dossier).net,
        underReview: payment.status === "AWAITING" && payment.proofPath !== null,
        account: accountOf(participant),
      },
    };
  });
  await enqueueEmails(tx, letters, { now });
}
