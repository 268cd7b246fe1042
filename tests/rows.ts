import { randomBytes } from "node:crypto";
import { newId } from "#db/columns.ts";
import { db } from "#db/connection.ts";
import { expiresAt } from "#domain/bookings/payments/rules.ts";
import { heldUntil, split } from "#domain/bookings/payouts/rules.ts";
import type { Booking } from "#domain/bookings/rules.ts";
import { bookingParticipants, bookings } from "#domain/bookings/schema/bookings.ts";
import type { Payment } from "#domain/bookings/schema/payments.ts";
import { payments } from "#domain/bookings/schema/payments.ts";
import type { Payout } from "#domain/bookings/schema/payouts.ts";
import { payouts } from "#domain/bookings/schema/payouts.ts";
import type { Refund } from "#domain/bookings/schema/refunds.ts";
import { refunds } from "#domain/bookings/schema/refunds.ts";
import { addDays } from "#domain/calendar.ts";
import type { Trip } from "#domain/trips/rules.ts";
import { trips } from "#domain/trips/schema.ts";
import { organizerProfiles, users } from "#domain/users/schema.ts";

/**
 * Rows for tests, consistent as the verbs would leave them: a confirmed booking has a PAID payment and a HELD payout.
 * Everything can be overridden; only what a test names should matter to it.
 */

type User = typeof users.$inferSelect;
type Organizer = typeof organizerProfiles.$inferSelect;

/** When the rows were made, unless told otherwise. */
export const madeAt = new Date("2026-05-01T03:00:00Z");

const stamps = { createdAt: madeAt, updatedAt: madeAt };

/** A verified person: Ana unless named. */
export async function givenUser(values: Partial<User> = {}): Promise<User> {
  const name = values.name ?? "Ana";
  const id = values.id ?? newId();
  const email = `${name.toLowerCase()}.${randomBytes(4).toString("hex")}@example.com`;
  return insertOne(users, { id, name, email, emailVerified: true, phone: "+6281234567890", ...stamps, ...values });
}

/** An approved organizer with a bank account: Hugo unless their user is given. */
export async function givenOrganizer(values: Partial<Organizer> & { user?: User } = {}): Promise<Organizer> {
  const { user, ...overrides } = values;
  const bank = { bankName: "BCA", bankAccountNo: "9876543210", bankAccountName: "Hugo" };
  const owner = user ?? (await givenUser({ name: "Hugo", ...bank }));
  const id = newId();
  return insertOne(organizerProfiles, {
    id,
    userId: owner.id,
    slug: `${owner.name.toLowerCase()}-${id}`,
    displayName: `${owner.name} Trips`,
    bio: "Membuka trip sejak 2015.",
    city: "Bandung",
    whatsapp: "+6281234567891",
    status: "APPROVED",
    idDocPath: `${id}.webp`,
    ...stamps,
    ...overrides,
  });
}

/** An open one-day trip on 10 May 2026 for 10 people at Rp 300.000. */
export async function givenTrip(values: Partial<Trip> = {}): Promise<Trip> {
  const id = values.id ?? newId();
  const date = values.date ?? "2026-05-10";
  const status = values.status ?? "OPEN";
  return insertOne(trips, {
    id,
    organizerId: values.organizerId ?? (await givenOrganizer()).id,
    slug: `gunung-prau-${id}`,
    title: "Gunung Prau",
    destination: "Dieng",
    description: "Melihat matahari terbit.",
    itinerary: [{ day: 1, title: "Naik", detail: "Lewat Patak Banteng" }],
    includes: ["Tenda"],
    excludes: ["Makan"],
    meetingPoint: "Alun-alun Wonosobo",
    meetingTime: "05:30 WIB",
    date,
    closesOn: addDays(date, -1),
    pricePerPax: 300_000,
    quota: 10,
    status,
    completedAt: status === "COMPLETED" ? madeAt : null,
    closedAt: status === "CLOSED" ? madeAt : null,
    ...stamps,
    ...values,
  });
}

export type BookingRows = {
  user: User;
  booking: Booking;
  payment: Payment;
  /** A confirmed booking's; null for the others, unless the test gives one. */
  payout: Payout | null;
};

export type BookingValues = {
  /** The one whose trip it is; a new trip unless given. */
  trip?: Trip;
  user?: User;
  status?: Booking["status"];
  pax?: number;
  /** The proof of the transfer, where one was uploaded. */
  proofPath?: string;
  booking?: Partial<Booking>;
  payment?: Partial<Payment>;
  payout?: Partial<Payout>;
};

/** A booking with its participants, its payment, and its payout once it is paid. Confirmed, for one person, unless told. */
export async function givenBooking(values: BookingValues = {}): Promise<BookingRows> {
  const trip = values.trip ?? (await givenTrip());
  const user = values.user ?? (await givenUser());
  const booking = await insertBooking(values, trip, user);
  await db()
    .insert(bookingParticipants)
    .values(
      Array.from({ length: booking.pax }, () => ({
        id: newId(),
        bookingId: booking.id,
        fullName: user.name,
        ...stamps,
      })),
    );
  const payment = await insertPayment(values, trip, booking);
  const wantsPayout = booking.status === "CONFIRMED" || values.payout !== undefined;
  const payout = wantsPayout ? await insertPayout(values, trip, booking, payment) : null;
  return { user, booking, payment, payout };
}

/** A dispute over Rp 100.000 that waits for an admin, unless told otherwise. */
export async function givenRefund(
  booking: Pick<Booking, "id" | "userId">,
  values: Partial<Refund> = {},
): Promise<Refund> {
  const status = values.status ?? "REQUESTED";
  return insertOne(refunds, {
    id: newId(),
    bookingId: booking.id,
    amount: 100_000,
    status,
    reason: "DISPUTE",
    note: "Pemandu tidak datang.",
    requestedById: booking.userId,
    approvedAt: status === "APPROVED" || status === "PAID" ? madeAt : null,
    ...stamps,
    ...values,
  });
}

function insertBooking(values: BookingValues, trip: Trip, user: User): Promise<Booking> {
  const pax = values.pax ?? 1;
  const pricePerPax = values.booking?.pricePerPax ?? trip.pricePerPax;
  return insertOne(bookings, {
    id: newId(),
    code: `ST-${randomBytes(4).toString("hex").toUpperCase()}`,
    tripId: trip.id,
    userId: user.id,
    pax,
    pricePerPax,
    totalAmount: pax * pricePerPax,
    status: values.status ?? "CONFIRMED",
    contactPhone: "+6281234567890",
    ...stamps,
    ...values.booking,
  });
}

const paymentStatusOf = {
  PENDING_PAYMENT: "AWAITING",
  CONFIRMED: "PAID",
  EXPIRED: "EXPIRED",
  CANCELLED: "CANCELLED",
} as const satisfies Record<Booking["status"], Payment["status"]>;

/** Unique codes in use: two payments that wait for the same amount on one account are refused. */
let uniqueCodes = 0;

function insertPayment(values: BookingValues, trip: Trip, booking: Booking): Promise<Payment> {
  uniqueCodes = (uniqueCodes % 999) + 1;
  const status = values.payment?.status ?? (values.payout ? "PAID" : paymentStatusOf[booking.status]);
  const uniqueCode = values.payment?.uniqueCode ?? uniqueCodes;
  const amount = booking.totalAmount + uniqueCode;
  return insertOne(payments, {
    id: newId(),
    bookingId: booking.id,
    method: "MANUAL_TRANSFER",
    status,
    bankAccountKey: "bca",
    uniqueCode,
    amount,
    expiresAt: expiresAt(trip, madeAt),
    proofPath: values.proofPath ?? null,
    proofUploadedAt: values.proofPath ? madeAt : null,
    receivedAmount: status === "PAID" ? amount : null,
    paidAt: status === "PAID" ? madeAt : null,
    ...stamps,
    ...values.payment,
  });
}

function insertPayout(values: BookingValues, trip: Trip, booking: Booking, payment: Payment): Promise<Payout> {
  const shares = split({ received: payment.receivedAmount ?? 0, refunded: 0, total: booking.totalAmount });
  return insertOne(payouts, {
    id: newId(),
    bookingId: booking.id,
    tripId: trip.id,
    organizerId: trip.organizerId,
    amount: shares.payout,
    feeAmount: shares.fee,
    status: "HELD",
    heldUntil: heldUntil(trip, madeAt),
    ...stamps,
    ...values.payout,
  });
}

type Table =
  | typeof users
  | typeof organizerProfiles
  | typeof trips
  | typeof bookings
  | typeof payments
  | typeof payouts
  | typeof refunds;

async function insertOne<T extends Table>(table: T, values: T["$inferInsert"]): Promise<T["$inferSelect"]> {
  const [row] = (await db()
    .insert(table as Table)
    .values(values as never)
    .returning()) as T["$inferSelect"][];
  if (!row) throw new Error("the row was not inserted");
  return row;
}
