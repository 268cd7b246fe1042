import { eq } from "drizzle-orm";
import { newId } from "#db/columns.ts";
import type { Transaction } from "#db/connection.ts";
import { audit, type By } from "#domain/audit/audit.ts";
import { newRow } from "#domain/audit/change.ts";
import { type PlatformAccount, platformAccount } from "#domain/bookings/payments/accounts.ts";
import { amountsInUse, requestPayment, requestRow } from "#domain/bookings/payments/request.ts";
import type { Payment } from "#domain/bookings/schema/payments.ts";
import { enqueueEmails } from "#domain/emails/emails.ts";
import { readableToken } from "#domain/readable-token.ts";
import { withTripLockIfAny } from "#domain/trips/lock.ts";
import { type Bookable, bookable, type Trip } from "#domain/trips/rules.ts";
import { trips } from "#domain/trips/schema.ts";
import { organizerProfiles, users } from "#domain/users/schema.ts";
import { type Booking, seatsLeft } from "./rules.ts";
import { bookings } from "./schema/bookings.ts";
import { hasLiveBookingOn, seatsTakenOf } from "./seats.ts";
import { syncTripStatus } from "./sync-trip-status.ts";
import { addTravellers, type Traveller } from "./travellers.ts";
import { lockUnpaidOf, mayTryAgainAt, triesAt, unpaidOf, unpaidSeatsAllowed } from "./unpaid.ts";

/** What somebody asks for when booking. */
export type BookingRequest = {
  tripId: string;
  /** Who books and pays. */
  userId: string;
  /** 1 to 10 people, a seat each. */
  travellers: Traveller[];
  contactPhone: string;
  note?: string;
  /** The platform's account that they want to pay to. */
  bankAccountKey: string;
  /** The price and the days that they were shown. */
  agreed: Agreed;
  now: Date;
};

/** What somebody agrees to who books: nobody is sold another price or other days than they saw. */
export type Agreed = Pick<Trip, "pricePerPax" | "date" | "endDate">;

type Refusal = { ok: false } & (
  | Omit<Exclude<Bookable, { ok: true }>, "ok">
  | { reason: "not-found" | "unverified" | "suspended" | "own-trip" | "already-booked" }
  /** Nobody may take fewer than one seat or more than ten. */
  | { reason: "pax" }
  /** They hold as much unpaid as one person may, or would with this: only `seatsAllowed` more, until they pay or cancel. */
  | { reason: "unpaid-limit"; seatsAllowed: number }
  /** Bookings of this trip came to nothing too often: its seats are for others until `opensAt`. */
  | { reason: "unpaid-tries"; opensAt: Date }
  /** The bank account is not one of the platform's; or all its unique codes for this price are in use: take another one. */
  | { reason: "unknown-account" | "no-code-left" }
  /** The organizer has changed what they agreed to: show it as it is now and ask again. */
  | { reason: "price-changed"; pricePerPax: number }
  | { reason: "days-changed" }
);

/** The booking with what to pay, or why there is none. */
export type Booked =
  | { ok: true; bookingId: string; code: string; paymentId: string; amountRupiah: number; expiresAt: Date }
  | Refusal;

/**
 * Takes seats on a trip: they are held at once, and whoever booked gets a mail with the exact amount to transfer, to
 * which account and until when. Answers why not, and then nothing has changed.
 * Rule: docs/domain.md#booking-a-trip
 */
export async function book(request: BookingRequest): Promise<Booked> {
  const account = platformAccount(request.bankAccountKey);
  if (!account) return { ok: false, reason: "unknown-account" };
  if (request.travellers.length < 1 || request.travellers.length > 10) return { ok: false, reason: "pax" };
  const booked = await withTripLockIfAny(
    request.tripId,
    (tx, trip) => bookOn(tx, trip, { ...request, account }),
    (tx) => lockUnpaidOf(tx, request.userId),
  );
  return booked ?? { ok: false, reason: "not-found" };
}

async function bookOn(
  tx: Transaction,
  trip: Trip,
  { account, ...request }: BookingRequest & { account: PlatformAccount },
): Promise<Booked> {
  const state = await readBookingState(tx, trip, request);
  if (!state) return { ok: false, reason: "not-found" };
  const refusal = refuse(trip, state, request);
  if (refusal) return refusal;
  const { user, inUse } = state;
  const by: By = { actor: { type: "USER", id: user.id }, now: request.now };
  const booking = await takeSeats(tx, request, trip);
  const payment = await requestPayment(tx, { trip, booking, bankAccountKey: account.key, inUse }, by);
  if (!payment) {
    await tx.delete(bookings).where(eq(bookings.id, booking.id));
    return { ok: false, reason: "no-code-left" };
  }
  const bookingRow = newRow(bookings, booking, { action: "booking.create", actor: by.actor });
  await audit(tx, [bookingRow, requestRow(payment, by)], by);
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
}

type BookingState = NonNullable<Awaited<ReturnType<typeof readBookingState>>>;

/**
 * Everything that decides about a booking, in one statement: the others wait for this trip's lock meanwhile. Undefined
 * for a person who does not exist.
 */
async function readBookingState(
  tx: Transaction,
  trip: Trip,
  { userId, travellers, bankAccountKey, now }: BookingRequest,
) {
  const totalAmount = travellers.length * trip.pricePerPax;
  const { id, name, email, locale, emailVerified, suspendedAt } = users;
  const [state] = await tx
    .select({
      user: { id, name, email, locale, emailVerified, suspendedAt },
      organizer: { userId: organizerProfiles.userId, status: organizerProfiles.status },
      seatsTaken: seatsTakenOf(trips.id),
      hasLiveBooking: hasLiveBookingOn(trips.id, userId),
      unpaid: unpaidOf(userId, now),
      tries: triesAt(trips.id, userId, now),
      inUse: amountsInUse({ bankAccountKey, totalAmount, now }),
    })
    .from(trips)
    .innerJoin(organizerProfiles, eq(organizerProfiles.id, trips.organizerId))
    .innerJoin(users, eq(users.id, userId))
    .where(eq(trips.id, trip.id));
  return state;
}

function refuse(
  trip: Trip,
  state: BookingState | undefined,
  { travellers, agreed, now }: BookingRequest,
): Refusal | undefined {
  if (!state) return { ok: false, reason: "not-found" };
  const { user, organizer, seatsTaken, hasLiveBooking, unpaid, tries } = state;
  if (!user.emailVerified) return { ok: false, reason: "unverified" };
  if (user.suspendedAt) return { ok: false, reason: "suspended" };
  if (organizer.userId === user.id) return { ok: false, reason: "own-trip" };
  if (organizer.status !== "APPROVED") return { ok: false, reason: "not-open" };
  if (hasLiveBooking) return { ok: false, reason: "already-booked" };
  const answer = bookable(trip, { pax: travellers.length, seatsLeft: seatsLeft(trip.quota, seatsTaken), now });
  if (!answer.ok) return answer;
  const opensAt = mayTryAgainAt(tries);
  if (opensAt) return { ok: false, reason: "unpaid-tries", opensAt };
  const seatsAllowed = unpaidSeatsAllowed(unpaid);
  if (travellers.length > seatsAllowed) return { ok: false, reason: "unpaid-limit", seatsAllowed };
  if (trip.date !== agreed.date || trip.endDate !== agreed.endDate) return { ok: false, reason: "days-changed" };
  const { pricePerPax } = trip;
  return pricePerPax === agreed.pricePerPax ? undefined : { ok: false, reason: "price-changed", pricePerPax };
}

async function takeSeats(tx: Transaction, request: BookingRequest, trip: Trip): Promise<Booking> {
  const pax = request.travellers.length;
  for (;;) {
    const code = `ST-${readableToken(5)}`;
    const [booking] = await tx
      .insert(bookings)
      .values({
        id: newId(),
        code,
        tripId: trip.id,
        userId: request.userId,
        pax,
        pricePerPax: trip.pricePerPax,
        agreedDate: trip.date,
        agreedEndDate: trip.endDate,
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

type Made = { user: BookingState["user"]; trip: Trip; booking: Booking; payment: Payment; account: PlatformAccount };

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
