import { and, eq, lt } from "drizzle-orm";
import { policy } from "#domain/policy.ts";
import { countStuck, type Stuck } from "#domain/stuck.ts";
import { refunds } from "./schema.ts";

/** Refunds that were promised a week ago and have not been transferred. */
export function stuckRefunds(now: Date): Promise<Stuck> {
  const before = new Date(now.getTime() - policy.staleRefundAfterMs);
  const where = and(eq(refunds.status, "APPROVED"), lt(refunds.approvedAt, before));
  return countStuck(refunds, { where, amount: refunds.amount, since: refunds.approvedAt });
}
