import { and, eq, lt } from "drizzle-orm";
import { policy } from "#domain/policy.ts";
import { countStuck, type Stuck } from "#domain/stuck.ts";
import { payments } from "./schema.ts";

/**
 * Payments that wait longer than any deadline allows: either nothing expires unpaid bookings any more, or a proof lies
 * there that nobody has looked at.
 */
export function stuckPayments(now: Date): Promise<Stuck> {
  const before = new Date(now.getTime() - policy.stalePaymentAfterMs);
  const where = and(eq(payments.status, "AWAITING"), lt(payments.createdAt, before));
  return countStuck(payments, { where, amount: payments.amount, since: payments.createdAt });
}
