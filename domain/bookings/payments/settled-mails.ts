import type { Transaction } from "#db/connection.ts";
import type { BookingFile } from "#domain/bookings/booking-file.ts";
import { refundLetter } from "#domain/bookings/refunds/mails.ts";
import type { Refund } from "#domain/bookings/schema/refunds.ts";
import { enqueueEmails, type NewEmail } from "#domain/emails/emails.ts";
import { accountOf, organizerPerson } from "#domain/users/people.ts";
import type { Unusable } from "./rules.ts";

/**
 * Tells the participant that they travel and the organizer who comes; and the participant of a `surplus` that goes back. `again`
 * where the booking was confirmed before, by a mistake of ours.
 */
export async function announceConfirmed(
  tx: Transaction,
  bookingFile: BookingFile,
  {
    again,
    surplus,
    roundingRupiah,
    now,
  }: { again: boolean; surplus: Refund | undefined; roundingRupiah: number; now: Date },
): Promise<void> {
  const { trip, booking, participant } = bookingFile;
  // The trip's version tells one confirmation from another.
  const nth = again ? `:${trip.version}` : "";
  const organizer = await organizerPerson(tx, trip.organizerId);
  const { date, endDate, meetingPoint, meetingTime, meetsDayBefore, meetingCoordinates, whatsappGroupUrl } = trip;
  const seat = { tripTitle: trip.title, bookingCode: booking.code, pax: booking.pax };
  const letters: NewEmail[] = [
    {
      template: "booking-confirmed",
      dedupeKey: `booking-confirmed:${booking.id}${nth}`,
      to: { email: participant.email, locale: participant.locale },
      props: {
        name: participant.name,
        ...seat,
        ...{ date, endDate, meetingPoint, meetingTime, meetsDayBefore, meetingCoordinates },
        ...{ whatsappGroupUrl, roundingRupiah },
        organizerWhatsapp: organizer.whatsapp,
      },
    },
    {
      template: "new-participant",
      dedupeKey: `new-participant:${booking.id}${nth}`,
      to: { email: organizer.email, locale: organizer.locale },
      props: {
        name: organizer.name,
        ...seat,
        participantName: participant.name,
        phone: booking.contactPhone,
        tripId: trip.id,
      },
    },
    ...(surplus ? [refundLetter(bookingFile, surplus)] : []),
  ];
  await enqueueEmails(tx, letters, { now });
}

/** Tells the participant that their money comes back, and why. */
export async function announceReturned(
  tx: Transaction,
  { trip, booking, payment, participant }: BookingFile,
  { why, refund, now }: { why: Unusable; refund: Refund; now: Date },
): Promise<void> {
  const letter: NewEmail = {
    template: "payment-returned",
    dedupeKey: `payment-returned:${payment.id}:${refund.id}`,
    to: { email: participant.email, locale: participant.locale },
    props: {
      name: participant.name,
      tripTitle: trip.title,
      bookingCode: booking.code,
      amountRupiah: refund.amount,
      why,
      account: accountOf(participant),
    },
  };
  await enqueueEmails(tx, [letter], { now });
}
