import { eq } from "drizzle-orm";
import { newId } from "#db/columns.ts";
import { anyOf } from "#db/conditions.ts";
import type { Transaction } from "#db/connection.ts";
import { isAsSeen } from "#domain/audit/as-seen.ts";
import type { By } from "#domain/audit/audit.ts";
import { recordNew } from "#domain/audit/change.ts";
import { frozenIn } from "#domain/bookings/frozen.ts";
import { platformAccount } from "#domain/bookings/payments/accounts.ts";
import { bookings } from "#domain/bookings/schema/bookings.ts";
import { payouts } from "#domain/bookings/schema/payouts.ts";
import { refunds } from "#domain/bookings/schema/refunds.ts";
import { type Transfer, transferItems, transfers } from "#domain/bookings/schema/transfers.ts";
import { readableToken } from "#domain/readable-token.ts";
import { withTripLocks } from "#domain/trips/lock.ts";
import { accountOf, type BankAccount, heldAccounts } from "#domain/users/people.ts";
import { organizerProfiles } from "#domain/users/schema.ts";
import { limits } from "#limits.ts";
import { touchTrips, tripsOf } from "./locked.ts";
import { accountMark } from "./rules.ts";

/** A payout or refund as the admin saw it. */
export type ChosenRow = {
  id: string;
  amountRupiah: number;
  /** Its `updatedAt` on the page; see {@link isAsSeen}. */
  seenAt?: Date | undefined;
  /** Which account the page showed, see {@link accountMark}. */
  account?: string | undefined;
};

/** What is to be transferred, and from where. */
export type Preparation = {
  kind: Transfer["kind"];
  /** A `key` of `PLATFORM_BANK_ACCOUNTS`. */
  accountKey: string;
  rows: readonly ChosenRow[];
  note?: string | undefined;
  adminId: string;
  now: Date;
};

/** The transfer, or why there is none. */
export type Prepared =
  | { ok: true; transferId: string; code: string }
  | { ok: false; reason: "none-chosen" | "too-many" | "unknown-account" }
  /** These stand in a prepared transfer already; `code` is the first one's. */
  | { ok: false; reason: "in-transfer"; ids: string[]; code: string }
  /** These are not what the page showed: paid, recalled, held back, of another amount or to another account. */
  | { ok: false; reason: "changed"; ids: string[] }
  /** Nobody said where these go. */
  | { ok: false; reason: "no-account"; ids: string[] };

/**
 * Freezes what was ticked, with its amounts and accounts, as one transfer: all of it or nothing. From then on the bank's
 * files, the confirmation and the money are exactly that.
 * Rule: docs/domain.md#preparing-a-transfer
 */
export async function prepareTransfer(preparation: Preparation): Promise<Prepared> {
  const { kind, accountKey, adminId, now } = preparation;
  const by: By = { actor: { type: "ADMIN", id: adminId }, now };
  const chosen = [...new Map(preparation.rows.map((row) => [row.id, row])).values()];
  const ids = chosen.map(({ id }) => id);
  if (ids.length === 0) return { ok: false, reason: "none-chosen" };
  if (ids.length > limits.transfer.mostItems) return { ok: false, reason: "too-many" };
  if (!platformAccount(accountKey)) return { ok: false, reason: "unknown-account" };
  return withTripLocks(await tripsOf(ids), async (tx, locked): Promise<Prepared> => {
    const rows = await (kind === "PAYOUT" ? payoutsToPay(tx, ids) : refundsToPay(tx, ids));
    const refusal = (await inTransfer(tx, ids)) ?? changed(chosen, rows) ?? withoutAccount(chosen, rows);
    if (refusal) return refusal;
    const transfer = await insertTransfer(tx, preparation, by);
    const items = await tx
      .insert(transferItems)
      .values(chosen.map(({ id }) => itemOf(kind, transfer.id, rows.get(id)!, by)))
      .returning();
    await recordNew(tx, transferItems, items, { action: "transfer.prepare", ...by });
    await touchTrips(
      tx,
      locked.map(({ id }) => id),
    );
    return { ok: true, transferId: transfer.id, code: transfer.code };
  });
}

type Payable = { id: string; amount: number; updatedAt: Date; isDue: boolean; account: BankAccount | null };

/** Who changes their account meanwhile waits until the transfer has it; or was first, and the page showed another one. */
async function payoutsToPay(tx: Transaction, ids: readonly string[]): Promise<Map<string, Payable>> {
  const rows = await tx
    .select({ payout: payouts, userId: organizerProfiles.userId })
    .from(payouts)
    .innerJoin(organizerProfiles, eq(organizerProfiles.id, payouts.organizerId))
    .where(anyOf(payouts.id, ids));
  const accounts = await heldAccounts(tx, [...new Set(rows.map(({ userId }) => userId))]);
  return new Map(
    rows.map(({ payout: { id, amount, updatedAt, status, heldBackAt }, userId }) => {
      const isDue = status === "RELEASED" && heldBackAt === null && amount > 0;
      return [id, { id, amount, updatedAt, isDue, account: accountOf(accounts.get(userId)!) }];
    }),
  );
}

/**
 * A refund knows its account. Who changes theirs takes it along without the trip's lock, so the people are held first:
 * what is read afterwards is what stands.
 */
async function refundsToPay(tx: Transaction, ids: readonly string[]): Promise<Map<string, Payable>> {
  const owners = await tx
    .selectDistinct({ userId: bookings.userId })
    .from(refunds)
    .innerJoin(bookings, eq(bookings.id, refunds.bookingId))
    .where(anyOf(refunds.id, ids));
  await heldAccounts(
    tx,
    owners.map(({ userId }) => userId),
  );
  const rows = await tx.select().from(refunds).where(anyOf(refunds.id, ids));
  return new Map(
    rows.map((refund) => {
      const { id, amount, updatedAt, status } = refund;
      return [id, { id, amount, updatedAt, isDue: status === "APPROVED", account: accountOf(refund) }];
    }),
  );
}

type Refusal = Extract<Prepared, { ok: false }>;

async function inTransfer(tx: Transaction, ids: readonly string[]): Promise<Refusal | undefined> {
  const frozen = await frozenIn(tx, ids);
  const [first] = frozen.values();
  return first && { ok: false, reason: "in-transfer", ids: [...frozen.keys()], code: first.code };
}

function changed(chosen: readonly ChosenRow[], rows: Map<string, Payable>): Refusal | undefined {
  const others = chosen.filter(({ id, amountRupiah, seenAt, account }) => {
    const row = rows.get(id);
    if (!row?.isDue || row.amount !== amountRupiah || !isAsSeen(row, seenAt)) return true;
    return account !== undefined && row.account !== null && accountMark(row.account) !== account;
  });
  return others.length > 0 ? { ok: false, reason: "changed", ids: others.map(({ id }) => id) } : undefined;
}

function withoutAccount(chosen: readonly ChosenRow[], rows: Map<string, Payable>): Refusal | undefined {
  const ids = chosen.map(({ id }) => id).filter((id) => !rows.get(id)!.account);
  return ids.length > 0 ? { ok: false, reason: "no-account", ids } : undefined;
}

async function insertTransfer(tx: Transaction, { kind, accountKey, note }: Preparation, by: By): Promise<Transfer> {
  for (;;) {
    const code = `TF-${readableToken(5)}`;
    const row = { id: newId(), code, kind, accountKey, status: "PREPARED" as const, note: note || null };
    const [transfer] = await tx
      .insert(transfers)
      .values({ ...row, preparedById: by.actor.id ?? null, createdAt: by.now, updatedAt: by.now })
      .onConflictDoNothing({ target: transfers.code })
      .returning();
    if (!transfer) continue;
    await recordNew(tx, transfers, [transfer], { action: "transfer.prepare", ...by });
    return transfer;
  }
}

function itemOf(kind: Transfer["kind"], transferId: string, { id, amount, account }: Payable, { now }: By) {
  const { bankName, bankAccountNo, bankAccountName } = account!;
  const of = kind === "PAYOUT" ? { payoutId: id } : { refundId: id };
  const stamps = { createdAt: now, updatedAt: now };
  return { id: newId(), transferId, ...of, amount, bankName, bankAccountNo, bankAccountName, ...stamps };
}
