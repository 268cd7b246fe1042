import type { Transaction } from "#db/connection.ts";
import { enqueueEmails, type NewEmail } from "#domain/emails/emails.ts";
import { accountOf, organizerPerson } from "#domain/users/people.ts";
import type { BookingFile } from "./booking-file.ts";

/** Tells the participant what comes back, and the organizer that seats are free. */
export async function announceCancellation(
  tx: Transaction,
  { trip, booking, participant }: BookingFile,
  cancellation: { refundRupiah: number; cancelledBy: "PARTICIPANT" | "ADMIN"; reason: string | null; now: Date },
): Promise<void> {
  const { refundRupiah, cancelledBy, reason, now } = cancellation;
  const organizer = await organizerPerson(tx, trip.organizerId);
  const seat = {
    tripTitle: trip.title,
    bookingCode: booking.code,
    pax: booking.pax,
    cancelledBy,
    reason,
    refundRupiah,
  };
  const letters: NewEmail[] = [
    {
      template: "booking-cancelled",
      dedupeKey: `booking-cancelled:${booking.id}`,
      to: { email: participant.email, locale: participant.locale },
      props: { ...seat, name: participant.name, account: accountOf(participant) },
    },
    {
      template: "booking-cancelled-organizer",
      dedupeKey: `booking-cancelled-organizer:${booking.id}`,
      to: { email: organizer.email, locale: organizer.locale },
      props: { ...seat, name: organizer.name, participantName: participant.name, tripId: trip.id },
    },
  ];
  await enqueueEmails(tx, letters, { now });
}
