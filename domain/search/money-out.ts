import { desc, eq, type SQL, sql } from "drizzle-orm";
import type { PgColumn } from "drizzle-orm/pg-core";
import { anyOf, containing } from "#db/conditions.ts";
import type { Transaction } from "#db/connection.ts";
import { bookings } from "#domain/bookings/schema/bookings.ts";
import { payouts } from "#domain/bookings/schema/payouts.ts";
import { refunds } from "#domain/bookings/schema/refunds.ts";
import { transferItems, transfers } from "#domain/bookings/schema/transfers.ts";
import { addDays, startOfWibDay } from "#domain/calendar.ts";
import { organizerProfiles, users } from "#domain/users/schema.ts";
import type { SearchedFor } from "./words.ts";

/** A payout that was found. */
export type FoundPayout = Awaited<ReturnType<typeof findPayouts>>[number];

/** A refund that was found. */
export type FoundRefund = Awaited<ReturnType<typeof findRefunds>>[number];

/** A transfer that was found. */
export type FoundTransfer = Awaited<ReturnType<typeof findTransfers>>[number];

/** Payouts by the code of the booking or of a transfer, amount, the bank's reference, the day of the transfer, or whose they are; the unpaid ones first. */
export async function findPayouts(
  tx: Transaction,
  { words, of, most }: { words: SearchedFor; of: readonly string[]; most: number },
) {
  const ways = owedWays("Payout", words, most);
  if (of.length > 0)
    ways.push(sql`(select o."id" from "Payout" o where o."organizerId" in
      (select p."id" from "OrganizerProfile" p where p."userId" = any(${sql.param(of)}::text[]))
      order by o."status" in ('PAID', 'CANCELLED'), o."id" desc limit ${most})`);
  const ids = await idsOf(tx, ways, most);
  return tx
    .select({
      payout: payouts,
      code: bookings.code,
      organizer: { userId: organizerProfiles.userId, displayName: organizerProfiles.displayName },
      transferCode: preparedIn(transferItems.payoutId, payouts.id),
    })
    .from(payouts)
    .innerJoin(bookings, eq(bookings.id, payouts.bookingId))
    .innerJoin(organizerProfiles, eq(organizerProfiles.id, payouts.organizerId))
    .where(anyOf(payouts.id, ids))
    .orderBy(sql`${payouts.status} in ('PAID', 'CANCELLED')`, desc(payouts.id))
    .limit(most);
}

/** Refunds by the code of the booking or of a transfer, amount, the bank's reference, or the day of the transfer; the unpaid ones first. */
export async function findRefunds(tx: Transaction, words: SearchedFor, most: number) {
  const ids = await idsOf(tx, owedWays("Refund", words, most), most);
  return tx
    .select({
      refund: refunds,
      code: bookings.code,
      participant: { id: users.id, name: users.name },
      transferCode: preparedIn(transferItems.refundId, refunds.id),
    })
    .from(refunds)
    .innerJoin(bookings, eq(bookings.id, refunds.bookingId))
    .innerJoin(users, eq(users.id, bookings.userId))
    .where(anyOf(refunds.id, ids))
    .orderBy(sql`${refunds.status} in ('PAID', 'REJECTED', 'CANCELLED')`, desc(refunds.id))
    .limit(most);
}

/** Transfers by code (also a part of it), the bank's reference, the day at the bank, or their whole amount; the newest first. */
export async function findTransfers(tx: Transaction, words: SearchedFor, most: number) {
  const { transferCode, reference, amountRupiah, day } = words;
  const newest = sql`order by f."createdAt" desc, f."id" desc limit ${most}`;
  const ways: SQL[] = [];
  if (transferCode)
    ways.push(sql`(select f."id" from "Transfer" f where f."code" like ${`TF-%${transferCode}%`} ${newest})`);
  if (reference)
    ways.push(sql`(select f."id" from "Transfer" f where f."transferRef" ilike ${containing(reference)} ${newest})`);
  if (day) ways.push(sql`(select f."id" from "Transfer" f where f."bookedOn" = ${day}::date ${newest})`);
  if (amountRupiah !== undefined)
    ways.push(sql`(select i."transferId" as "id" from "TransferItem" i where i."outcome" is distinct from 'LEFT_OUT'
      group by i."transferId" having sum(i."amount") = ${amountRupiah} order by i."transferId" desc limit ${most})`);
  const ids = await idsOf(tx, ways, most);
  const total = sql<number>`(select coalesce(sum(item."amount"), 0) from "TransferItem" item
    where item."transferId" = "Transfer"."id" and item."outcome" is distinct from 'LEFT_OUT')`.mapWith(Number);
  return tx
    .select({ transfer: transfers, amountRupiah: total })
    .from(transfers)
    .where(anyOf(transfers.id, ids))
    .orderBy(desc(transfers.createdAt), desc(transfers.id))
    .limit(most);
}

const itemColumns = { Payout: "payoutId", Refund: "refundId" } as const;

/** Each way by itself, so that each has its index: the newest of each. */
function owedWays(table: "Payout" | "Refund", words: SearchedFor, most: number): SQL[] {
  const { code, transferCode, amountRupiah, reference, day } = words;
  const from = sql`select o."id" from ${sql.identifier(table)} o`;
  const newest = sql`order by o."id" desc limit ${most}`;
  const ways: SQL[] = [];
  if (code)
    ways.push(sql`(${from} join "Booking" b on b."id" = o."bookingId" where b."code" = ${`ST-${code}`} ${newest})`);
  if (transferCode)
    ways.push(sql`(${from} join "TransferItem" i on i.${sql.identifier(itemColumns[table])} = o."id"
      join "Transfer" f on f."id" = i."transferId" where f."code" like ${`TF-%${transferCode}%`} ${newest})`);
  if (amountRupiah !== undefined) ways.push(sql`(${from} where o."amount" = ${amountRupiah} ${newest})`);
  if (reference) ways.push(sql`(${from} where o."transferRef" ilike ${containing(reference)} ${newest})`);
  if (day) {
    const [begin, end] = [startOfWibDay(day), startOfWibDay(addDays(day, 1))].map((moment) => moment.toISOString());
    ways.push(sql`(${from} where o."status" = 'PAID' and o."paidAt" >= ${begin}::timestamptz and o."paidAt" < ${end}::timestamptz
      ${newest})`);
  }
  return ways;
}

async function idsOf(tx: Transaction, ways: SQL[], most: number): Promise<string[]> {
  if (ways.length === 0) return [];
  const { rows } = await tx.execute<{ id: string }>(
    sql`select distinct "id" from (${sql.join(ways, sql` union all `)}) found limit ${most * ways.length}`,
  );
  return rows.map(({ id }) => id);
}

/** The code of the prepared transfer in which a row stands; null for most. */
function preparedIn(item: PgColumn, row: PgColumn) {
  return sql<
    string | null
  >`(select prepared."code" from ${transferItems} join "Transfer" prepared on prepared."id" = ${transferItems.transferId}
    where ${item} = ${row} and ${transferItems.outcome} is null limit 1)`;
}
