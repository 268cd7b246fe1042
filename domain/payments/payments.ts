import { and, eq, isNull } from "drizzle-orm";
import { anyOf } from "#db/any-of.ts";
import type { Transaction } from "#db/connection.ts";
import { type Actor, audit } from "#domain/audit/audit.ts";
import { expireBookings } from "#domain/bookings/bookings.ts";
import { bookings } from "#domain/bookings/schema.ts";
import { payments } from "./schema.ts";

/**
 * AWAITING → EXPIRED for every payment without a proof on trips that are over, and their bookings with them. Runs under
 * the trips' locks. A payment with a proof stays for an admin to decide. Returns the ids of the expired payments.
 */
export async function expireUnpaid(
  tx: Transaction,
  tripIds: readonly string[],
  { actor, now }: { actor: Actor; now: Date },
): Promise<string[]> {
  const expired = await tx
    .update(payments)
    .set({ status: "EXPIRED", updatedAt: now })
    .from(bookings)
    .where(
      and(
        eq(bookings.id, payments.bookingId),
        anyOf(bookings.tripId, tripIds),
        eq(bookings.status, "PENDING_PAYMENT"),
        eq(payments.status, "AWAITING"),
        isNull(payments.proofPath),
      ),
    )
    .returning({ id: payments.id, bookingId: payments.bookingId });
  if (expired.length === 0) return [];
  const rows = expired.map(({ id }) => ({
    actor,
    action: "payment.expire",
    entity: "Payment",
    entityId: id,
    before: { status: "AWAITING" },
    after: { status: "EXPIRED" },
  }));
  await audit(tx, rows, { now });
  await expireBookings(
    tx,
    expired.map(({ bookingId }) => bookingId),
    { actor, now },
  );
  return expired.map(({ id }) => id);
}
