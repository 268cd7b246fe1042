import { randomInt } from "node:crypto";
import { and, between, eq, gt, or } from "drizzle-orm";
import { newId } from "#db/columns.ts";
import type { Transaction } from "#db/connection.ts";
import type { By } from "#domain/audit/audit.ts";
import { recordNew } from "#domain/audit/change.ts";
import type { Booking } from "#domain/bookings/booking.ts";
import { policy } from "#domain/policy.ts";
import type { Trip } from "#domain/trips/trip.ts";
import { expiresAt, type Payment } from "./payment.ts";
import { payments } from "./schema.ts";

/** Unique codes are 1 to this, so that they fill the last three digits. */
const highestCode = 999;

/**
 * Asks for the transfer that pays a booking: its price plus a random code, so that no two payments that wait on one
 * account are for the same amount. Returns nothing when all 999 codes of that price are taken or were used lately.
 */
export async function requestPayment(
  tx: Transaction,
  { trip, booking, bankAccountKey }: { trip: Trip; booking: Booking; bankAccountKey: string },
  by: By,
): Promise<Payment | undefined> {
  for (;;) {
    const free = await freeCodes(tx, { bankAccountKey, total: booking.totalAmount, now: by.now });
    if (free.length === 0) return undefined;
    const uniqueCode = free[randomInt(free.length)]!;
    const [payment] = await tx
      .insert(payments)
      .values({
        id: newId(),
        bookingId: booking.id,
        method: "MANUAL_TRANSFER",
        status: "AWAITING",
        bankAccountKey,
        uniqueCode,
        amount: booking.totalAmount + uniqueCode,
        expiresAt: expiresAt(trip, by.now),
        createdAt: by.now,
        updatedAt: by.now,
      })
      // Another trip's booking may take the amount meanwhile. A raised violation would end the transaction.
      .onConflictDoNothing()
      .returning();
    if (!payment) continue;
    await recordNew(tx, payments, [payment], {
      columns: ["status", "amount", "expiresAt"],
      action: "payment.request",
      ...by,
    });
    return payment;
  }
}

/** Codes that make an amount nobody has to pay now or had to pay lately: a late transfer must not look like another's. */
async function freeCodes(
  tx: Transaction,
  { bankAccountKey, total, now }: { bankAccountKey: string; total: number; now: Date },
): Promise<number[]> {
  const lately = new Date(now.getTime() - policy.uniqueCodeRestMs);
  const used = await tx
    .select({ amount: payments.amount })
    .from(payments)
    .where(
      and(
        eq(payments.bankAccountKey, bankAccountKey),
        between(payments.amount, total + 1, total + highestCode),
        or(eq(payments.status, "AWAITING"), gt(payments.expiresAt, lately)),
      ),
    );
  const amounts = new Set(used.map(({ amount }) => amount));
  const codes = Array.from({ length: highestCode }, (_, at) => at + 1);
  return codes.filter((code) => !amounts.has(total + code));
}
