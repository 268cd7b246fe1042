import { and, asc, eq, isNotNull, or, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { anyOf } from "#db/conditions.ts";
import { type Database, db } from "#db/connection.ts";
import { bookings } from "#domain/bookings/schema/bookings.ts";
import { payouts } from "#domain/bookings/schema/payouts.ts";
import { refunds } from "#domain/bookings/schema/refunds.ts";
import { type Transfer, type TransferItem, transferItems, transfers } from "#domain/bookings/schema/transfers.ts";
import { trips } from "#domain/trips/schema.ts";
import { accountOf, type BankAccount, isSameAccount } from "#domain/users/people.ts";
import { organizerProfiles, users } from "#domain/users/schema.ts";
import { limits } from "#limits.ts";
import { type BankLine, bankLines } from "./rules.ts";

const preparers = alias(users, "preparer");
const confirmers = alias(users, "confirmer");
const undoers = alias(users, "undoer");

/** One row of a transfer with whose it is. */
export type ShownItem = Omit<TransferItem, "payoutId" | "refundId"> & {
  payoutId: string | null;
  refundId: string | null;
  booking: { id: string; code: string };
  trip: { id: string; title: string };
  owner: { id: string; name: string };
  /** Its owner has another account by now than the one that was frozen. */
  accountChanged: boolean;
  /** Of a payout, that its organizer has been suspended since: the bank should not make it. */
  ownerSuspended: boolean;
};

/** A transfer as its page shows it: by the bank's lines. */
export type ShownTransfer = {
  transfer: Transfer;
  preparedBy: string | null;
  confirmedBy: string | null;
  undoneBy: string | null;
  lines: BankLine<ShownItem>[];
};

/** A transfer by its code; undefined where there is none. */
export async function findTransfer(code: string): Promise<ShownTransfer | undefined> {
  const [row] = await db()
    .select({
      transfer: transfers,
      preparedBy: preparers.name,
      confirmedBy: confirmers.name,
      undoneBy: undoers.name,
    })
    .from(transfers)
    .leftJoin(preparers, eq(preparers.id, transfers.preparedById))
    .leftJoin(confirmers, eq(confirmers.id, transfers.confirmedById))
    .leftJoin(undoers, eq(undoers.id, transfers.undoneById))
    .where(eq(transfers.code, code));
  if (!row) return undefined;
  return { ...row, lines: bankLines(await itemsOf(db(), row.transfer)) };
}

async function itemsOf(on: Database, { id, kind }: Transfer): Promise<ShownItem[]> {
  const owner = { id: users.id, name: kind === "PAYOUT" ? organizerProfiles.displayName : users.name };
  const account = {
    bankName: users.bankName,
    bankAccountNo: users.bankAccountNo,
    bankAccountName: users.bankAccountName,
  };
  const rows = await on
    .select({
      item: transferItems,
      booking: { id: bookings.id, code: bookings.code },
      trip: { id: trips.id, title: trips.title },
      owner,
      ownerSuspended: sql<boolean>`coalesce(${organizerProfiles.status} = 'SUSPENDED', false)`,
      account,
    })
    .from(transferItems)
    .leftJoin(payouts, eq(payouts.id, transferItems.payoutId))
    .leftJoin(refunds, eq(refunds.id, transferItems.refundId))
    .innerJoin(bookings, eq(bookings.id, sql`coalesce(${payouts.bookingId}, ${refunds.bookingId})`))
    .innerJoin(trips, eq(trips.id, bookings.tripId))
    .leftJoin(organizerProfiles, eq(organizerProfiles.id, payouts.organizerId))
    .innerJoin(users, eq(users.id, sql`coalesce(${organizerProfiles.userId}, ${bookings.userId})`))
    .where(eq(transferItems.transferId, id))
    .orderBy(asc(transferItems.id))
    .limit(limits.spreadsheet.mostRows);
  return rows.map(({ item, account, owner, ...row }) => {
    const current = accountOf(account);
    const accountChanged = !current || !isSameAccount(item, current);
    return { ...item, ...row, owner: { id: owner.id, name: owner.name ?? "" }, accountChanged };
  });
}

/** The transfer that a payout or refund stands in or was paid by. */
export type InTransfer = { code: string; status: Transfer["status"]; outcome: TransferItem["outcome"] };

/** Where these payouts and refunds stand, by their ids: in a prepared transfer, or paid by a confirmed one. */
export async function transfersOf(ids: readonly string[]): Promise<Map<string, InTransfer>> {
  if (ids.length === 0) return new Map();
  const { payoutId, refundId, outcome } = transferItems;
  const rows = await db()
    .select({ payoutId, refundId, outcome, code: transfers.code, status: transfers.status })
    .from(transferItems)
    .innerJoin(transfers, eq(transfers.id, transferItems.transferId))
    .where(and(or(anyOf(payoutId, ids), anyOf(refundId, ids)), sql`(${outcome} is null or ${outcome} = 'PAID')`))
    .limit(ids.length);
  return new Map(rows.map(({ payoutId, refundId, ...row }) => [(payoutId ?? refundId)!, row]));
}

/** Which of these accounts a transfer came back from before, each as `bank number`. */
export async function bouncedAccounts(accounts: readonly BankAccount[]): Promise<Set<string>> {
  if (accounts.length === 0) return new Set();
  const names = [...new Set(accounts.map(accountName))];
  const name = sql<string>`lower(${transferItems.bankName}) || ' ' || ${transferItems.bankAccountNo}`;
  const rows = await db()
    .selectDistinct({ name })
    .from(transferItems)
    .where(and(isNotNull(transferItems.bouncedAt), sql`${name} = any(${sql.param(names)}::text[])`))
    .limit(names.length);
  return new Set(rows.map((row) => row.name));
}

/** An account as {@link bouncedAccounts} names it. */
export const accountName = ({ bankName, bankAccountNo }: Pick<BankAccount, "bankName" | "bankAccountNo">): string =>
  `${bankName.toLowerCase()} ${bankAccountNo}`;

/** The bookings' codes of these payouts and refunds, by which admins speak of them. */
export async function codesOf(ids: readonly string[]): Promise<string[]> {
  const ofPayouts = db()
    .select({ code: bookings.code })
    .from(bookings)
    .innerJoin(payouts, eq(payouts.bookingId, bookings.id))
    .where(anyOf(payouts.id, ids));
  const ofRefunds = db()
    .select({ code: bookings.code })
    .from(bookings)
    .innerJoin(refunds, eq(refunds.bookingId, bookings.id))
    .where(anyOf(refunds.id, ids));
  const rows = await ofPayouts.union(ofRefunds);
  return rows.map(({ code }) => code).sort();
}
