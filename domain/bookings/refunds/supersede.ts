import type { Transaction } from "#db/connection.ts";
import type { By } from "#domain/audit/audit.ts";
import { change } from "#domain/audit/change.ts";
import type { Refund } from "#domain/bookings/schema/refunds.ts";
import { refunds } from "#domain/bookings/schema/refunds.ts";

/**
 * REQUESTED → REJECTED for disputes that no longer need a decision, because everything goes back anyway. Runs under the
 * trip's lock; the mail about the money is the only one.
 */
export async function supersedeDisputes(tx: Transaction, disputes: readonly Refund[], by: By): Promise<void> {
  const values = { status: "REJECTED" as const };
  await change(tx, refunds, disputes, { values, action: "refund.reject", why: "superseded", ...by });
}
