import type { Transfer, TransferItem } from "#domain/bookings/schema/transfers.ts";
import { type Locale, textsFor } from "#texts/index.ts";
import { Badge, type BadgeTone } from "#ui/badge.tsx";

const states: Record<Transfer["status"], BadgeTone> = { PREPARED: "running", CONFIRMED: "ok", UNDONE: "paused" };
const outcomes: Record<NonNullable<TransferItem["outcome"]>, BadgeTone> = {
  PAID: "ok",
  LEFT_OUT: "paused",
  BOUNCED: "stale",
};

/** Where a transfer stands, as a word and a shape. */
export function TransferState({ status, locale }: { status: Transfer["status"]; locale: Locale }) {
  return (
    <Badge tone={states[status]} size="small">
      {textsFor(locale).admin.transfers.states[status]}
    </Badge>
  );
}

/** What became of a row of it; nothing while it is prepared. */
export function Outcome({ outcome, locale }: { outcome: TransferItem["outcome"]; locale: Locale }) {
  if (!outcome) return null;
  return (
    <Badge tone={outcomes[outcome]} size="small">
      {textsFor(locale).admin.transfers.outcomes[outcome]}
    </Badge>
  );
}
