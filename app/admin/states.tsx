import { heldByAdmin } from "#domain/bookings/payouts/rules.ts";
import type { Booking } from "#domain/bookings/rules.ts";
import type { Payment } from "#domain/bookings/schema/payments.ts";
import type { Payout } from "#domain/bookings/schema/payouts.ts";
import type { Refund } from "#domain/bookings/schema/refunds.ts";
import type { Transfer } from "#domain/bookings/schema/transfers.ts";
import type { EmailList } from "#domain/emails/listed.ts";
import type { Trip } from "#domain/trips/rules.ts";
import type { OrganizerProfile } from "#domain/users/organizers.ts";
import { type Locale, textsFor } from "#texts/index.ts";
import { Badge, type BadgeTone } from "#ui/badge.tsx";

/** The states of everything that has some, each a word and a shape. */

type Tones<State extends string> = Record<State, BadgeTone>;

const payment: Tones<Payment["status"]> = { AWAITING: "running", PAID: "ok", EXPIRED: "ended", CANCELLED: "ended" };
const booking: Tones<Booking["status"]> = {
  PENDING_PAYMENT: "running",
  CONFIRMED: "ok",
  EXPIRED: "ended",
  CANCELLED: "ended",
};
const refund: Tones<Refund["status"]> = {
  REQUESTED: "stale",
  APPROVED: "running",
  REJECTED: "ended",
  PAID: "ok",
  CANCELLED: "ended",
};
const payout: Tones<PayoutState> = {
  HELD: "paused",
  HELD_BACK: "stale",
  RELEASED: "running",
  PAID: "ok",
  CANCELLED: "ended",
};
const transfer: Tones<Transfer["status"]> = { PREPARED: "running", CONFIRMED: "ok", UNDONE: "ended" };
const trip: Tones<Trip["status"]> = { OPEN: "ok", FULL: "running", COMPLETED: "ended", CLOSED: "failed" };
const organizer: Tones<OrganizerProfile["status"]> = {
  PENDING: "running",
  APPROVED: "ok",
  REJECTED: "ended",
  SUSPENDED: "failed",
};
const email: Tones<EmailList> = {
  waiting: "running",
  failed: "stale",
  dead: "failed",
  sent: "ok",
  discarded: "ended",
};

type PayoutState = Payout["status"] | "HELD_BACK";

/** A payout's state for who decides about it: what an admin holds back is neither held by the rules nor ready to transfer. */
export function payoutState(payout: Pick<Payout, "status" | "heldBackAt">): PayoutState {
  return heldByAdmin(payout) ? "HELD_BACK" : payout.status;
}

type StateProps = { locale: Locale } & (
  | { of: "payment"; status: Payment["status"] }
  | { of: "booking"; status: Booking["status"] }
  | { of: "refund"; status: Refund["status"] }
  | { of: "payout"; status: PayoutState }
  | { of: "transfer"; status: Transfer["status"] }
  | { of: "trip"; status: Trip["status"] }
  | { of: "organizer"; status: OrganizerProfile["status"] }
  | { of: "email"; status: EmailList }
);

/** One of those states. */
export function State({ of, status, locale }: StateProps) {
  const tones: Record<string, BadgeTone> = { payment, booking, refund, payout, transfer, trip, organizer, email }[of];
  return (
    <Badge tone={tones[status] ?? "ended"} size="small">
      {stateWord(of, status, locale)}
    </Badge>
  );
}

/** The word alone, as it stands in a sentence. */
export function stateWord(of: StateProps["of"], status: string, locale: Locale): string {
  const words: Record<string, string> = textsFor(locale).admin.words[of];
  return words[status] ?? status;
}
