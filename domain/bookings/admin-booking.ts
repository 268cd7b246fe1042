import { eq } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { db, transaction } from "#db/connection.ts";
import { type AuditEntry, changesOf } from "#domain/audit-trail/queries.ts";
import { type ExpectedSettlement, expectedSettlement } from "#domain/bookings/payments/settle.ts";
import { type ListedReceipt, receiptsByPayment } from "#domain/bookings/receipts/listed.ts";
import { payments } from "#domain/bookings/schema/payments.ts";
import { emailsAbout, type ListedEmail } from "#domain/emails/listed.ts";
import { trips } from "#domain/trips/schema.ts";
import { organizerProfiles, users } from "#domain/users/schema.ts";
import { type BookingFile, bookingFilesOf, moneyOf } from "./booking-file.ts";
import { bookingParticipants, bookings } from "./schema/bookings.ts";

/** Everything there is about one booking, for an admin. */
export type AdminBooking = BookingFile & {
  money: ReturnType<typeof moneyOf>;
  organizer: { id: string; userId: string; displayName: string };
  /** Who travels. */
  travellers: { id: string; fullName: string; phone: string | null; emergencyContact: string | null }[];
  /** The name of the admin who accepted the money. */
  verifiedBy: string | null;
  expected: ExpectedSettlement;
  /** What reached the bank for it, in the order in which it was recorded. */
  receipts: ListedReceipt[];
  /** The newest first. */
  changes: AuditEntry[];
  mails: ListedEmail[];
};

const verifiers = alias(users, "verifier");

/** Reads it by the booking's code, in whatever case it was typed; undefined where there is no such booking. */
export async function findAdminBooking(code: string, now: Date): Promise<AdminBooking | undefined> {
  const [found] = await db()
    .select({
      trip: trips,
      bookingId: bookings.id,
      organizer: {
        id: organizerProfiles.id,
        userId: organizerProfiles.userId,
        displayName: organizerProfiles.displayName,
      },
      verifiedBy: verifiers.name,
    })
    .from(bookings)
    .innerJoin(trips, eq(trips.id, bookings.tripId))
    .innerJoin(organizerProfiles, eq(organizerProfiles.id, trips.organizerId))
    .leftJoin(payments, eq(payments.bookingId, bookings.id))
    .leftJoin(verifiers, eq(verifiers.id, payments.verifiedById))
    .where(eq(bookings.code, code.toUpperCase()));
  if (!found) return undefined;
  const { trip, bookingId, organizer, verifiedBy } = found;
  const bookingFile = await transaction(async (tx) => (await bookingFilesOf(tx, trip, eq(bookings.id, bookingId)))[0]!);
  const { payment, payout, refunds } = bookingFile;
  const receipts = (await receiptsByPayment([payment.id])).get(payment.id) ?? [];
  const rows = [payment, ...refunds, ...receipts, ...(payout ? [payout] : [])];
  const ids = [bookingId, ...rows.map(({ id }) => id)];
  const [travellers, changes, mails, expected] = await Promise.all([
    travellersOf(bookingId),
    changesOf(ids),
    emailsAbout(ids),
    expectedSettlement(bookingFile, now),
  ]);
  return {
    ...bookingFile,
    money: moneyOf(bookingFile),
    organizer,
    verifiedBy,
    travellers,
    receipts,
    changes,
    mails,
    expected,
  };
}

function travellersOf(bookingId: string) {
  return db()
    .select({
      id: bookingParticipants.id,
      fullName: bookingParticipants.fullName,
      phone: bookingParticipants.phone,
      emergencyContact: bookingParticipants.emergencyContact,
    })
    .from(bookingParticipants)
    .where(eq(bookingParticipants.bookingId, bookingId))
    .orderBy(bookingParticipants.id);
}
