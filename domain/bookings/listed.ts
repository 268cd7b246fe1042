import { and, desc, eq, type SQL, sql } from "drizzle-orm";
import { db } from "#db/connection.ts";
import { payments } from "#domain/bookings/schema/payments.ts";
import { payouts } from "#domain/bookings/schema/payouts.ts";
import { behind, type PageOf, pageOf, rowsPerPage } from "#domain/lists/pages.ts";
import { trips } from "#domain/trips/schema.ts";
import { users } from "#domain/users/schema.ts";
import { bookings } from "./schema/bookings.ts";

const refundedRupiah = sql<number>`(select coalesce(sum(refund."amount"), 0) from "Refund" refund
  where refund."bookingId" = ${bookings.id} and refund."status" in ('APPROVED', 'PAID'))`.mapWith(Number);

const columns = {
  id: bookings.id,
  code: bookings.code,
  status: bookings.status,
  pax: bookings.pax,
  totalAmount: bookings.totalAmount,
  createdAt: bookings.createdAt,
  receivedRupiah: sql<number>`coalesce(${payments.receivedAmount}, 0)`.mapWith(Number),
  refundedRupiah,
  payout: { status: payouts.status, amount: payouts.amount, feeAmount: payouts.feeAmount },
  participant: { id: users.id, name: users.name },
  trip: { id: trips.id, title: trips.title, date: trips.date, endDate: trips.endDate },
};

/** A booking with its money, in rupiah. */
export type ListedBooking = Awaited<ReturnType<typeof readBookings>>[number];

/** Bookings of one trip or of one person for the back office, the newest first. */
export async function listBookings(which: {
  tripId?: string;
  userId?: string;
  cursor?: string;
}): Promise<PageOf<ListedBooking>> {
  const { tripId, userId, cursor } = which;
  const rows = await readBookings(
    and(
      tripId ? eq(bookings.tripId, tripId) : undefined,
      userId ? eq(bookings.userId, userId) : undefined,
      behind(cursor, { at: bookings.createdAt, id: bookings.id, newestFirst: true }),
    ),
  );
  return pageOf(rows, ({ createdAt, id }) => ({ at: createdAt, id }));
}

/** The money of all bookings of a trip together, in rupiah. */
export async function tripMoney(tripId: string) {
  const sum = (column: SQL) => sql<number>`coalesce(sum(${column}), 0)`.mapWith(Number);
  const [row] = await db()
    .select({
      receivedRupiah: sum(sql`${payments.receivedAmount}`),
      refundedRupiah: sum(sql`${refundedRupiah}`),
      payoutsRupiah: sum(sql`${payouts.amount}`),
      feesRupiah: sum(sql`${payouts.feeAmount}`),
    })
    .from(bookings)
    .innerJoin(payments, eq(payments.bookingId, bookings.id))
    .leftJoin(payouts, eq(payouts.bookingId, bookings.id))
    .where(eq(bookings.tripId, tripId));
  return row!;
}

function readBookings(where: SQL | undefined) {
  return db()
    .select(columns)
    .from(bookings)
    .innerJoin(payments, eq(payments.bookingId, bookings.id))
    .innerJoin(users, eq(users.id, bookings.userId))
    .innerJoin(trips, eq(trips.id, bookings.tripId))
    .leftJoin(payouts, eq(payouts.bookingId, bookings.id))
    .where(where)
    .orderBy(desc(bookings.createdAt), desc(bookings.id))
    .limit(rowsPerPage + 1);
}
