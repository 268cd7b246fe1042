import type { Transaction } from "#db/connection.ts";
import type { By } from "#domain/audit/audit.ts";
import { change } from "#domain/audit/change.ts";
import type { BookingFile } from "#domain/bookings/booking-file.ts";
import { type Refund, refunds } from "#domain/bookings/schema/refunds.ts";

/**
 * APPROVED → CANCELLED: money that never came cannot go back. Only for a void receipt, under the trip's lock. Returns the booking
 * file without them among what is owed.
 */
export async function withdrawRefunds(
  tx: Transaction,
  bookingFile: BookingFile,
  withdrawn: readonly Refund[],
  by: By,
): Promise<BookingFile> {
  const values = { status: "CANCELLED" as const };
  const changed = await change(tx, refunds, withdrawn, { values, action: "refund.cancel", ...by });
  const byId = new Map(changed.map((refund) => [refund.id, refund]));
  return { ...bookingFile, refunds: bookingFile.refunds.map((refund) => byId.get(refund.id) ?? refund) };
}
