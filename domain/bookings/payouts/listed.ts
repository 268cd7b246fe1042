import { and, asc, count, desc, eq, exists, gt, isNull, type SQL, sql } from "drizzle-orm";
import { alias, QueryBuilder } from "drizzle-orm/pg-core";
import { anyOf } from "#db/conditions.ts";
import { db } from "#db/connection.ts";
import { bookings } from "#domain/bookings/schema/bookings.ts";
import { payouts } from "#domain/bookings/schema/payouts.ts";
import { refunds } from "#domain/bookings/schema/refunds.ts";
import { behind, type PageOf, pageOf, rowsPerPage } from "#domain/lists/pages.ts";
import { trips } from "#domain/trips/schema.ts";
import { accountOf, type BankAccount } from "#domain/users/people.ts";
import { organizerProfiles, users } from "#domain/users/schema.ts";
import { isHeldBack, isStuck, undisputed } from "./queries.ts";

/** Which payouts a list shows, besides those to transfer: held, held by a dispute, held back by an admin, the banner's, the paid ones. */
export const payoutLists = ["held", "disputed", "back", "stuck", "paid"] as const;

/** See {@link payoutLists}. */
export type PayoutList = (typeof payoutLists)[number];

const payers = alias(users, "payer");

const columns = {
  payout: payouts,
  booking: { id: bookings.id, code: bookings.code },
  trip: { id: trips.id, title: trips.title, date: trips.date, endDate: trips.endDate, status: trips.status },
  organizer: { id: organizerProfiles.id, userId: organizerProfiles.userId, displayName: organizerProfiles.displayName },
  paidBy: payers.name,
};

/** A payout with whose it is. */
export type ListedPayout = Awaited<ReturnType<typeof readPayouts>>[number];

/** Payouts for the back office: what is held by when it is due, what is paid newest first. */
export async function listPayouts(
  which: { list: PayoutList; cursor?: string },
  now: Date,
): Promise<PageOf<ListedPayout>> {
  const { where, at, newestFirst } = lists(now)[which.list];
  const column = payouts[at];
  const rows = await readPayouts(
    and(where, behind(which.cursor, { at: column, id: payouts.id, newestFirst })),
    newestFirst ? [desc(column), desc(payouts.id)] : [asc(column), asc(payouts.id)],
    rowsPerPage + 1,
  );
  return pageOf(rows, ({ payout }) => ({ at: payout[at], id: payout.id }));
}

/** One payout, in whatever state; undefined for an id that none has. */
export async function findPayout(payoutId: string): Promise<ListedPayout | undefined> {
  return (await readPayouts(eq(payouts.id, payoutId), [], 1))[0];
}

/** What one organizer is to be transferred now. */
export type DueOrganizer = {
  id: string;
  userId: string;
  displayName: string;
  /** Null until all of it is filled in: nothing can be transferred before. */
  account: BankAccount | null;
  /** When it last became another one; null where that is long ago. */
  accountChangedAt: Date | null;
  /** Of everything that is released to them, also what {@link DueOrganizer.payouts} leaves out. */
  amountRupiah: number;
  count: number;
  /** The longest released first, at most a hundred. */
  payouts: ListedPayout[];
};

/** Released, and held back by nobody. */
const isReady = and(eq(payouts.status, "RELEASED"), isNull(payouts.heldBackAt));

/** So many payouts of one organizer a page shows; the others come once these are transferred. */
const payoutsShown = 100;

/** How many organizers one page holds. */
const organizersPerPage = 10;

/** Organizers with released money, in the order of their ids; `cursor` is the id behind which the page begins. */
export async function listDueOrganizers({ cursor }: { cursor?: string } = {}): Promise<PageOf<DueOrganizer>> {
  const sums = await db()
    .select({
      id: payouts.organizerId,
      count: count(),
      amountRupiah: sql`sum(${payouts.amount})`.mapWith(Number),
    })
    .from(payouts)
    .where(and(isReady, cursor ? gt(payouts.organizerId, cursor) : undefined))
    .groupBy(payouts.organizerId)
    .orderBy(payouts.organizerId)
    .limit(organizersPerPage + 1);
  const shown = sums.slice(0, organizersPerPage);
  const people = await organizersOf(shown.map(({ id }) => id));
  const rows = await Promise.all(
    shown.map(async (sum) => ({ ...people.get(sum.id)!, ...sum, payouts: await releasedTo(sum.id) })),
  );
  return { rows, next: sums.length > organizersPerPage ? shown.at(-1)?.id : undefined };
}

async function organizersOf(ids: string[]) {
  const rows = await db()
    .select({
      id: organizerProfiles.id,
      userId: organizerProfiles.userId,
      displayName: organizerProfiles.displayName,
      bankName: users.bankName,
      bankAccountNo: users.bankAccountNo,
      bankAccountName: users.bankAccountName,
      accountChangedAt: users.bankAccountChangedAt,
    })
    .from(organizerProfiles)
    .innerJoin(users, eq(users.id, organizerProfiles.userId))
    .where(anyOf(organizerProfiles.id, ids));
  return new Map(
    rows.map(({ id, userId, displayName, accountChangedAt, ...account }) => [
      id,
      { id, userId, displayName, accountChangedAt, account: accountOf(account) },
    ]),
  );
}

function releasedTo(organizerId: string): Promise<ListedPayout[]> {
  const where = and(eq(payouts.organizerId, organizerId), isReady);
  return readPayouts(where, [asc(payouts.releasedAt), asc(payouts.id)], payoutsShown);
}

type Order = { where: SQL | undefined; at: "heldUntil" | "heldBackAt" | "paidAt"; newestFirst: boolean };

const disputed = exists(
  new QueryBuilder()
    .select({ one: sql`1` })
    .from(refunds)
    .where(and(eq(refunds.bookingId, payouts.bookingId), eq(refunds.status, "REQUESTED"))),
);

function lists(now: Date): Record<PayoutList, Order> {
  const held = and(eq(payouts.status, "HELD"), isNull(payouts.heldBackAt));
  return {
    held: { where: and(held, undisputed), at: "heldUntil", newestFirst: false },
    disputed: { where: and(held, disputed), at: "heldUntil", newestFirst: false },
    back: { where: isHeldBack, at: "heldBackAt", newestFirst: false },
    stuck: { where: isStuck(now), at: "heldUntil", newestFirst: false },
    paid: { where: eq(payouts.status, "PAID"), at: "paidAt", newestFirst: true },
  };
}

function readPayouts(where: SQL | undefined, order: SQL[], most: number) {
  return db()
    .select(columns)
    .from(payouts)
    .innerJoin(bookings, eq(bookings.id, payouts.bookingId))
    .innerJoin(trips, eq(trips.id, payouts.tripId))
    .innerJoin(organizerProfiles, eq(organizerProfiles.id, payouts.organizerId))
    .leftJoin(payers, eq(payers.id, payouts.paidById))
    .where(where)
    .orderBy(...order)
    .limit(most);
}
