import { eq } from "drizzle-orm";
import { db } from "#db/connection.ts";
import { auditLogs } from "#domain/audit/schema.ts";
import { type Agreed, type Booked, type BookingRequest, book } from "#domain/bookings/book.ts";
import { rejectProof, uploadProof } from "#domain/bookings/payments/proofs.ts";
import { type NewReceipt, recordReceipt } from "#domain/bookings/receipts/record.ts";
import { voidReceipt } from "#domain/bookings/receipts/void.ts";
import { bookings } from "#domain/bookings/schema/bookings.ts";
import { payments } from "#domain/bookings/schema/payments.ts";
import { payouts } from "#domain/bookings/schema/payouts.ts";
import { type Receipt, receipts } from "#domain/bookings/schema/receipts.ts";
import { refunds } from "#domain/bookings/schema/refunds.ts";
import { emailJobs } from "#domain/emails/schema.ts";
import type { Trip } from "#domain/trips/rules.ts";
import { trips } from "#domain/trips/schema.ts";
import { givenUser } from "./rows.ts";

/** Steps that a test's story begins with, done by the real verbs, and what a booking looks like after the next one. */

export type Seat = Extract<Booked, { ok: true }> & { userId: string };

/** Somebody asks for seats at `at`; Ana, for one person, unless told. Answers what the verb does. */
export async function asksForSeats(
  trip: Pick<Trip, "id">,
  at: string,
  { pax = 1, ...changes }: Partial<BookingRequest> & { pax?: number } = {},
): Promise<Booked & { userId: string }> {
  const userId = changes.userId ?? (await givenUser()).id;
  const travellers = Array.from({ length: pax }, (_, seat) => ({ fullName: `Ana ${seat + 1}` }));
  const contact = { tripId: trip.id, travellers, contactPhone: "+6281234567890", bankAccountKey: "bca" };
  const request = { ...contact, agreed: await asShown(trip), ...changes, userId, now: new Date(at) };
  return { ...(await book(request)), userId };
}

/** What the trip's page says at this moment. */
export async function asShown(trip: Pick<Trip, "id">): Promise<Agreed> {
  const { pricePerPax, date, endDate } = trips;
  const [shown] = await db().select({ pricePerPax, date, endDate }).from(trips).where(eq(trips.id, trip.id));
  return shown ?? { pricePerPax: 0, date: "", endDate: null };
}

/** The same where the story needs the seats. */
export async function takesSeats(...request: Parameters<typeof asksForSeats>): Promise<Seat> {
  const booked = await asksForSeats(...request);
  if (!booked.ok) throw new Error(`not booked: ${booked.reason}`);
  return booked;
}

/** The one who booked sends the picture of their transfer. */
export const sendsProof = ({ bookingId, userId }: Seat, at: string) =>
  uploadProof({ bookingId, userId, proofPath: `${userId}-bukti.webp`, now: new Date(at) });

/** Sari sees no such transfer in the proof that lies there now, or in the one that was sent at `proofSentAt`. */
export async function rejects(
  sari: { id: string },
  { paymentId }: { paymentId: string },
  at: string,
  { proofSentAt, reason = "Buktinya buram" }: { proofSentAt?: Date; reason?: string } = {},
) {
  const [payment] = await db()
    .select({ sentAt: payments.proofUploadedAt })
    .from(payments)
    .where(eq(payments.id, paymentId));
  const sentAt = proofSentAt ?? payment?.sentAt ?? new Date(0);
  return rejectProof({ paymentId, adminId: sari.id, proofSentAt: sentAt, reason, now: new Date(at) });
}

/** Sari finds the money on the bank statement: exactly what was asked for, unless told. */
export const accepts = (
  sari: { id: string },
  seat: Pick<Seat, "paymentId" | "amountRupiah">,
  at: string,
  received?: number,
  more: Partial<NewReceipt> = {},
) =>
  recordReceipt({
    paymentId: seat.paymentId,
    amountRupiah: received ?? seat.amountRupiah,
    adminId: sari.id,
    now: new Date(at),
    ...more,
  });

/** The receipts of a booking, in the order in which they were recorded. */
export async function receiptsOf({ paymentId }: Pick<Seat, "paymentId">): Promise<Receipt[]> {
  const { createdAt, id } = receipts;
  return db().select().from(receipts).where(eq(receipts.paymentId, paymentId)).orderBy(createdAt, id);
}

/** Sari has made a mistake: the last receipt is void, or the one that is named. */
export async function voids(
  sari: { id: string },
  seat: Pick<Seat, "paymentId">,
  at: string,
  { receiptId, reason = "Salah ketik" }: { receiptId?: string; reason?: string } = {},
) {
  const last = (await receiptsOf(seat)).findLast(({ voidedAt }) => voidedAt === null);
  return voidReceipt({ receiptId: receiptId ?? last?.id ?? "", adminId: sari.id, reason, now: new Date(at) });
}

/** Takes and pays seats. */
export async function joins(sari: { id: string }, ...request: Parameters<typeof asksForSeats>): Promise<Seat> {
  const seat = await takesSeats(...request);
  await accepts(sari, seat, request[1]);
  return seat;
}

/** A booking with all that hangs on it, as it stands. */
export async function find({ bookingId }: { bookingId: string }) {
  const [booking] = await db().select().from(bookings).where(eq(bookings.id, bookingId));
  const [payment] = await db().select().from(payments).where(eq(payments.bookingId, bookingId));
  const [payout] = await db().select().from(payouts).where(eq(payouts.bookingId, bookingId));
  const owed = await db().select().from(refunds).where(eq(refunds.bookingId, bookingId)).orderBy(refunds.id);
  return { booking: booking!, payment: payment!, payout, refunds: owed };
}

export const tripStatus = async (trip: { id: string }) =>
  (await db().select({ status: trips.status }).from(trips).where(eq(trips.id, trip.id)))[0]?.status;

/** The queued mails of a template, or all of them. */
export const mails = (template?: string) =>
  db()
    .select()
    .from(emailJobs)
    .where(template ? eq(emailJobs.template, template) : undefined)
    .orderBy(emailJobs.id);

export const audits = (action: string) => db().select().from(auditLogs).where(eq(auditLogs.action, action));
