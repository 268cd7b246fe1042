import type { Unusable } from "#domain/bookings/payments/rules.ts";

/** What accepting an amount would come to. `rupiah` is what then goes back to the participant. */
export type Consequence = { kind: ConsequenceKind; rupiah: number };

/** See {@link Consequence}; the keys of its sentences. */
export type ConsequenceKind =
  | "empty"
  | "confirmed"
  | "surplus"
  | "late"
  | "trip-done"
  | "short"
  | "cancelled"
  | "sold-out"
  | "trip-over"
  | "booked-again"
  | "days-changed"
  | "rest-missing"
  | "returned-before";

/** The payment as it stands. `foreseen` is what its whole amount would come to now. */
export type Awaited = {
  totalAmount: number;
  amount: number;
  expired: boolean;
  /** Its last day has passed. */
  tripIsDone: boolean;
  foreseen: "confirmed" | Unusable;
};

/** Tells an admin before he accepts; what counts is what the verb finds under the trip's lock. */
export function consequence(received: number | undefined, awaited: Awaited): Consequence {
  if (!received) return { kind: "empty", rupiah: 0 };
  const { totalAmount, amount, expired, tripIsDone, foreseen } = awaited;
  if (foreseen !== "confirmed") return { kind: foreseen, rupiah: received };
  if (received < totalAmount) return { kind: "short", rupiah: received };
  if (received > amount) return { kind: "surplus", rupiah: received - amount };
  if (tripIsDone) return { kind: "trip-done", rupiah: 0 };
  return { kind: expired ? "late" : "confirmed", rupiah: 0 };
}
