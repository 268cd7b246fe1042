import { and, eq, inArray, sql } from "drizzle-orm";
import { type Transaction, transaction } from "#db/connection.ts";
import type { By } from "#domain/audit/audit.ts";
import { change } from "#domain/audit/change.ts";
import { transferItems, transfers } from "#domain/bookings/schema/transfers.ts";
import { type LineRefusal, releaseLine, takeLine } from "#domain/statements/lines.ts";

/** What became of a match; a transfer that is not confirmed or has a line already is `transfer-taken`. */
export type TransferMatched = { ok: true } | { ok: false; reason: LineRefusal | "transfer-taken" | "not-found" };

/**
 * A confirmed transfer meets its debit on the statement, which is all that left the account then: what came back since, too.
 * Rule: docs/domain.md#matching-a-line
 */
export function matchTransfer(match: {
  transferId: string;
  lineId: string;
  adminId: string;
  now: Date;
}): Promise<TransferMatched> {
  const { transferId, lineId, adminId, now } = match;
  const by: By = { actor: { type: "ADMIN", id: adminId }, now };
  return transaction(async (tx): Promise<TransferMatched> => {
    const [transfer] = await tx.select().from(transfers).where(eq(transfers.id, transferId)).for("update");
    if (!transfer) return { ok: false, reason: "not-found" };
    if (transfer.status !== "CONFIRMED" || transfer.statementLineId) return { ok: false, reason: "transfer-taken" };
    const { accountKey } = transfer;
    const amountRupiah = -(await totalOf(tx, transferId));
    const taken = await takeLine(tx, { lineId, accountKey, amountRupiah, kind: "TRANSFER" }, by);
    if (!taken.ok) return taken;
    const values = { statementLineId: lineId, bookedOn: taken.line.bookedOn };
    await change(tx, transfers, [transfer], { values, action: "statement.match", ...by });
    return { ok: true };
  });
}

async function totalOf(tx: Transaction, transferId: string): Promise<number> {
  const total = sql`coalesce(sum(${transferItems.amount}), 0)`.mapWith(Number);
  const left = inArray(transferItems.outcome, ["PAID", "BOUNCED"]);
  const [row] = await tx
    .select({ total })
    .from(transferItems)
    .where(and(eq(transferItems.transferId, transferId), left));
  return row?.total ?? 0;
}

/**
 * Takes the match of a line away: the transfer stays confirmed, the line is OPEN again.
 * Rule: docs/domain.md#matching-a-line
 */
export function unmatchTransfer({
  lineId,
  adminId,
  now,
}: {
  lineId: string;
  adminId: string;
  now: Date;
}): Promise<{ ok: true } | { ok: false; reason: "not-found" }> {
  const by: By = { actor: { type: "ADMIN", id: adminId }, now };
  return transaction(async (tx) => {
    const [transfer] = await tx.select().from(transfers).where(eq(transfers.statementLineId, lineId)).for("update");
    if (!transfer) return { ok: false, reason: "not-found" };
    await change(tx, transfers, [transfer], { values: { statementLineId: null }, action: "statement.unmatch", ...by });
    await releaseLine(tx, lineId, by);
    return { ok: true };
  });
}
