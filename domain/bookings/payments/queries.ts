import { and, eq, exists, isNotNull, isNull, lt, not, or, type SQL, sql } from "drizzle-orm";
import { QueryBuilder } from "drizzle-orm/pg-core";
import { payments } from "#domain/bookings/schema/payments.ts";
import { receipts } from "#domain/bookings/schema/receipts.ts";
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

/** Longer than policy lets a payment wait; one that had a receipt has a later deadline, for its rest or to put a mistake right. */
function waitsTooLong(now: Date): SQL | undefined {
  const before = new Date(now.getTime() - policy.stalePaymentAfterMs);
  const deadlineBefore = new Date(now.getTime() - (policy.stalePaymentAfterMs - policy.paymentDeadlineMs));
  const hadReceipt = exists(
    new QueryBuilder().select({ one: sql`1` }).from(receipts).where(eq(receipts.paymentId, payments.id)),
  );
  const isLate = or(lt(payments.expiresAt, deadlineBefore), not(hadReceipt));
  return and(eq(payments.status, "AWAITING"), lt(payments.createdAt, before), isLate);
}

function count(where: SQL | undefined): Promise<Stuck> {
  return countStuck(payments, { where, amount: payments.amount, since: payments.createdAt });
}
