import type { Payout } from "#domain/bookings/schema/payouts.ts";
import { type Locale, textsFor } from "#texts/index.ts";

/** Why a payout is held back: the rule that did it, where one did, and what an admin typed. */
export function holdWords({ holdCause, holdReason }: Pick<Payout, "holdCause" | "holdReason">, locale: Locale): string {
  return [holdCause && textsFor(locale).reasons.hold[holdCause], holdReason].filter(Boolean).join(": ");
}
