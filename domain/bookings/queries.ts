import { and, type Column, desc, eq, exists, inArray, isNotNull, not, or, type SQL, sql } from "drizzle-orm";
import { anyOf } from "#db/conditions.ts";
import { db } from "#db/connection.ts";
import { payments } from "#domain/bookings/schema/payments.ts";
import { payouts } from "#domain/bookings/schema/payouts.ts";
import { refunds } from "#domain/bookings/schema/refunds.ts";
import { wibDay } from "#domain/calendar.ts";
import { behind, type PageOf, pageOf, rowsPerPage } from "#domain/lists/pages.ts";
import { tripImages, trips } from "#domain/trips/schema.ts";
import { accountOf, type BankAccount } from "#domain/users/people.ts";
import { organizerProfiles, users } from "#domain/users/schema.ts";
import { type Booking, liveStatuses } from "./rules.ts";
import { bookingParticipants, bookings } from "./schema/bookings.ts";

/** What somebody sees of their own bookings. Every query here is asked by its viewer: another person's row is never read. */

/** What is shown to who has paid, and to nobody before. */
function ofConfirmed(column: Column) {
  return sql<string | null>`case when ${eq(bookings.status, "CONFIRMED")} then ${column} end`;
}

/** What the pages of a booking say of its trip. The group's link is there for confirmed bookings only. */
const tripColumns = {
  id: trips.id,
  slug: trips.slug,
  title: trips.title,
  destination: trips.destination,
  meetingPoint: trips.meetingPoint,
  meetingTime: trips.meetingTime,
  meetsDayBefore: trips.meetsDayBefore,
  meetingCoordinates: trips.meetingCoordinates,
  endPoint: trips.endPoint,
  bring: trips.bring,
  version: trips.version,
  date: trips.date,
  endDate: trips.endDate,
  status: trips.status,
  closeReason: trips.closeReason,
  whatsappGroupUrl: ofConfirmed(trips.whatsappGroupUrl),
  /** The base name of its first photo. */
  photo: tripImages.path,
};

/** Who leads it. Their number is there for confirmed bookings only. */
const organizerColumns = {
  displayName: organizerProfiles.displayName,
  slug: organizerProfiles.slug,
  whatsapp: ofConfirmed(organizerProfiles.whatsapp),
};

const bookingColumns = {
  id: bookings.id,
  code: bookings.code,
  status: bookings.status,
  pax: bookings.pax,
  pricePerPax: bookings.pricePerPax,
  totalAmount: bookings.totalAmount,
  contactPhone: bookings.contactPhone,
  note: bookings.note,
  cancelledAt: bookings.cancelledAt,
  cancelledBy: bookings.cancelledBy,
  cancelReason: bookings.cancelReason,
  cancelCause: bookings.cancelCause,
  createdAt: bookings.createdAt,
};

const paymentColumns = {
  id: payments.id,
  status: payments.status,
  bankAccountKey: payments.bankAccountKey,
  uniqueCode: payments.uniqueCode,
  amount: payments.amount,
  expiresAt: payments.expiresAt,
  hasProof: isNotNull(payments.proofPath).mapWith(Boolean),
  proofUploadedAt: payments.proofUploadedAt,
  rejectReason: payments.rejectReason,
  receivedAmount: payments.receivedAmount,
  paidAt: payments.paidAt,
};

const refundColumns = {
  id: refunds.id,
  bookingId: refunds.bookingId,
  amount: refunds.amount,
  status: refunds.status,
  reason: refunds.reason,
  /** What the participant wrote; in other refunds the admin's. */
  note: refunds.note,
  /** Why an admin accepted or rejected a report. */
  decision: refunds.decision,
  hasEvidence: isNotNull(refunds.evidencePath).mapWith(Boolean),
  createdAt: refunds.createdAt,
  approvedAt: refunds.approvedAt,
  updatedAt: refunds.updatedAt,
  paidAt: refunds.paidAt,
  transferRef: refunds.transferRef,
  bankName: refunds.bankName,
  bankAccountNo: refunds.bankAccountNo,
  bankAccountName: refunds.bankAccountName,
};

/** The bookings of one person, joined to what hangs on each of them once. */
function ownRows(userId: string, which?: SQL) {
  return db()
    .select({
      booking: bookingColumns,
      payment: paymentColumns,
      trip: tripColumns,
      organizer: organizerColumns,
      payout: { status: payouts.status, heldUntil: payouts.heldUntil },
      account: {
        bankName: users.bankName,
        bankAccountNo: users.bankAccountNo,
        bankAccountName: users.bankAccountName,
      },
    })
    .from(bookings)
    .innerJoin(users, eq(users.id, bookings.userId))
    .innerJoin(payments, eq(payments.bookingId, bookings.id))
    .innerJoin(trips, eq(trips.id, bookings.tripId))
    .innerJoin(organizerProfiles, eq(organizerProfiles.id, trips.organizerId))
    .leftJoin(payouts, eq(payouts.bookingId, bookings.id))
    .leftJoin(tripImages, and(eq(tripImages.tripId, trips.id), eq(tripImages.position, 0)))
    .where(and(eq(bookings.userId, userId), which));
}

type OwnRow = Awaited<ReturnType<typeof ownRows>>[number];
type OwnRefundRow = Awaited<ReturnType<typeof refundRows>>[number];

/** Money that goes back, as the one who gets it sees it; `account` is where to, null until they have said so. */
export type OwnRefund = Omit<OwnRefundRow, "bookingId" | keyof BankAccount> & { account: BankAccount | null };

/** A booking as a line of its owner's list. */
export type ListedBooking = Pick<OwnRow, "booking" | "payment" | "trip" | "organizer" | "payout"> & {
  refunds: OwnRefund[];
};

/** A booking as its owner sees it, with all that its pages need. */
export type OwnBooking = ListedBooking & {
  /** In the order in which they were named. */
  travellers: { fullName: string; phone: string | null; emergencyContact: string | null }[];
  /** Where the owner wants money back; null until all of it is filled in. */
  account: BankAccount | null;
};

/** Stands before the cursor of a page on which what is open goes on. */
const openMark = "o";

/**
 * One person's bookings: what is open comes first, a page at a time, and behind it, from the page that ends it, what is
 * over, a page at a time. Each page has its newest first.
 */
export async function listOwnBookings(
  userId: string,
  { cursor, now }: { cursor?: string; now: Date },
): Promise<PageOf<ListedBooking>> {
  const isOpen = isStillOpen(now);
  const inOpen = cursor === undefined || cursor.startsWith(openMark);
  const open: PageOf<OwnRow> = inOpen ? await readPage(userId, isOpen, cursor?.slice(openMark.length)) : { rows: [] };
  const over = open.next ? { rows: [] } : await readPage(userId, not(isOpen), inOpen ? undefined : cursor);
  const all = [...open.rows, ...over.rows].sort((a, b) => +b.booking.createdAt - +a.booking.createdAt);
  const owedOf = await refundsOf(all.map(({ booking }) => booking.id));
  const rows = all.map(({ account: _, ...row }) => ({ ...row, refunds: owedOf.get(row.booking.id) ?? [] }));
  return { rows, next: open.next ? openMark + open.next : over.next };
}

/** It waits for a payment, its trip is not over, or money is still to come back. */
function isStillOpen(now: Date): SQL {
  const owed = db()
    .select({ one: sql`1` })
    .from(refunds)
    .where(and(eq(refunds.bookingId, bookings.id), inArray(refunds.status, ["REQUESTED", "APPROVED"])));
  const isAhead = sql`coalesce(${trips.endDate}, ${trips.date}) >= ${wibDay(now)}`;
  return or(eq(bookings.status, "PENDING_PAYMENT"), and(eq(bookings.status, "CONFIRMED"), isAhead), exists(owed))!;
}

async function readPage(userId: string, which: SQL, cursor?: string): Promise<PageOf<OwnRow>> {
  const place = { at: bookings.createdAt, id: bookings.id, newestFirst: true };
  const rows = await ownRows(userId, and(which, behind(cursor, place)))
    .orderBy(desc(bookings.createdAt), desc(bookings.id))
    .limit(rowsPerPage + 1);
  return pageOf(rows, ({ booking }) => ({ at: booking.createdAt, id: booking.id }));
}

/** The booking of that code, if it is this person's; undefined for somebody else's, as if there were none. */
export async function findOwnBooking(code: string, userId: string): Promise<OwnBooking | undefined> {
  const [row] = await ownRows(userId, eq(bookings.code, code.replaceAll("\0", "")));
  if (!row) return undefined;
  const { id } = row.booking;
  const [travellers, owed] = await Promise.all([travellersOf(id), refundsOf([id])]);
  return { ...row, account: accountOf(row.account), travellers, refunds: owed.get(id) ?? [] };
}

function travellersOf(bookingId: string): Promise<OwnBooking["travellers"]> {
  const { fullName, phone, emergencyContact } = bookingParticipants;
  return db()
    .select({ fullName, phone, emergencyContact })
    .from(bookingParticipants)
    .where(eq(bookingParticipants.bookingId, bookingId))
    .orderBy(bookingParticipants.id);
}

/** In the order in which they came about, by booking. */
async function refundsOf(bookingIds: string[]): Promise<Map<string, OwnRefund[]>> {
  const byBooking = Map.groupBy(await refundRows(bookingIds), ({ bookingId }) => bookingId);
  return new Map([...byBooking].map(([bookingId, owed]) => [bookingId, owed.map(withAccount)]));
}

function refundRows(bookingIds: string[]) {
  return db().select(refundColumns).from(refunds).where(anyOf(refunds.bookingId, bookingIds)).orderBy(refunds.id);
}

function withAccount({ bookingId: _, bankName, bankAccountNo, bankAccountName, ...refund }: OwnRefundRow): OwnRefund {
  return { ...refund, account: accountOf({ bankName, bankAccountNo, bankAccountName }) };
}

/** Who is about to book, as far as the form can fill itself in, and the booking that they have on the trip already. */
export type Booker = { name: string; phone: string | null; live: LiveBooking | null };

/** A booking that holds seats. */
export type LiveBooking = Pick<Booking, "code" | "status" | "createdAt">;

/** The person who looks at a trip, or opens its booking form. */
export async function findBooker(tripId: string, userId: string): Promise<Booker> {
  const { code, status, createdAt } = bookings;
  const ownLive = and(eq(bookings.userId, users.id), eq(bookings.tripId, tripId), inArray(status, liveStatuses));
  const [booker] = await db()
    .select({ name: users.name, phone: users.phone, live: { code, status, createdAt } })
    .from(users)
    .leftJoin(bookings, ownLive)
    .where(eq(users.id, userId));
  return booker!;
}
