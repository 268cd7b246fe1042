import { count, rupiah } from "#texts/format.ts";
import { account, cancelled, closed } from "./examples.ts";
import { appLink } from "./links.ts";
import { type Account, accountGaps } from "./money-back.ts";
import { defineTemplate } from "./template.ts";

type Cancellation = {
  name: string;
  tripTitle: string;
  bookingCode: string;
  pax: number;
  cancelledBy: "PARTICIPANT" | "ADMIN";
  reason: string | null;
  /** 0 when nothing goes back. */
  refundRupiah: number;
};

/** The values of a refund that may be none: `amount` is absent then. */
const refundGaps = (refundRupiah: number, account: Account) => ({
  amount: refundRupiah > 0 ? rupiah(refundRupiah) : undefined,
  ...accountGaps(account),
});

/** To the participant whose paid booking was cancelled: how much comes back. */
export const bookingCancelled = defineTemplate({
  to: "participant",
  when: "a paid booking was cancelled",
  toUnconfirmed: false,
  examples: () => [
    { ...cancelled, cancelledBy: "PARTICIPANT", account },
    { ...cancelled, refundRupiah: 0, cancelledBy: "ADMIN", account: null },
  ],
  values: (props: Cancellation & { account: Account }) => ({
    name: props.name,
    trip: props.tripTitle,
    code: props.bookingCode,
    byAdmin: props.cancelledBy === "ADMIN" ? "yes" : undefined,
    reason: props.reason ?? undefined,
    link: appLink(`/pesanan/${props.bookingCode}`),
    ...refundGaps(props.refundRupiah, props.account),
  }),
});

/** To the organizer when a paid booking was cancelled: who does not come, and that the seats are free. */
export const bookingCancelledOrganizer = defineTemplate({
  to: "organizer",
  when: "a paid booking was cancelled",
  toUnconfirmed: false,
  examples: () => [{ ...cancelled, cancelledBy: "ADMIN", participantName: "Ana", tripId: "t1" }],
  values: (props: Cancellation & { participantName: string; tripId: string }, locale) => ({
    name: props.name,
    trip: props.tripTitle,
    code: props.bookingCode,
    participant: props.participantName,
    pax: count(props.pax, locale),
    byAdmin: props.cancelledBy === "ADMIN" ? "yes" : undefined,
    reason: props.reason ?? undefined,
    amount: rupiah(props.refundRupiah),
    link: appLink(`/organizer/trip/${props.tripId}`),
  }),
});

/** To each participant of a trip that was called off: what comes back, or what happens to a transfer under review. */
export const tripClosed = defineTemplate({
  to: "everybody concerned",
  when: "the trip was called off, with what comes back",
  toUnconfirmed: false,
  examples: () => [
    { ...closed, refundRupiah: 600_123, underReview: false },
    { ...closed, refundRupiah: 0, underReview: true, account: null },
  ],
  values: (props: {
    name: string;
    tripTitle: string;
    bookingCode: string;
    reason: string;
    refundRupiah: number;
    /** A proof of a transfer waits for an admin. */
    underReview: boolean;
    account: Account;
  }) => ({
    name: props.name,
    trip: props.tripTitle,
    code: props.bookingCode,
    reason: props.reason,
    underReview: props.underReview ? "yes" : undefined,
    link: appLink(`/pesanan/${props.bookingCode}`),
    ...refundGaps(props.refundRupiah, props.account),
  }),
});
