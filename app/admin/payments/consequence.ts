import type { Unusable } from "#domain/bookings/payments/rules.ts";

/** What accepting an amount would come to. `rupiah` is what then goes back, is missing, or is rounding. */
export type Consequence = { kind: ConsequenceKind; rupiah: number };

/** See {@link Consequence}; the keys of its sentences. */
export type ConsequenceKind = Unusable | "empty" | "confirmed" | "surplus" | "rounding" | "late" | "trip-done" | "wait";

/** The payment as it stands. `expected` is what its whole amount would come to now. */
export type Awaited = {
  totalAmount: number;
  amount: number;
  /** What came before, in rupiah. */
  received: number;
  /** Less than this is not transferred back. */
  smallestRefund: number;
  /** Whether the rest may be waited for. */
  mayWait: boolean;
  expired: boolean;
  /** Its last day has passed. */
  tripIsDone: boolean;
  expected: "confirmed" | Unusable;
};

/** Tells an admin before they accept; what counts is what the verb finds under the trip's lock. */
export function consequence(typed: number | undefined, awaited: Awaited, ifShort: "wait" | "return"): Consequence {
  if (!typed) return { kind: "empty", rupiah: 0 };
  const { totalAmount, amount, mayWait, expired, tripIsDone, expected, smallestRefund } = awaited;
  const received = awaited.received + typed;
  if (expected !== "confirmed") return { kind: expected, rupiah: received };
  if (received < totalAmount && mayWait && ifShort === "wait") return { kind: "wait", rupiah: totalAmount - received };
  if (received < totalAmount) return { kind: "short", rupiah: received };
  const surplus = received - amount;
  if (surplus > 0) return { kind: surplus < smallestRefund ? "rounding" : "surplus", rupiah: surplus };
  if (tripIsDone) return { kind: "trip-done", rupiah: 0 };
  return { kind: expired ? "late" : "confirmed", rupiah: 0 };
}
