import { notFound } from "next/navigation";
import { after } from "next/server";
import { sendMailsSoon } from "#app/_http/mails-soon.ts";
import { requireUser } from "#app/_session/visitor.ts";
import { expireOverdueBooking } from "#domain/bookings/payments/expire.ts";
import { findOwnBooking, type OwnBooking } from "#domain/bookings/queries.ts";
import { isOverdue } from "#domain/bookings/state.ts";
import { logger } from "#logger.ts";

/**
 * The booking of a page's address, for the one whose it is: signed out leads to signing in and back, and somebody
 * else's is a 404. `path` is what stands behind the code.
 */
export async function requireOwnBooking(
  code: string,
  { path = "", now }: { path?: string; now: Date },
): Promise<OwnBooking> {
  const asking = await requireUser(`/pesanan/${code}${path}`);
  const own = await findOwnBooking(code.toUpperCase(), asking.id);
  if (!own) notFound();
  if (isOverdue(own, now)) expireSoon({ bookingId: own.booking.id, userId: asking.id, now });
  return own;
}

/** The same for an action, which leaves everything else to its verb. */
export async function ownBookingId(code: string, path = ""): Promise<{ bookingId: string; userId: string }> {
  const asking = await requireUser(`/pesanan/${code}${path}`);
  const own = await findOwnBooking(code.toUpperCase(), asking.id);
  if (!own) notFound();
  return { bookingId: own.booking.id, userId: asking.id };
}

/**
 * Gives overdue seats back once the page has been answered. Reading a page must change nothing that its reader decides,
 * so the page itself shows from the deadline alone that the booking has expired; that it did is time's doing and not theirs.
 * Whoever comes first, this, the schedule or an upload, the verb does it once.
 */
function expireSoon(booking: { bookingId: string; userId: string; now: Date }): void {
  after(async () => {
    try {
      await expireOverdueBooking(booking);
      sendMailsSoon(booking.now);
    } catch (error) {
      logger.error({ err: error, bookingId: booking.bookingId }, "an overdue booking could not be expired");
    }
  });
}
