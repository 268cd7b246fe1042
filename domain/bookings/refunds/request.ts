import { and, eq, isNull } from "drizzle-orm";
import { newId } from "#db/columns.ts";
import type { Transaction } from "#db/connection.ts";
import type { By } from "#domain/audit/audit.ts";
import { recordNew } from "#domain/audit/change.ts";
import { type BookingFile, type NotFound, withBookingFile } from "#domain/bookings/booking-file.ts";
import { bookings } from "#domain/bookings/schema/bookings.ts";
import { refunds } from "#domain/bookings/schema/refunds.ts";
import { enqueueEmails } from "#domain/emails/emails.ts";
import type { Trip } from "#domain/trips/rules.ts";
import { organizerPerson, personColumns } from "#domain/users/people.ts";
import { users } from "#domain/users/schema.ts";
import { type Reportable, reportable } from "./reportable.ts";

/** A participant's report of a problem. */
export type RefundRequest = {
  bookingId: string;
  /** Who asks; it has to be the one who booked. */
  userId: string;
  /** How much they want back, in rupiah. */
  amount: number;
  /** What went wrong, in their words. */
  note: string;
  /** Base name under `uploads/private/`. */
  evidencePath?: string;
  now: Date;
};

/** The dispute that was opened, or why none was. */
export type RefundRequested =
  | { ok: true; refundId: string }
  | NotFound
  | Exclude<Reportable, { ok: true }>
  /** `max` is what is left of the money, in rupiah; 0 when everything went back already. */
  | { ok: false; reason: "amount"; max: number };

/**
 * Opens a dispute: "Laporkan masalah". Possible for a confirmed booking from the start of the trip until its payout is
 * released, once at a time; it keeps the money held until an admin decides. Tells the organizer and the admins.
 */
export function requestRefund(request: RefundRequest): Promise<RefundRequested> {
  const { amount, now } = request;
  const own = and(eq(bookings.id, request.bookingId), eq(bookings.userId, request.userId));
  return withBookingFile(own, async (tx, bookingFile): Promise<RefundRequested> => {
    const may = reportable(bookingFile, now);
    if (!may.ok) return may;
    if (!Number.isInteger(amount) || amount < 1 || amount > may.max)
      return { ok: false, reason: "amount", max: may.max };
    return { ok: true, refundId: await dispute(tx, request, bookingFile) };
  });
}

async function dispute(tx: Transaction, request: RefundRequest, { trip, booking }: BookingFile): Promise<string> {
  const { userId, amount, note, evidencePath, now } = request;
  const stamps = { createdAt: now, updatedAt: now };
  const asked = { id: newId(), bookingId: booking.id, amount, status: "REQUESTED", reason: "DISPUTE" } as const;
  const [refund] = await tx
    .insert(refunds)
    .values({ ...asked, note, evidencePath, requestedById: userId, ...stamps })
    .returning();
  const by: By = { actor: { type: "USER", id: userId }, now };
  await recordNew(tx, refunds, [refund!], { action: "refund.request", ...by });

  const about = { tripId: trip.id, tripTitle: trip.title, bookingCode: booking.code };
  const letter = { ...about, amountRupiah: amount, report: note };
  const readers = await readersOf(tx, trip);
  const emails = readers.map(({ id, name, email, locale, reader }) => ({
    template: "dispute-opened" as const,
    dedupeKey: `dispute-opened:${asked.id}:${id}`,
    to: { email, locale },
    props: { ...letter, name, reader },
  }));
  await enqueueEmails(tx, emails, by);
  return asked.id;
}

/** The organizer of the trip and every admin; who is both gets the admin's mail only. */
async function readersOf(tx: Transaction, trip: Trip) {
  const admins = await tx
    .select(personColumns)
    .from(users)
    .where(and(eq(users.role, "ADMIN"), isNull(users.suspendedAt)));
  const organizer = await organizerPerson(tx, trip.organizerId);
  const readers = admins.map((admin) => ({ ...admin, reader: "admin" as "admin" | "organizer" }));
  if (admins.some((admin) => admin.id === organizer.id)) return readers;
  return [...readers, { ...organizer, reader: "organizer" as const }];
}
