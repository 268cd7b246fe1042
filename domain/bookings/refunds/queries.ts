import { and, eq, lt, type SQL } from "drizzle-orm";
import { refunds } from "#domain/bookings/schema/refunds.ts";
import { countStuck, type Stuck } from "#domain/lists/stuck.ts";
import { policy } from "#domain/policy.ts";

/** Refunds that were promised a week ago and have not been transferred. */
export function stuckRefunds(now: Date): Promise<Stuck> {
  return countStuck(refunds, { where: isStuck(now), amount: refunds.amount, since: refunds.approvedAt });
}

/** Disputes that no admin has decided for days. */
export function undecidedDisputes(now: Date): Promise<Stuck> {
  const before = new Date(now.getTime() - policy.staleDisputeAfterMs);
  const where = and(eq(refunds.status, "REQUESTED"), lt(refunds.createdAt, before));
  return countStuck(refunds, { where, amount: refunds.amount, since: refunds.createdAt });
}

/** The rule behind {@link stuckRefunds}, for the list that its banner leads to. */
export function isStuck(now: Date): SQL | undefined {
  const before = new Date(now.getTime() - policy.staleRefundAfterMs);
  return and(eq(refunds.status, "APPROVED"), lt(refunds.approvedAt, before));
}
