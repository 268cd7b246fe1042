import { randomInt } from "node:crypto";
import { and, between, eq, gt, isNotNull, or, type SQL, sql } from "drizzle-orm";
import { newId } from "#db/columns.ts";
import { db, type Transaction } from "#db/connection.ts";
import type { AuditRow, By } from "#domain/audit/audit.ts";
import { newRow } from "#domain/audit/change.ts";
import type { Booking } from "#domain/bookings/rules.ts";
import type { Payment } from "#domain/bookings/schema/payments.ts";
import { payments } from "#domain/bookings/schema/payments.ts";
import { policy } from "#domain/policy.ts";
import type { Trip } from "#domain/trips/rules.ts";
import { expiresAt } from "./rules.ts";

/** Unique codes are 1 to this, so that they fill the last three digits. */
const highestCode = 999;

type Wanted = { bankAccountKey: string; totalAmount: number; now: Date };

/**
 * Amounts above a price that nobody may be asked for, as one of a query's columns: somebody has to pay them now, or may
 * have paid them lately, so that a late or a second transfer does not look like another's. One that nobody was ever
 * likely to pay, since there was neither a proof nor money, is free at once: booking and cancelling uses nothing up.
 * Rule: docs/domain.md#the-amount-to-transfer
 */
export function amountsInUse({ bankAccountKey, totalAmount, now }: Wanted): SQL<number[]> {
  const lately = new Date(now.getTime() - policy.uniqueCodeRestMs);
  const used = db()
    .select({ amount: payments.amount })
    .from(payments)
    .where(
      and(
        eq(payments.bankAccountKey, bankAccountKey),
        between(payments.amount, totalAmount + 1, totalAmount + highestCode),
        or(
          eq(payments.status, "AWAITING"),
          and(hadProofOrMoney, or(gt(payments.expiresAt, lately), gt(payments.paidAt, lately))),
        ),
      ),
    );
  return sql<number[]>`array(${used})`;
}

/** A rejected proof is no longer there, but what its sender was told is. */
const hadProofOrMoney = or(
  isNotNull(payments.proofUploadedAt),
  isNotNull(payments.rejectReason),
  isNotNull(payments.receivedAmount),
);

/**
 * Asks for the transfer that pays a booking: its price plus a random code, so that no two payments that wait on one
 * account are for the same amount. `inUse` is what {@link amountsInUse} said under the trip's lock. Returns nothing when
 * all 999 codes of that price are taken or may have been paid lately. The caller writes {@link requestRow} down.
 */
export async function requestPayment(
  tx: Transaction,
  { trip, booking, bankAccountKey, inUse }: { trip: Trip; booking: Booking; bankAccountKey: string; inUse: number[] },
  { now }: { now: Date },
): Promise<Payment | undefined> {
  const { totalAmount } = booking;
  for (let taken = inUse; ; taken = await readAmountsInUse(tx, { bankAccountKey, totalAmount, now })) {
    const uniqueCode = freeCode(totalAmount, taken);
    if (uniqueCode === undefined) return undefined;
    const [payment] = await tx
      .insert(payments)
      .values({
        id: newId(),
        bookingId: booking.id,
        method: "MANUAL_TRANSFER",
        status: "AWAITING",
        bankAccountKey,
        uniqueCode,
        amount: totalAmount + uniqueCode,
        expiresAt: expiresAt(trip, now),
        createdAt: now,
        updatedAt: now,
      })
      // Another trip's booking may take the amount meanwhile. A raised violation would end the transaction.
      .onConflictDoNothing()
      .returning();
    if (payment) return payment;
  }
}

/** Another amount for a payment whose own is asked of somebody else by now; nothing where all codes of its price are in use. */
export async function freeAmount(
  tx: Transaction,
  wanted: Wanted,
): Promise<Partial<Pick<Payment, "uniqueCode" | "amount">>> {
  const uniqueCode = freeCode(wanted.totalAmount, await readAmountsInUse(tx, wanted));
  return uniqueCode === undefined ? {} : { uniqueCode, amount: wanted.totalAmount + uniqueCode };
}

/** The audit row of a payment that was asked for. */
export function requestRow(payment: Payment, { actor }: Pick<By, "actor">): AuditRow {
  return newRow(payments, payment, { action: "payment.request", actor });
}

function freeCode(totalAmount: number, inUse: number[]): number | undefined {
  const taken = new Set(inUse);
  const free = Array.from({ length: highestCode }, (_, at) => at + 1).filter((code) => !taken.has(totalAmount + code));
  return free.length === 0 ? undefined : free[randomInt(free.length)];
}

async function readAmountsInUse(tx: Transaction, wanted: Wanted): Promise<number[]> {
  const { rows } = await tx.execute<{ inUse: number[] }>(sql`select ${amountsInUse(wanted)} as "inUse"`);
  return rows[0]!.inUse;
}
