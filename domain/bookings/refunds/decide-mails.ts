import type { Transaction } from "#db/connection.ts";
import type { BookingFile } from "#domain/bookings/booking-file.ts";
import type { Refund } from "#domain/bookings/schema/refunds.ts";
import { enqueueEmails, type NewEmail } from "#domain/emails/emails.ts";
import { accountOf, organizerPerson } from "#domain/users/people.ts";
import { refundLetter } from "./mails.ts";

type Decided = { refundId: string; amountRupiah: number; explanation: string; now: Date };

/** Tells the participant and the organizer how a report was decided; an amount of 0 means that it was rejected. */
export async function announceDecision(tx: Transaction, bookingFile: BookingFile, decided: Decided): Promise<void> {
  const { trip, booking, participant } = bookingFile;
  const { refundId, amountRupiah, explanation, now } = decided;
  const toParticipant: NewEmail = {
    template: "dispute-decided",
    dedupeKey: `dispute-decided:${refundId}`,
    to: { email: participant.email, locale: participant.locale },
    props: {
      name: participant.name,
      tripTitle: trip.title,
      bookingCode: booking.code,
      amountRupiah,
      explanation,
      account: accountOf(participant),
    },
  };
  await enqueueEmails(tx, [toParticipant, await toOrganizer(tx, bookingFile, decided)], { now });
}

/** Tells the participant what an admin gives them back unasked, and the organizer what that takes from their share. */
export async function announceGoodwill(
  tx: Transaction,
  bookingFile: BookingFile,
  { refund, explanation, now }: { refund: Refund; explanation: string; now: Date },
): Promise<void> {
  const decided = { refundId: refund.id, amountRupiah: refund.amount, explanation, now };
  await enqueueEmails(tx, [refundLetter(bookingFile, refund), await toOrganizer(tx, bookingFile, decided)], { now });
}

async function toOrganizer(tx: Transaction, { trip, booking }: BookingFile, decided: Decided): Promise<NewEmail> {
  const { refundId, amountRupiah, explanation } = decided;
  const { name, email, locale } = await organizerPerson(tx, trip.organizerId);
  return {
    template: "dispute-decided-organizer",
    dedupeKey: `dispute-decided-organizer:${refundId}`,
    to: { email, locale },
    props: { name, tripTitle: trip.title, bookingCode: booking.code, amountRupiah, explanation },
  };
}
