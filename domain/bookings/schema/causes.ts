/**
 * Reasons that the domain gives by itself, kept as codes beside what people typed: the sentences are those of the reader's
 * language (`texts/<language>/reasons.ts`). Rule: docs/domain.md#reasons-are-codes
 */

/** Why money cannot be used for the booking it was sent for. */
export const unusableCauses = [
  "short",
  "cancelled",
  "sold-out",
  "trip-over",
  "booked-again",
  "days-changed",
  "rest-missing",
  "returned-before",
] as const;

/** Why money goes back that a participant sent: it cannot be used, or it is more than was asked for. */
export const refundCauses = [...unusableCauses, "surplus"] as const;

/** Why a payout is held back that no admin held back by itself. */
export const holdCauses = ["suspended"] as const;
