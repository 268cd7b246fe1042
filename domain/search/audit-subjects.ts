import { sql } from "drizzle-orm";
import type { Transaction } from "#db/connection.ts";
import { wibDay } from "#domain/calendar.ts";
import { limits } from "#limits.ts";
import { findBookings } from "./bookings.ts";
import { inTime } from "./in-time.ts";
import { findTransfers } from "./money-out.ts";
import { findPeople } from "./people.ts";
import { findTrips } from "./trips.ts";
import { readSearch } from "./words.ts";

/** The rows and the people that the audit log is asked about. */
export type AuditSubjects = { about: string[]; by: string[] };

/**
 * What an admin means by these words: bookings with their money, people with their bookings, trips, transfers. Empty where there
 * is nothing of that kind; undefined for what is too short or takes too long to look for.
 */
export async function auditSubjectsOf(typed: string, now: Date): Promise<AuditSubjects | undefined> {
  const words = readSearch(typed, wibDay(now));
  if (!words) return undefined;
  const most = limits.search.rowsOfAGroup;
  const found = await inTime(
    async (tx) => {
      const people = await findPeople(tx, words, most);
      const of = people.map(({ id }) => id);
      const bookings = await findBookings(tx, { words, of, most });
      const trips = await findTrips(tx, words, most);
      const transfers = await findTransfers(tx, words, most);
      const organizers = people.flatMap(({ organizer }) => organizer?.id ?? []);
      const money = await moneyOfBookings(
        tx,
        bookings.map(({ booking }) => booking.id),
      );
      const sent = await rowsOfTransfers(
        tx,
        transfers.map(({ transfer }) => transfer.id),
      );
      const rows = [...trips.map(({ id }) => id), ...sent];
      return [{ about: [...of, ...organizers, ...money, ...rows], by: of }];
    },
    { most: 1, ms: limits.search.groupMs },
  );
  return found.rows[0];
}

/** The ids of these bookings and of everything that belongs to them. */
async function moneyOfBookings(tx: Transaction, ids: string[]): Promise<string[]> {
  if (ids.length === 0) return [];
  const of = sql`"bookingId" = any(${sql.param(ids)}::text[])`;
  const { rows } = await tx.execute<{ id: string }>(sql`
    select "id" from "Payment" where ${of} union all select "id" from "Payout" where ${of}
    union all select "id" from "Refund" where ${of}
    union all select r."id" from "Receipt" r join "Payment" p on p."id" = r."paymentId" where p."bookingId" = any(${sql.param(ids)}::text[])
    union all select r."statementLineId" from "Receipt" r join "Payment" p on p."id" = r."paymentId"
      where p."bookingId" = any(${sql.param(ids)}::text[]) and r."statementLineId" is not null
    limit 1000`);
  return [...ids, ...rows.map(({ id }) => id)];
}

/** The ids of these transfers, of what stands in them with the payouts and refunds behind it, and of the lines that show them. */
async function rowsOfTransfers(tx: Transaction, ids: string[]): Promise<string[]> {
  if (ids.length === 0) return [];
  const of = sql`from "TransferItem" where "transferId" = any(${sql.param(ids)}::text[])`;
  const { rows } = await tx.execute<{ id: string }>(sql`
    select "id" ${of} union all select coalesce("payoutId", "refundId") ${of}
    union all select "statementLineId" from "Transfer" where "id" = any(${sql.param(ids)}::text[]) and "statementLineId" is not null
    limit 5000`);
  return [...ids, ...rows.map(({ id }) => id)];
}
