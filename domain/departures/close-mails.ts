import type { Transaction } from "#db/connection.ts";
import type { BookingFile } from "#domain/bookings/booking-file.ts";
import { enqueueEmails, type NewEmail } from "#domain/emails/emails.ts";
import { accountOf } from "#domain/users/people.ts";
import { goesBack, isUnderReview } from "./closing.ts";

/** Tells each participant that the trip is off and what comes back; `booking files` are as they were before. */
export async function announceClosing(
  tx: Transaction,
  bookingFiles: readonly BookingFile[],
  { reason, now }: { reason: string; now: Date },
): Promise<void> {
  const letters = bookingFiles.map((bookingFile): NewEmail => {
    const { trip, booking, participant } = bookingFile;
    return {
      template: "trip-closed",
      dedupeKey: `trip-closed:${booking.id}`,
      to: { email: participant.email, locale: participant.locale },
      props: {
        name: participant.name,
        tripTitle: trip.title,
        bookingCode: booking.code,
        reason,
        refundRupiah: goesBack(bookingFile),
        underReview: isUnderReview(bookingFile),
        account: accountOf(participant),
      },
    };
  });
  await enqueueEmails(tx, letters, { now });
}
