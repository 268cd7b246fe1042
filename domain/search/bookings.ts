import { eq, type SQL, sql } from "drizzle-orm";
import { anyOf, containing } from "#db/conditions.ts";
import type { Transaction } from "#db/connection.ts";
import { bookings } from "#domain/bookings/schema/bookings.ts";
import { payments } from "#domain/bookings/schema/payments.ts";
import { payouts } from "#domain/bookings/schema/payouts.ts";
import { refunds } from "#domain/bookings/schema/refunds.ts";
import { addDays, startOfWibDay } from "#domain/calendar.ts";
import { trips } from "#domain/trips/schema.ts";
import { users } from "#domain/users/schema.ts";
import { limits } from "#limits.ts";
import { holding } from "./people.ts";
import type { SearchedFor } from "./words.ts";

/** A booking with what an admin has to know to say where its money is. */
export type FoundBooking = Awaited<ReturnType<typeof read>>[number] & {
  refunds: (typeof refunds.$inferSelect)[];
  /** Its amount is another than the one that was looked for, by less than the unique codes differ. */
  isNear: boolean;
};

/**
 * Bookings by code, near amount, day, people (`of`, by their ids), who travels, or phone. Those that are meant exactly come
 * first, then those that wait for money, then the newest.
 */
export async function findBookings(
  tx: Transaction,
  { words, of, most }: { words: SearchedFor; of: readonly string[]; most: number },
): Promise<FoundBooking[]> {
  const ways = waysTo(words, of, most);
  if (ways.length === 0) return [];
  const { rows } = await tx.execute<{ id: string; rank: number }>(sql`
    select b."id", min(found."rank") as "rank"
    from (${sql.join(ways, sql` union all `)}) found
    join "Booking" b on b."id" = found."id" join "Payment" p on p."bookingId" = b."id"
    group by b."id", p."status", b."createdAt"
    order by min(found."rank"), p."status" <> 'AWAITING', b."createdAt" desc, b."id" desc limit ${most}`);
  const ids = rows.map(({ id }) => id);
  const [found, owed] = [
    new Map((await read(tx, ids)).map((row) => [row.booking.id, row])),
    Object.groupBy(await tx.select().from(refunds).where(anyOf(refunds.bookingId, ids)), ({ bookingId }) => bookingId),
  ];
  return rows.flatMap(({ id, rank }) => {
    const row = found.get(id);
    return row ? [{ ...row, refunds: owed[id] ?? [], isNear: rank >= nearRank }] : [];
  });
}

/** From this rank on an amount is near, not equal. */
const nearRank = 2;

/** Each way by itself, so that each has its index: the newest of each. */
function waysTo(words: SearchedFor, of: readonly string[], most: number): SQL[] {
  return [...byName(words, of, most), ...byCode(words, most), ...byAmount(words, most), ...byDay(words, most)];
}

function byName({ patterns, phoneDigits }: SearchedFor, of: readonly string[], most: number): SQL[] {
  const newest = sql`order by b."createdAt" desc limit ${most}`;
  const travels = sql`select t."bookingId" as "id", 1 as "rank" from "BookingParticipant" t`;
  const ways: SQL[] = [];
  if (of.length > 0)
    ways.push(
      sql`(select b."id", 1 as "rank" from "Booking" b where b."userId" = any(${sql.param(of)}::text[]) ${newest})`,
    );
  if (patterns.length > 0)
    ways.push(sql`(${travels} where ${holding(sql`t."fullName"`, patterns)} order by t."id" desc limit ${most})`);
  if (phoneDigits) {
    const digits = containing(phoneDigits);
    ways.push(
      sql`(${travels} where t."phone" like ${digits} order by t."id" desc limit ${most})`,
      sql`(select b."id", 1 as "rank" from "Booking" b where b."contactPhone" like ${digits} ${newest})`,
    );
  }
  return ways;
}

function byCode({ code }: SearchedFor, most: number): SQL[] {
  if (!code) return [];
  return [
    sql`(select b."id", 0 as "rank" from "Booking" b where b."code" = ${`ST-${code}`})`,
    sql`(select b."id", 1 as "rank" from "Booking" b where b."code" like ${`ST-%${code}%`}
      order by b."createdAt" desc limit ${most})`,
  ];
}

/** What is exactly so much, what waits for nearly so much, then what else was nearly so much. */
function byAmount({ amountRupiah: amount }: SearchedFor, most: number): SQL[] {
  if (amount === undefined) return [];
  const near = sql`between ${amount - limits.search.nearRupiah}::int and ${Math.min(amount + limits.search.nearRupiah, 2_147_483_647)}::int`;
  return [
    sql`(select p."bookingId" as "id", 1 as "rank" from "Payment" p where p."amount" = ${amount}
      order by p."createdAt" desc limit ${most})`,
    sql`(select p."bookingId" as "id", 1 as "rank" from "Payment" p where p."receivedAmount" = ${amount}
      order by p."createdAt" desc limit ${most})`,
    sql`(select p."bookingId" as "id", 2 as "rank" from "Payment" p where p."amount" ${near} and p."status" = 'AWAITING'
      order by abs(p."amount" - ${amount}::int), p."createdAt" desc limit ${most})`,
    sql`(select p."bookingId" as "id", 3 as "rank" from "Payment" p where p."amount" ${near}
      order by p."createdAt" desc limit ${most})`,
    sql`(select p."bookingId" as "id", 3 as "rank" from "Payment" p where p."receivedAmount" ${near}
      order by p."createdAt" desc limit ${most})`,
  ];
}

/** Booked on that day, or paid on it at the bank or here. */
function byDay({ day }: SearchedFor, most: number): SQL[] {
  if (!day) return [];
  const [from, to] = [startOfWibDay(day).toISOString(), startOfWibDay(addDays(day, 1)).toISOString()];
  return [
    sql`(select p."bookingId" as "id", 1 as "rank" from "Payment" p where p."createdAt" >= ${from}::timestamptz
      and p."createdAt" < ${to}::timestamptz order by p."createdAt" desc limit ${most})`,
    sql`(select p."bookingId" as "id", 1 as "rank" from "Payment" p where p."status" = 'PAID'
      and p."paidAt" >= ${from}::timestamptz and p."paidAt" < ${to}::timestamptz order by p."paidAt" desc limit ${most})`,
    sql`(select p."bookingId" as "id", 1 as "rank" from "Receipt" r join "Payment" p on p."id" = r."paymentId"
      where r."bookedOn" = ${day}::date and r."voidedAt" is null order by r."id" desc limit ${most})`,
  ];
}

function read(tx: Transaction, ids: string[]) {
  return tx
    .select({
      booking: { id: bookings.id, code: bookings.code, status: bookings.status, pax: bookings.pax },
      totalAmount: bookings.totalAmount,
      cancelledAt: bookings.cancelledAt,
      payment: payments,
      payout: payouts,
      participant: { id: users.id, name: users.name },
      trip: { id: trips.id, title: trips.title, date: trips.date, endDate: trips.endDate },
    })
    .from(bookings)
    .innerJoin(payments, eq(payments.bookingId, bookings.id))
    .innerJoin(users, eq(users.id, bookings.userId))
    .innerJoin(trips, eq(trips.id, bookings.tripId))
    .leftJoin(payouts, eq(payouts.bookingId, bookings.id))
    .where(anyOf(bookings.id, ids));
}
