import { eq } from "drizzle-orm";
import { isAsSeen } from "#domain/audit/as-seen.ts";
import { change } from "#domain/audit/change.ts";
import { type NotFound, withBookingFile } from "#domain/bookings/booking-file.ts";
import { frozenIn } from "#domain/bookings/frozen.ts";
import type { Payout } from "#domain/bookings/schema/payouts.ts";
import { payouts } from "#domain/bookings/schema/payouts.ts";
import { policy } from "#domain/policy.ts";

/** Whether the payout is held again, or why not. */
export type PayoutRecalled =
  | { ok: true }
  | NotFound
  /** It is not released, or came back there since it was seen: `status` is where it stands. */
  | { ok: false; reason: "status"; status: Payout["status"] }
  /** It stands in this prepared transfer: the bank may have its file already. */
  | { ok: false; reason: "in-transfer"; code: string };

/**
 * RELEASED → HELD: "Tarik kembali", for three more days. The only way to refund anything once money was released; after
 * it is PAID there is none. What an admin holds back stays held back.
 * Rule: docs/domain.md#taking-released-money-back
 */
export function recallPayout(recall: {
  payoutId: string;
  adminId: string;
  /** The payout's `updatedAt` on the page; see {@link isAsSeen}. */
  seenAt?: Date | undefined;
  now: Date;
}): Promise<PayoutRecalled> {
  const { payoutId, adminId, seenAt, now } = recall;
  const heldUntil = new Date(now.getTime() + policy.payoutRecallMs);
  return withBookingFile(eq(payouts.id, payoutId), async (tx, { payout }): Promise<PayoutRecalled> => {
    const { status } = payout!;
    if (status !== "RELEASED" || !isAsSeen(payout!, seenAt)) return { ok: false, reason: "status", status };
    const frozen = (await frozenIn(tx, [payoutId])).get(payoutId);
    if (frozen) return { ok: false, reason: "in-transfer", code: frozen.code };
    const values = { status: "HELD" as const, heldUntil, releasedAt: null };
    const by = { actor: { type: "ADMIN" as const, id: adminId }, now };
    await change(tx, payouts, [payout!], { values, action: "payout.recall", ...by });
    return { ok: true };
  });
}
