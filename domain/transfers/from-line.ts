import { findLine } from "#domain/statements/lines.ts";
import { type Confirmed, confirmTransfer } from "./confirm.ts";

/**
 * A prepared transfer meets its debit on the statement: all of it is confirmed, on the line's day, and the line is matched in the
 * same transaction. Refused where the line is of another amount than all of it: what the bank did not take is ticked off on the
 * transfer's own page.
 * Rule: docs/domain.md#confirming-a-transfer
 */
export async function confirmFromLine(confirmation: {
  lineId: string;
  transferId: string;
  /** The bank's reference, once an account. */
  transferRef: string;
  adminId: string;
  now: Date;
}): Promise<Confirmed> {
  const line = await findLine(confirmation.lineId);
  if (!line) return { ok: false, reason: "line-not-found" };
  return confirmTransfer({ ...confirmation, bookedOn: line.bookedOn });
}
