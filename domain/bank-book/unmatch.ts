import { eq } from "drizzle-orm";
import { transaction } from "#db/connection.ts";
import { unmatchReceipt } from "#domain/bookings/receipts/match.ts";
import { transfers } from "#domain/bookings/schema/transfers.ts";
import { findLine, lockLine, releaseLine } from "#domain/statements/lines.ts";
import { unmatchTransfer } from "#domain/transfers/match.ts";

/**
 * Makes a line OPEN again: its receipt or transfer stays as it is, without the line, and nothing else is touched.
 * Rule: docs/domain.md#matching-a-line
 */
export async function reopenLine(reopening: {
  lineId: string;
  adminId: string;
  now: Date;
}): Promise<{ ok: true } | { ok: false; reason: "not-found" }> {
  const { lineId, adminId, now } = reopening;
  const line = await findLine(lineId);
  if (!line) return { ok: false, reason: "not-found" };
  if (line.kind === "OPEN") return { ok: true };
  if (line.kind === "RECEIPT") return unmatchReceipt(reopening);
  const unmatched = line.kind === "TRANSFER" ? await unmatchTransfer(reopening) : undefined;
  if (unmatched?.ok) return unmatched;
  return transaction(async (tx) => {
    const still = await lockLine(tx, lineId);
    const isMatched =
      still?.kind === "RECEIPT" || (await tx.$count(transfers, eq(transfers.statementLineId, lineId))) > 0;
    if (!still || isMatched) return { ok: false, reason: "not-found" };
    await releaseLine(tx, lineId, { actor: { type: "ADMIN", id: adminId }, now });
    return { ok: true };
  });
}
