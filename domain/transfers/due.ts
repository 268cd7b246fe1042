import { and, asc, count, eq, gt, isNotNull, isNull, type SQL, sql } from "drizzle-orm";
import { db } from "#db/connection.ts";
import { isFree } from "#domain/bookings/frozen.ts";
import { bookings } from "#domain/bookings/schema/bookings.ts";
import { payouts } from "#domain/bookings/schema/payouts.ts";
import { refunds } from "#domain/bookings/schema/refunds.ts";
import type { Transfer } from "#domain/bookings/schema/transfers.ts";
import { trips } from "#domain/trips/schema.ts";
import { newAccountAgeMs } from "#domain/users/new-account.ts";
import { accountOf, type BankAccount } from "#domain/users/people.ts";
import { organizerProfiles, users } from "#domain/users/schema.ts";
import { limits } from "#limits.ts";
import { accountName, bouncedAccounts } from "./items.ts";

/** A payout or refund that can be transferred now. */
export type DueRow = {
  id: string;
  amountRupiah: number;
  /** When it last changed. */
  updatedAt: Date;
  /** Since when it waits. */
  since: Date;
  booking: { code: string };
  trip: { id: string; title: string };
  owner: { id: string; name: string };
  account: BankAccount;
  /** How long ago its owner changed their account, while that counts as new. */
  newForMs: number | undefined;
  /** A transfer to this account came back before. */
  bouncedThere: boolean;
};

/** What can be transferred now, and how much there is of it in all. */
export type Due = { rows: DueRow[]; count: number; amountRupiah: number };

/**
 * What a transfer of this kind could take: the longest waiting first, as many as one takes. Nothing that stands in a
 * prepared transfer, is held back, or whose owner has said no account.
 */
export async function dueFor(kind: Transfer["kind"], now: Date): Promise<Due> {
  const found = await (kind === "PAYOUT" ? duePayouts() : dueRefunds());
  const accounts = found.rows.map(({ account }) => accountOf(account)!);
  const bounced = await bouncedAccounts(accounts);
  const rows = found.rows.map(({ accountChangedAt, owner, ...row }, at) => {
    const account = accounts[at]!;
    const newForMs = newAccountAgeMs(accountChangedAt, now);
    const bouncedThere = bounced.has(accountName(account));
    return { ...row, owner: { id: owner.id, name: owner.name ?? "" }, account, newForMs, bouncedThere };
  });
  return { ...found, rows };
}

const whole = (table: typeof users | typeof refunds): SQL =>
  and(isNotNull(table.bankName), isNotNull(table.bankAccountNo), isNotNull(table.bankAccountName))!;

const accountIn = ({ bankName, bankAccountNo, bankAccountName }: typeof users | typeof refunds) => ({
  bankName,
  bankAccountNo,
  bankAccountName,
});

/** What of payouts a transfer takes; the organizer's account is the one that they have. */
export const isDuePayout = and(
  eq(payouts.status, "RELEASED"),
  isNull(payouts.heldBackAt),
  gt(payouts.amount, 0),
  isFree("payoutId", payouts.id),
  whole(users),
)!;

async function duePayouts() {
  const rows = await db()
    .select({
      id: payouts.id,
      amountRupiah: payouts.amount,
      updatedAt: payouts.updatedAt,
      since: sql`${payouts.releasedAt}`.mapWith(payouts.releasedAt),
      booking: { code: bookings.code },
      trip: { id: trips.id, title: trips.title },
      owner: { id: users.id, name: organizerProfiles.displayName },
      account: accountIn(users),
      accountChangedAt: users.bankAccountChangedAt,
    })
    .from(payouts)
    .innerJoin(bookings, eq(bookings.id, payouts.bookingId))
    .innerJoin(trips, eq(trips.id, payouts.tripId))
    .innerJoin(organizerProfiles, eq(organizerProfiles.id, payouts.organizerId))
    .innerJoin(users, eq(users.id, organizerProfiles.userId))
    .where(isDuePayout)
    .orderBy(asc(payouts.releasedAt), asc(payouts.id))
    .limit(limits.transfer.mostItems);
  const [sum] = await db()
    .select(totals(payouts))
    .from(payouts)
    .innerJoin(organizerProfiles, eq(organizerProfiles.id, payouts.organizerId))
    .innerJoin(users, eq(users.id, organizerProfiles.userId))
    .where(isDuePayout);
  return { rows: rows.map((row) => ({ ...row, since: row.since as Date })), ...sum! };
}

const isDueRefund = and(eq(refunds.status, "APPROVED"), isFree("refundId", refunds.id), whole(refunds))!;

async function dueRefunds() {
  const rows = await db()
    .select({
      id: refunds.id,
      amountRupiah: refunds.amount,
      updatedAt: refunds.updatedAt,
      since: refunds.approvedAt,
      createdAt: refunds.createdAt,
      booking: { code: bookings.code },
      trip: { id: trips.id, title: trips.title },
      owner: { id: users.id, name: users.name },
      account: accountIn(refunds),
      accountChangedAt: users.bankAccountChangedAt,
    })
    .from(refunds)
    .innerJoin(bookings, eq(bookings.id, refunds.bookingId))
    .innerJoin(trips, eq(trips.id, bookings.tripId))
    .innerJoin(users, eq(users.id, bookings.userId))
    .where(isDueRefund)
    .orderBy(asc(refunds.approvedAt), asc(refunds.id))
    .limit(limits.transfer.mostItems);
  const [sum] = await db().select(totals(refunds)).from(refunds).where(isDueRefund);
  return { rows: rows.map(({ createdAt, since, ...row }) => ({ ...row, since: since ?? createdAt })), ...sum! };
}

const totals = ({ amount }: typeof payouts | typeof refunds) => ({
  count: count(),
  amountRupiah: sql`coalesce(sum(${amount}), 0)`.mapWith(Number),
});
