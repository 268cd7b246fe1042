import type { BookingFile } from "#domain/bookings/booking-file.ts";
import type { Refund } from "#domain/bookings/schema/refunds.ts";
import type { NewEmail } from "#domain/emails/emails.ts";
import { accountOf } from "#domain/users/people.ts";

/**
 * Tells the participant that money comes back, to which account, or that we need one. A number where the bank returned an
 * earlier transfer: each time has one of its own. `asked` where we ask once more for an account, and when.
 */
export function refundLetter(
  { trip, booking, participant }: Pick<BookingFile, "trip" | "booking" | "participant">,
  refund: Refund,
  again?: number | { asked: Date },
): NewEmail {
  const { name, email, locale } = participant;
  return {
    template: "refund-approved",
    dedupeKey: ["refund-approved", refund.id, ...(again === undefined ? [] : [timeOf(again)])].join(":"),
    to: { email, locale },
    props: {
      name,
      tripTitle: trip.title,
      bookingCode: booking.code,
      amountRupiah: refund.amount,
      account: accountOf(refund),
      bounced: typeof again === "number",
      asked: typeof again === "object",
    },
  };
}

const timeOf = (again: number | { asked: Date }) =>
  typeof again === "number" ? String(again) : `asked-${again.asked.getTime()}`;
