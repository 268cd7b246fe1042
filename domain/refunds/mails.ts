import type { Dossier } from "#domain/bookings/dossier.ts";
import type { NewEmail } from "#domain/emails/emails.ts";
import { accountOf } from "#domain/users/people.ts";
import type { Refund } from "./refund.ts";

/**
 * Tells the participant that money comes back, to which account, or that we need one. `again` where the bank returned
 * an earlier transfer: each time has a number of its own.
 */
export function refundLetter(
  { trip, booking, participant }: Pick<Dossier, "trip" | "booking" | "participant">,
  refund: Refund,
  again?: number,
): NewEmail {
  const { name, email, locale } = participant;
  return {
    template: "refund-approved",
    dedupeKey: again === undefined ? `refund-approved:${refund.id}` : `refund-approved:${refund.id}:${again}`,
    to: { email, locale },
    props: {
      name,
      tripTitle: trip.title,
      bookingCode: booking.code,
      amountRupiah: refund.amount,
      account: accountOf(refund),
      bounced: again !== undefined,
    },
  };
}
