import type { BookingState } from "#domain/bookings/state.ts";
import type { Texts } from "#texts/index.ts";
import { Badge, type BadgeTone } from "#ui/badge.tsx";

const tones: Record<BookingState, BadgeTone> = {
  "to-pay": "stale",
  rejected: "failed",
  "under-review": "running",
  expired: "ended",
  cancelled: "ended",
  upcoming: "ok",
  "under-way": "running",
  over: "ended",
};

/** Where a booking stands, as a word with its colour and shape. */
export function StateBadge({ state, texts }: { state: BookingState; texts: Texts["bookings"] }) {
  return <Badge tone={tones[state]}>{texts.stages[state]}</Badge>;
}
