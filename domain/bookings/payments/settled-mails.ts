import type { Transaction } from "#db/connection.ts";
import type { By } from "#domain/audit/audit.ts";
import { type BookingFile, moneyOf } from "#domain/bookings/booking-file.ts";
import { refundLetter } from "#domain/bookings/refunds/mails.ts";
import { enqueueEmails, type NewEmail } from "#domain/emails/emails.ts";
import { accountOf, organizerPerson } from "#domain/users/people.ts";
import type { Unusable } from "./rules.ts";

/** Tells the participant that he travels and the organizer who comes; and the participant of a surplus that goes back. */
export async function announceConfirmed(tx: Transaction, bookingFile: BookingFile, { now }: By): Promise<void> {
  const { trip, booking, participant, refunds } = bookingFile;
  const organizer = await organizerPerson(tx, trip.organizerId);
  const { date, endDate, meetingPoint, meetingTime, whatsappGroupUrl } = trip;
  const seat = { tripTitle: trip.title, bookingCode: booking.code, pax: booking.pax };
  const letters: NewEmail[] = [
    {
      template: "booking-confirmed",
      dedupeKey: `booking-confirmed:${booking.id}`,
      to: { email: participant.email, locale: participant.locale },
      props: { name: participant.name, ...seat, date, endDate, meetingPoint, meetingTime, whatsappGroupUrl },
    },
    {
      template: "new-participant",
      dedupeKey: `new-participant:${booking.id}`,
      to: { email: organizer.email, locale: organizer.locale },
      props: {
        name: organizer.name,
        ...seat,
        participantName: participant.name,
        phone: booking.contactPhone,
        tripId: trip.id,
      },
    },
    ...refunds.map((refund) => refundLetter(bookingFile, refund)),
  ];
  await enqueueEmails(tx, letters, { now });
}

/** Tells the participant that his money comes back, and why. */
export async function announceReturned(
  tx: Transaction,
  bookingFile: BookingFile,
  why: Unusable,
  { now }: By,
): Promise<void> {
  const { trip, booking, payment, participant } = bookingFile;
  const letter: NewEmail = {
    template: "payment-returned",
    dedupeKey: `payment-returned:${payment.id}`,
    to: { email: participant.email, locale: participant.locale },
    props: {
      name: participant.name,
      tripTitle: trip.title,
      bookingCode: booking.code,
      amountRupiah: moneyOf(bookingFile).received,
      why,
      account: accountOf(participant),
    },
  };
  await enqueueEmails(tx, [letter], { now });
}
