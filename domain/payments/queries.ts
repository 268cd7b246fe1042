import { and, eq, lt, type SQL } from "drizzle-orm";
import { policy } from "#domain/policy.ts";
import { countStuck, type Stuck } from "#domain/stuck.ts";
import { payments } from "./schema.ts";

/**
 * Payments that wait longer than any deadline allows: either nothing expires unpaid bookings any more, or a proof lies
 * there that nobody has looked at.
 */
export function stuckPayments(now: Date): Promise<Stuck> {
  return countStuck(payments, { where: isStuck(now), amount: payments.amount, since: payments.createdAt });
}

/** The rule behind {@link stuckPayments}, for the list that its banner leads to. */
export function isStuck(now: Date): SQL | undefined {
  const before = new Date(now.getTime() - policy.stalePaymentAfterMs);
  return and(eq(payments.status, "AWAITING"), lt(payments.createdAt, before));
}
