import { or } from "drizzle-orm";
import { anyOf } from "#db/conditions.ts";
import { db } from "#db/connection.ts";
import { payouts } from "#domain/bookings/schema/payouts.ts";
import { refunds } from "#domain/bookings/schema/refunds.ts";
import { transferItems } from "#domain/bookings/schema/transfers.ts";
import { wibDay } from "#domain/calendar.ts";
import { type Bounced, bounceItems } from "#domain/transfers/bounce.ts";
import { type Confirmed, confirmTransfer } from "#domain/transfers/confirm.ts";
import { type Preparation, type Prepared, prepareTransfer } from "#domain/transfers/prepare.ts";

/** Transfers as Sari makes them, for stories that are about something else. */

type By = { sari: { id: string }; now: Date };

/** Freezes these payouts or refunds as they stand, in one transfer from BCA. */
export async function prepared(
  { payoutIds = [], refundIds = [] }: { payoutIds?: string[]; refundIds?: string[] },
  { sari, now, ...changes }: By & Partial<Preparation>,
): Promise<Prepared> {
  const kind = payoutIds.length > 0 ? ("PAYOUT" as const) : ("REFUND" as const);
  const columns = kind === "PAYOUT" ? payouts : refunds;
  const rows = await db()
    .select({ id: columns.id, amountRupiah: columns.amount })
    .from(columns)
    .where(anyOf(columns.id, [...payoutIds, ...refundIds]));
  return prepareTransfer({ kind, accountKey: "bca", rows, adminId: sari.id, now, ...changes });
}

/** Sends these payouts or refunds: prepared and confirmed at the same moment. */
export async function transferred(
  ids: { payoutIds?: string[]; refundIds?: string[] },
  { sari, now, transferRef }: By & { transferRef?: string },
): Promise<Confirmed | Prepared> {
  const transfer = await prepared(ids, { sari, now });
  if (!transfer.ok) return transfer;
  const { transferId, code } = transfer;
  const bookedOn = wibDay(now);
  return confirmTransfer({ transferId, transferRef: transferRef ?? code, bookedOn, adminId: sari.id, now });
}

/** The bank returned what was sent of this payout or refund last. */
export async function bounced(
  { payoutId, refundId }: { payoutId?: string; refundId?: string },
  { sari, now, bookedOn }: By & { bookedOn?: string },
): Promise<Bounced> {
  const items = await db()
    .select()
    .from(transferItems)
    .where(
      or(
        anyOf(transferItems.payoutId, payoutId ? [payoutId] : []),
        anyOf(transferItems.refundId, refundId ? [refundId] : []),
      ),
    )
    .orderBy(transferItems.createdAt, transferItems.id);
  const last = items.at(-1);
  if (!last) return { ok: false, reason: "not-found" };
  return bounceItems({ transferId: last.transferId, itemIds: [last.id], bookedOn, adminId: sari.id, now });
}
