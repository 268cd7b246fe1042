import { and, asc, count, desc, eq, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { anyOf } from "#db/conditions.ts";
import { db } from "#db/connection.ts";
import { type Transfer, transferItems, transfers } from "#domain/bookings/schema/transfers.ts";
import { behind, type PageOf, pageOf, rowsPerPage } from "#domain/lists/pages.ts";
import type { Stuck } from "#domain/lists/stuck.ts";
import { policy } from "#domain/policy.ts";
import { users } from "#domain/users/schema.ts";

/** Which transfers a list shows: those to be made or confirmed, oldest first; the others newest first. */
export const transferLists = ["prepared", "confirmed", "undone"] as const;

/** See {@link transferLists}. */
export type TransferList = (typeof transferLists)[number];

const statusOf = { prepared: "PREPARED", confirmed: "CONFIRMED", undone: "UNDONE" } as const;

const preparers = alias(users, "preparer");
const closers = alias(users, "closer");

const columns = {
  transfer: transfers,
  preparedBy: preparers.name,
  /** Who confirmed or undid it. */
  closedBy: closers.name,
};

/** A transfer with its figures and who dealt with it. */
export type ListedTransfer = {
  transfer: Transfer;
  preparedBy: string | null;
  closedBy: string | null;
  items: number;
  /** How many of them the bank returned. */
  bounced: number;
  /** What left the account, or is to leave it; of an undone one what would have. */
  amountRupiah: number;
};

/** Transfers for the back office, a page at a time. */
export async function listTransfers(which: { list: TransferList; cursor?: string }): Promise<PageOf<ListedTransfer>> {
  const newestFirst = which.list !== "prepared";
  const order = newestFirst ? desc : asc;
  const at = { at: transfers.createdAt, id: transfers.id, newestFirst };
  const rows = await db()
    .select(columns)
    .from(transfers)
    .leftJoin(preparers, eq(preparers.id, transfers.preparedById))
    .leftJoin(closers, eq(closers.id, sql`coalesce(${transfers.confirmedById}, ${transfers.undoneById})`))
    .where(and(eq(transfers.status, statusOf[which.list]), behind(which.cursor, at)))
    .orderBy(order(transfers.createdAt), order(transfers.id))
    .limit(rowsPerPage + 1);
  const page = pageOf(rows, ({ transfer }) => ({ at: transfer.createdAt, id: transfer.id }));
  const figures = await figuresOf(page.rows.map(({ transfer }) => transfer.id));
  return { ...page, rows: page.rows.map((row) => ({ ...row, ...figures.get(row.transfer.id)! })) };
}

/** Counts and sums; an item that was left out counts only where all were. */
async function figuresOf(ids: readonly string[]) {
  const moved = sql`${transferItems.outcome} is distinct from 'LEFT_OUT' or ${transfers.status} = 'UNDONE'`;
  const rows = await db()
    .select({
      id: transferItems.transferId,
      items: sql`count(*) filter (where ${moved})`.mapWith(Number),
      bounced: sql`count(*) filter (where ${transferItems.outcome} = 'BOUNCED')`.mapWith(Number),
      amountRupiah: sql`coalesce(sum(${transferItems.amount}) filter (where ${moved}), 0)`.mapWith(Number),
    })
    .from(transferItems)
    .innerJoin(transfers, eq(transfers.id, transferItems.transferId))
    .where(anyOf(transferItems.transferId, ids))
    .groupBy(transferItems.transferId);
  return new Map(rows.map(({ id, ...figures }) => [id, figures]));
}

/** Transfers that were prepared long ago and neither confirmed nor undone: nobody knows whether that money left. */
export async function staleTransfers(now: Date): Promise<Stuck> {
  const before = new Date(now.getTime() - policy.staleTransferAfterMs);
  const stale = and(
    eq(transfers.status, "PREPARED"),
    sql`${transfers.createdAt} < ${before.toISOString()}::timestamptz`,
  );
  const [row] = await db()
    .select({ count: count(), oldestAt: sql<string | null>`min(${transfers.createdAt})` })
    .from(transfers)
    .where(stale);
  const [sum] = await db()
    .select({ amountRupiah: sql`coalesce(sum(${transferItems.amount}), 0)`.mapWith(Number) })
    .from(transferItems)
    .innerJoin(transfers, eq(transfers.id, transferItems.transferId))
    .where(stale);
  const oldestAt = row?.oldestAt ? new Date(row.oldestAt) : null;
  return { count: row?.count ?? 0, amountRupiah: sum?.amountRupiah ?? 0, oldestAt };
}
