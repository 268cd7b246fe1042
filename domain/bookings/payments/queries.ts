import { and, eq, isNotNull, isNull, lt, type SQL } from "drizzle-orm";
import { payments } from "#domain/bookings/schema/payments.ts";
import { countStuck, type Stuck } from "#domain/lists/stuck.ts";
import { policy } from "#domain/policy.ts";

/** Payments whose proof nobody has looked at for longer than any deadline allows. An admin decides them, and no job does. */
export function lateProofs(now: Date): Promise<Stuck> {
  return count(and(waitsTooLong(now), isNotNull(payments.proofPath)));
}

/** Payments without a proof that wait longer than any deadline allows: nothing expires unpaid bookings any more. */
export function unexpiredPayments(now: Date): Promise<Stuck> {
  return count(isUnexpired(now));
}

/** The rule behind {@link unexpiredPayments}, for the list that its banner leads to. */
export function isUnexpired(now: Date): SQL | undefined {
  return and(waitsTooLong(now), isNull(payments.proofPath));
}

function waitsTooLong(now: Date): SQL | undefined {
  const before = new Date(now.getTime() - policy.stalePaymentAfterMs);
  return and(eq(payments.status, "AWAITING"), lt(payments.createdAt, before));
}

function count(where: SQL | undefined): Promise<Stuck> {
  return countStuck(payments, { where, amount: payments.amount, since: payments.createdAt });
}
