import { and, asc, desc, eq, isNotNull, or, type SQL } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { db } from "#db/connection.ts";
import { bookings } from "#domain/bookings/schema/bookings.ts";
import { payments } from "#domain/bookings/schema/payments.ts";
import { behind, type PageOf, pageOf, rowsPerPage } from "#domain/lists/pages.ts";
import { trips } from "#domain/trips/schema.ts";
import { users } from "#domain/users/schema.ts";
import { isUnexpired } from "./queries.ts";
import { type ExpectedSettlement, expectedSettlement } from "./settle.ts";

/** Which payments a list shows: proofs to check, every payment, those that should have expired, the accepted ones. */
export const paymentLists = ["waiting", "all", "stuck", "paid"] as const;

/** See {@link paymentLists}. */
export type PaymentList = (typeof paymentLists)[number];

/** Picks payments out of a list: by a number of rupiah on a bank statement, or by the booking's code. */
export type PaymentSearch = { amountRupiah: number } | { bookingCode: string };

const verifiers = alias(users, "verifier");

const columns = {
  payment: payments,
  booking: bookings,
  trip: {
    id: trips.id,
    title: trips.title,
    date: trips.date,
    endDate: trips.endDate,
    status: trips.status,
    quota: trips.quota,
  },
  participant: { id: users.id, name: users.name },
  verifiedBy: verifiers.name,
};

/** A payment with what an admin compares it with. `expected` is what accepting its whole amount would come to now. */
export type ListedPayment = Awaited<ReturnType<typeof readPayments>>[number] & { expected: ExpectedSettlement };

/**
 * Payments for the back office. Proofs to check and stuck ones come oldest first, the others newest first. A search
 * looks through all payments, also those whose booking has expired or was cancelled: that is where late money belongs.
 */
export async function listPayments(
  which: { list?: PaymentList; search?: PaymentSearch; cursor?: string },
  now: Date,
): Promise<PageOf<ListedPayment>> {
  const { where, at, newestFirst } = which.search
    ? { where: matching(which.search), at: "createdAt" as const, newestFirst: true }
    : lists(now)[which.list ?? "waiting"];
  const column = payments[at];
  const rows = await readPayments(
    and(where, behind(which.cursor, { at: column, id: payments.id, newestFirst })),
    newestFirst ? [desc(column), desc(payments.id)] : [asc(column), asc(payments.id)],
  );
  const page = pageOf(rows, ({ payment }) => ({ at: payment[at], id: payment.id }));
  const expected = await Promise.all(page.rows.map((row) => expectedSettlement(row, now)));
  return { ...page, rows: page.rows.map((row, index) => ({ ...row, expected: expected[index]! })) };
}

/** One payment as the lists show it; undefined for an id that none has. */
export async function findPayment(paymentId: string, now: Date): Promise<ListedPayment | undefined> {
  const [row] = await readPayments(eq(payments.id, paymentId), []);
  return row && { ...row, expected: await expectedSettlement(row, now) };
}

type Order = { where: SQL | undefined; at: "createdAt" | "proofUploadedAt" | "paidAt"; newestFirst: boolean };

function lists(now: Date): Record<PaymentList, Order> {
  const waiting = and(eq(payments.status, "AWAITING"), isNotNull(payments.proofPath));
  return {
    waiting: { where: waiting, at: "proofUploadedAt", newestFirst: false },
    all: { where: undefined, at: "createdAt", newestFirst: true },
    stuck: { where: isUnexpired(now), at: "createdAt", newestFirst: false },
    paid: { where: eq(payments.status, "PAID"), at: "paidAt", newestFirst: true },
  };
}

function matching(search: PaymentSearch): SQL | undefined {
  if ("bookingCode" in search) return eq(bookings.code, search.bookingCode.toUpperCase());
  const { amountRupiah } = search;
  // No column can hold more.
  if (amountRupiah > 2_147_483_647) return eq(payments.amount, -1);
  return or(eq(payments.amount, amountRupiah), eq(payments.receivedAmount, amountRupiah));
}

function readPayments(where: SQL | undefined, order: SQL[]) {
  return db()
    .select(columns)
    .from(payments)
    .innerJoin(bookings, eq(bookings.id, payments.bookingId))
    .innerJoin(trips, eq(trips.id, bookings.tripId))
    .innerJoin(users, eq(users.id, bookings.userId))
    .leftJoin(verifiers, eq(verifiers.id, payments.verifiedById))
    .where(where)
    .orderBy(...order)
    .limit(rowsPerPage + 1);
}
