import { randomInt } from "node:crypto";
import { eq } from "drizzle-orm";
import { newId } from "#db/columns.ts";
import { db, type Transaction } from "#db/connection.ts";
import type { By } from "#domain/audit/audit.ts";
import { recordNew } from "#domain/audit/change.ts";
import { enqueueEmails } from "#domain/emails/emails.ts";
import { type PlatformAccount, platformAccount } from "#domain/payments/accounts.ts";
import type { Payment } from "#domain/payments/payment.ts";
import { requestPayment } from "#domain/payments/request.ts";
import { withTripLock } from "#domain/trips/lock.ts";
import { trips } from "#domain/trips/schema.ts";
import { syncTripStatus } from "#domain/trips/status.ts";
import { type Bookable, bookable, type Trip } from "#domain/trips/trip.ts";
import { organizerProfiles, users } from "#domain/users/schema.ts";
import type { Booking } from "./booking.ts";
import { bookings } from "./schema.ts";
import { countSeatsLeft, hasLiveBooking } from "./seats.ts";
import { addTravellers, type Traveller } from "./travellers.ts";

/** What somebody asks for when booking. */
export type BookingRequest = {
  tripId: string;
  /** Who books and pays. */
  userId: string;
  /** 1 to 10 people, a seat each. */
  travellers: Traveller[];
  contactPhone: string;
  note?: string;
  /** The platform's account that he wants to pay to. */
  bankAccountKey: string;
  now: Date;
};

type Refusal = { ok: false } & (
  | Omit<Exclude<Bookable, { ok: true }>, "ok">
  | { reason: "not-found" | "unverified" | "suspended" | "own-trip" | "already-booked" }
  /** Nobody may take fewer than one seat or more than ten. */
  | { reason: "pax" }
  /** The bank account is not one of the platform's; or all its unique codes for this price are in use: take another one. */
  | { reason: "unknown-account" | "no-code-left" }
);

/** The booking with what to pay, or why there is none. */
export type Booked =
  | { ok: true; bookingId: string; code: string; paymentId: string; amountRupiah: number; expiresAt: Date }
  | Refusal;

/**
 * Takes seats on a trip: they are held at once, and whoever booked gets a mail with the exact amount to transfer, to
 * which account and until when. Answers why not, and then nothing has changed.
 */
export async function book(request: BookingRequest): Promise<Booked> {
  const account = platformAccount(request.bankAccountKey);
  if (!account) return { ok: false, reason: "unknown-account" };
  if (request.travellers.length < 1 || request.travellers.length > 10) return { ok: false, reason: "pax" };
  if ((await db().$count(trips, eq(trips.id, request.tripId))) === 0) return { ok: false, reason: "not-found" };
  return withTripLock(request.tripId, async (tx, trip) => {
    const user = await readUser(tx, request.userId);
    if (!user) return { ok: false, reason: "not-found" };
    const refusal = await refuse(tx, request, { trip, user });
    if (refusal) return refusal;
    const by: By = { actor: { type: "USER", id: user.id }, now: request.now };
    const booking = await takeSeats(tx, request, trip);
    const payment = await requestPayment(tx, { trip, booking, bankAccountKey: account.key }, by);
    if (!payment) {
      await tx.delete(bookings).where(eq(bookings.id, booking.id));
      return { ok: false, reason: "no-code-left" };
    }
    await recordNew(tx, bookings, [booking], {
      columns: ["status", "pax", "totalAmount"],
      action: "booking.create",
      ...by,
    });
    await addTravellers(tx, booking, request.travellers, by);
    await syncTripStatus(tx, [trip.id], by);
    await enqueueEmails(tx, [instructions({ user, trip, booking, payment, account })], by);
    return {
      ok: true,
      bookingId: booking.id,
      code: booking.code,
      paymentId: payment.id,
      amountRupiah: payment.amount,
      expiresAt: payment.expiresAt,
    };
  });
}

type User = typeof users.$inferSelect;

async function readUser(tx: Transaction, userId: string): Promise<User | undefined> {
  return (await tx.select().from(users).where(eq(users.id, userId)))[0];
}

async function refuse(
  tx: Transaction,
  { travellers, now }: BookingRequest,
  { trip, user }: { trip: Trip; user: User },
): Promise<Refusal | undefined> {
  if (!user.emailVerified) return { ok: false, reason: "unverified" };
  if (user.suspendedAt) return { ok: false, reason: "suspended" };
  const [organizer] = await tx.select().from(organizerProfiles).where(eq(organizerProfiles.id, trip.organizerId));
  if (organizer?.userId === user.id) return { ok: false, reason: "own-trip" };
  if (organizer?.status !== "APPROVED") return { ok: false, reason: "not-open" };
  if (await hasLiveBooking(tx, trip.id, user.id)) return { ok: false, reason: "already-booked" };
  const answer = bookable(trip, { pax: travellers.length, seatsLeft: await countSeatsLeft(tx, trip), now });
  return answer.ok ? undefined : answer;
}

/** Without the characters that people confuse when they read a code to each other. */
const alphabet = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";

async function takeSeats(tx: Transaction, request: BookingRequest, trip: Trip): Promise<Booking> {
  const pax = request.travellers.length;
  for (;;) {
    const code = `ST-${Array.from({ length: 5 }, () => alphabet[randomInt(alphabet.length)]).join("")}`;
    const [booking] = await tx
      .insert(bookings)
      .values({
        id: newId(),
        code,
        tripId: trip.id,
        userId: request.userId,
        pax,
        pricePerPax: trip.pricePerPax,
        totalAmount: pax * trip.pricePerPax,
        status: "PENDING_PAYMENT",
        contactPhone: request.contactPhone,
        note: request.note,
        createdAt: request.now,
        updatedAt: request.now,
      })
      .onConflictDoNothing({ target: bookings.code })
      .returning();
    if (booking) return booking;
  }
}

type Made = { user: User; trip: Trip; booking: Booking; payment: Payment; account: PlatformAccount };

function instructions({ user, trip, booking, payment, account }: Made) {
  return {
    template: "payment-instructions" as const,
    dedupeKey: `payment-instructions:${booking.id}`,
    to: { email: user.email, locale: user.locale },
    props: {
      name: user.name,
      tripTitle: trip.title,
      bookingCode: booking.code,
      amountRupiah: payment.amount,
      bank: account.bank,
      accountNumber: account.number,
      accountHolder: account.holder,
      expiresAt: payment.expiresAt,
    },
    notAfter: payment.expiresAt,
  };
}
