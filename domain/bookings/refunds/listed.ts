import { and, asc, desc, eq, isNotNull, not, type SQL, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { db } from "#db/connection.ts";
import { auditLogs } from "#domain/audit/schema.ts";
import { bookings } from "#domain/bookings/schema/bookings.ts";
import { payments } from "#domain/bookings/schema/payments.ts";
import { payouts } from "#domain/bookings/schema/payouts.ts";
import { refunds } from "#domain/bookings/schema/refunds.ts";
import { behind, type PageOf, pageOf, rowsPerPage } from "#domain/lists/pages.ts";
import { trips } from "#domain/trips/schema.ts";
import { users } from "#domain/users/schema.ts";
import { isStuck } from "./queries.ts";

/** Which refunds a list shows: disputes to decide, what can be transferred, what waits for an account, the banner's, the paid ones. */
export const refundLists = ["disputes", "transfer", "no-account", "stuck", "paid"] as const;

/** See {@link refundLists}. */
export type RefundList = (typeof refundLists)[number];

const payers = alias(users, "payer");

/** What was promised or given back of the booking's money so far, this refund included once it is promised. */
const refundedRupiah = sql<number>`(select coalesce(sum(one."amount"), 0) from "Refund" one
  where one."bookingId" = ${bookings.id} and one."status" in ('APPROVED', 'PAID'))`.mapWith(Number);

const columns = {
  refund: refunds,
  booking: { id: bookings.id, code: bookings.code, totalAmount: bookings.totalAmount, status: bookings.status },
  trip: { id: trips.id, title: trips.title, date: trips.date, endDate: trips.endDate },
  participant: {
    id: users.id,
    name: users.name,
    bankAccountChangedAt: users.bankAccountChangedAt,
    suspendedAt: users.suspendedAt,
  },
  receivedRupiah: sql<number>`coalesce(${payments.receivedAmount}, 0)`.mapWith(Number),
  refundedRupiah,
  payout: { status: payouts.status, amount: payouts.amount, heldUntil: payouts.heldUntil },
  paidBy: payers.name,
  /** The bank has returned a transfer of this refund to this very account before. */
  bouncedThere: sql<boolean>`exists (select 1 from ${auditLogs} bounce where bounce."entity" = 'Refund'
    and bounce."entityId" = ${refunds.id} and bounce."action" = 'refund.bounce'
    and bounce."before" ->> 'bankAccountNo' = ${refunds.bankAccountNo})`,
};

/** A refund with the booking's money around it. */
export type ListedRefund = Awaited<ReturnType<typeof readRefunds>>[number];

/** Refunds for the back office: what has to be done comes oldest first, what is paid newest first. */
export async function listRefunds(
  which: { list?: RefundList; cursor?: string },
  now: Date,
): Promise<PageOf<ListedRefund>> {
  const { where, at, newestFirst } = lists(now)[which.list ?? "transfer"];
  const column = refunds[at];
  const rows = await readRefunds(
    and(where, behind(which.cursor, { at: column, id: refunds.id, newestFirst })),
    newestFirst ? [desc(column), desc(refunds.id)] : [asc(column), asc(refunds.id)],
    rowsPerPage + 1,
  );
  return pageOf(rows, ({ refund }) => ({ at: refund[at], id: refund.id }));
}

type Order = { where: SQL | undefined; at: "createdAt" | "approvedAt" | "paidAt"; newestFirst: boolean };

/** Complete as the verb that pays wants it: all three parts of the account. */
const withAccount = and(
  isNotNull(refunds.bankName),
  isNotNull(refunds.bankAccountNo),
  isNotNull(refunds.bankAccountName),
);

function lists(now: Date): Record<RefundList, Order> {
  const owed = eq(refunds.status, "APPROVED");
  return {
    disputes: { where: eq(refunds.status, "REQUESTED"), at: "createdAt", newestFirst: false },
    transfer: { where: and(owed, withAccount), at: "approvedAt", newestFirst: false },
    "no-account": { where: and(owed, not(withAccount!)), at: "approvedAt", newestFirst: false },
    stuck: { where: isStuck(now), at: "approvedAt", newestFirst: false },
    paid: { where: eq(refunds.status, "PAID"), at: "paidAt", newestFirst: true },
  };
}

function readRefunds(where: SQL | undefined, order: SQL[], most: number) {
  return db()
    .select(columns)
    .from(refunds)
    .innerJoin(bookings, eq(bookings.id, refunds.bookingId))
    .innerJoin(trips, eq(trips.id, bookings.tripId))
    .innerJoin(users, eq(users.id, bookings.userId))
    .leftJoin(payments, eq(payments.bookingId, bookings.id))
    .leftJoin(payouts, eq(payouts.bookingId, bookings.id))
    .leftJoin(payers, eq(payers.id, refunds.paidById))
    .where(where)
    .orderBy(...order)
    .limit(most);
}
