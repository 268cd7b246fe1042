import { and, eq, inArray, isNull, sql } from "drizzle-orm";
import { newId } from "#db/columns.ts";
import { db, type Transaction } from "#db/connection.ts";
import { audit } from "#domain/audit/audit.ts";
import { bookings } from "#domain/bookings/schema.ts";
import { enqueueEmails } from "#domain/emails/emails.ts";
import { payments } from "#domain/payments/schema.ts";
import { payouts } from "#domain/payouts/schema.ts";
import { withTripLock } from "#domain/trips/lock.ts";
import { type Trip, tripStart } from "#domain/trips/trip.ts";
import { organizerPerson, personColumns } from "#domain/users/people.ts";
import { users } from "#domain/users/schema.ts";
import { refunds } from "./schema.ts";

/** A participant's report of a problem. */
export type RefundRequest = {
  bookingId: string;
  /** Who asks; it has to be the one who booked. */
  userId: string;
  /** How much he wants back, in rupiah. */
  amount: number;
  /** What went wrong, in his words. */
  note: string;
  /** Base name under `uploads/private/`. */
  evidencePath?: string;
  now: Date;
};

/** The dispute that was opened, or why none was. */
export type RefundRequested =
  | { ok: true; refundId: string }
  | { ok: false; reason: "not-found" | "not-confirmed" | "too-early" | "too-late" | "already-open" }
  /** `max` is what is left of the money, in rupiah; 0 when everything went back already. */
  | { ok: false; reason: "amount"; max: number };

/**
 * Opens a dispute: "Laporkan masalah". Possible for a confirmed booking from the start of the trip until its payout is
 * released, once at a time; it keeps the money held until an admin decides. Tells the organizer and the admins.
 */
export async function requestRefund(request: RefundRequest): Promise<RefundRequested> {
  const [found] = await db()
    .select({ tripId: bookings.tripId })
    .from(bookings)
    .where(and(eq(bookings.id, request.bookingId), eq(bookings.userId, request.userId)));
  if (!found) return { ok: false, reason: "not-found" };
  return withTripLock(found.tripId, async (tx, trip) => {
    const money = await moneyOf(tx, request.bookingId);
    const refusal = refuse(request, trip, money);
    return refusal ?? { ok: true, refundId: await openDispute(tx, request, trip, money) };
  });
}

type Money = Awaited<ReturnType<typeof moneyOf>>;

/** A booking with its money as it stands under the lock. */
async function moneyOf(tx: Transaction, bookingId: string) {
  const settled = inArray(refunds.status, ["APPROVED", "PAID"]);
  const [row] = await tx
    .select({
      code: bookings.code,
      status: bookings.status,
      received: sql<number>`coalesce(max(${payments.receivedAmount}), 0)`.mapWith(Number),
      refunded: sql<number>`coalesce(sum(${refunds.amount}) filter (where ${settled}), 0)`.mapWith(Number),
      disputes: sql<number>`count(*) filter (where ${eq(refunds.status, "REQUESTED")})`.mapWith(Number),
      payout: { status: payouts.status, heldUntil: payouts.heldUntil },
    })
    .from(bookings)
    .leftJoin(payments, eq(payments.bookingId, bookings.id))
    .leftJoin(payouts, eq(payouts.bookingId, bookings.id))
    .leftJoin(refunds, eq(refunds.bookingId, bookings.id))
    .where(eq(bookings.id, bookingId))
    .groupBy(bookings.id, payouts.id);
  return row!;
}

function refuse(request: RefundRequest, trip: Trip, money: Money): Exclude<RefundRequested, { ok: true }> | undefined {
  const { payout } = money;
  if (money.status !== "CONFIRMED" || !payout) return { ok: false, reason: "not-confirmed" };
  if (request.now < tripStart(trip)) return { ok: false, reason: "too-early" };
  const max = money.received - money.refunded;
  if (max === 0) return { ok: false, reason: "amount", max };
  if (payout.status !== "HELD" || request.now >= payout.heldUntil) return { ok: false, reason: "too-late" };
  if (money.disputes > 0) return { ok: false, reason: "already-open" };
  if (request.amount < 1 || request.amount > max) return { ok: false, reason: "amount", max };
  return undefined;
}

async function openDispute(tx: Transaction, request: RefundRequest, trip: Trip, money: Money): Promise<string> {
  const { bookingId, userId, amount, note, evidencePath, now } = request;
  const refundId = newId();
  const dispute = { bookingId, amount, status: "REQUESTED", reason: "DISPUTE" } as const;
  await tx.insert(refunds).values({
    id: refundId,
    ...dispute,
    note,
    evidencePath,
    requestedById: userId,
    createdAt: now,
    updatedAt: now,
  });
  const actor = { type: "USER", id: userId } as const;
  const row = { actor, action: "refund.request", entity: "Refund", entityId: refundId, before: null, after: dispute };
  await audit(tx, [row], { now });

  const letter = { tripTitle: trip.title, bookingCode: money.code, amountRupiah: amount, report: note };
  const readers = await readersOf(tx, trip);
  const emails = readers.map(({ id, name, email, locale, reader }) => ({
    template: "dispute-opened" as const,
    dedupeKey: `dispute-opened:${refundId}:${id}`,
    to: { email, locale },
    props: { ...letter, name, reader },
  }));
  await enqueueEmails(tx, emails, { now });
  return refundId;
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
