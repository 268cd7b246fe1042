import { and, eq, sql } from "drizzle-orm";
import { anyOf } from "#db/conditions.ts";
import type { Transaction } from "#db/connection.ts";
import type { By } from "#domain/audit/audit.ts";
import { change } from "#domain/audit/change.ts";
import { payouts } from "#domain/bookings/schema/payouts.ts";
import { refunds } from "#domain/bookings/schema/refunds.ts";
import { type TransferItem, transferItems, transfers } from "#domain/bookings/schema/transfers.ts";
import { wibDay } from "#domain/calendar.ts";
import { enqueueEmails } from "#domain/emails/emails.ts";
import { type LineRefusal, takeLine } from "#domain/statements/lines.ts";
import { type LockedTransfer, type NoTransfer, type NotPrepared, touchTrips, withTransfer } from "./locked.ts";
import { paidMails } from "./mails.ts";
import { bankLines } from "./rules.ts";
import { takeBack } from "./undo.ts";

/** What the bank did with a prepared transfer. */
export type Confirmation = {
  transferId: string;
  /** The bank's reference, once an account. */
  transferRef: string;
  /** The day at the bank. */
  bookedOn: string;
  /** The items that the bank did not take, by their ids. */
  leftOut?: readonly string[];
  /** The line of the statement that shows it, where it is confirmed from there. */
  lineId?: string | undefined;
  note?: string | undefined;
  adminId: string;
  now: Date;
};

/** Whether exactly the rest is paid now, or why nothing is. */
export type Confirmed =
  | { ok: true; paidRupiah: number }
  | NoTransfer
  | NotPrepared
  /** What was left out is none of its items; or all of it, which undoes it. */
  | { ok: false; reason: "unknown-items" | "nothing-left" }
  /** It cannot have been then: not before it was prepared, and not tomorrow. */
  | { ok: false; reason: "day"; from: string; to: string }
  /** The transfer `code` from this account has that reference. */
  | { ok: false; reason: "reference-used"; code: string }
  | { ok: false; reason: LineRefusal };

/**
 * PREPARED → CONFIRMED: an admin has made the transfer at the bank. Marks exactly what it froze as paid, but what was left
 * out: that is owed as before. Nothing else marks money as paid.
 * Rule: docs/domain.md#confirming-a-transfer
 */
export function confirmTransfer(confirmation: Confirmation): Promise<Confirmed> {
  const { transferId, adminId, now } = confirmation;
  const by: By = { actor: { type: "ADMIN", id: adminId }, now };
  return withTransfer(transferId, async (tx, locked): Promise<Confirmed> => {
    const { transfer, items, tripIds } = locked;
    if (transfer.status !== "PREPARED") return { ok: false, reason: "status", status: transfer.status };
    const left = new Set(confirmation.leftOut);
    const [paid, leftOut] = [items.filter(({ id }) => !left.has(id)), items.filter(({ id }) => left.has(id))];
    const amountRupiah = paid.reduce((sum, { amount }) => sum + amount, 0);
    if (leftOut.length < left.size) return { ok: false, reason: "unknown-items" };
    if (paid.length === 0) return { ok: false, reason: "nothing-left" };
    const refusal = await refused(tx, locked, { confirmation, amountRupiah }, by);
    if (refusal) return refusal;

    const { transferRef, bookedOn, lineId = null, note } = confirmation;
    const done = { status: "CONFIRMED" as const, transferRef, bookedOn, confirmedById: adminId, confirmedAt: now };
    const values = { ...done, statementLineId: lineId, note: note || transfer.note };
    const [confirmed] = await change(tx, transfers, [transfer], { values, action: "transfer.confirm", ...by });
    await change(tx, transferItems, paid, { values: { outcome: "PAID" }, action: "transfer.confirm", ...by });
    await markPaid(tx, paid, { transferRef, paidAt: now, paidById: adminId }, by);
    await takeBack(tx, leftOut, by);
    await touchTrips(tx, tripIds);
    await enqueueEmails(tx, await paidMails(tx, confirmed!, paid), by);
    return { ok: true, paidRupiah: amountRupiah };
  });
}

type Refusal = Extract<Confirmed, { ok: false }>;
type Asked = { confirmation: Confirmation; amountRupiah: number };

/** Why it cannot be confirmed like this; takes the statement's line where all is well. */
async function refused(
  tx: Transaction,
  { transfer }: LockedTransfer,
  { confirmation, amountRupiah }: Asked,
  by: By,
): Promise<Refusal | undefined> {
  const { transferRef, bookedOn, lineId } = confirmation;
  const { accountKey } = transfer;
  const [from, to] = [wibDay(transfer.createdAt), wibDay(by.now)];
  if (bookedOn < from || bookedOn > to) return { ok: false, reason: "day", from, to };
  const code = await usedBy(tx, { accountKey, transferRef });
  if (code) return { ok: false, reason: "reference-used", code };
  if (!lineId) return undefined;
  const taken = await takeLine(tx, { lineId, accountKey, amountRupiah: -amountRupiah, kind: "TRANSFER" }, by);
  return taken.ok ? undefined : taken;
}

/** The transfer that has this reference already. Two that want the same one at once come here one after the other. */
async function usedBy(tx: Transaction, { accountKey, transferRef }: { accountKey: string; transferRef: string }) {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`${accountKey} ${transferRef}`}, 0))`);
  const [used] = await tx
    .select({ code: transfers.code })
    .from(transfers)
    .where(
      and(
        eq(transfers.accountKey, accountKey),
        eq(transfers.transferRef, transferRef),
        eq(transfers.status, "CONFIRMED"),
      ),
    )
    .limit(1);
  return used?.code;
}

type PaidBy = { transferRef: string; paidAt: Date; paidById: string };

/** The rows behind the items, to the accounts that were frozen with them. */
async function markPaid(tx: Transaction, items: readonly TransferItem[], paidBy: PaidBy, by: By): Promise<void> {
  const values = { status: "PAID" as const, ...paidBy };
  const refundIds = items.flatMap(({ refundId }) => refundId ?? []);
  const owed = await tx.select().from(refunds).where(anyOf(refunds.id, refundIds));
  await change(tx, refunds, owed, { values, action: "refund.pay", ...by });
  for (const { account, items: group } of bankLines(items.filter(({ payoutId }) => payoutId))) {
    const ids = group.map(({ payoutId }) => payoutId!);
    const released = await tx.select().from(payouts).where(anyOf(payouts.id, ids));
    await change(tx, payouts, released, { values: { ...values, ...account }, action: "payout.pay", ...by });
  }
}
