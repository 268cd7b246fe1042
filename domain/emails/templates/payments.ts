import { count, moment, rupiah } from "#texts/format.ts";
import { type Texts, textsFor } from "#texts/index.ts";
import { account, booking, heldUntil } from "./examples.ts";
import { appLink } from "./links.ts";
import { type Account, accountGaps } from "./money-back.ts";
import { defineTemplate } from "./template.ts";

/** To the organizer once somebody's money is in: who comes, and how to reach them. */
export const newParticipant = defineTemplate({
  to: "organizer",
  when: "the money was accepted",
  toUnconfirmed: false,
  examples: () => [{ ...booking, participantName: "Ana", phone: "+6281234567890", pax: 2, tripId: "t1" }],
  values: (
    props: {
      name: string;
      tripTitle: string;
      bookingCode: string;
      participantName: string;
      phone: string;
      pax: number;
      tripId: string;
    },
    locale,
  ) => ({
    name: props.name,
    trip: props.tripTitle,
    code: props.bookingCode,
    participant: props.participantName,
    phone: props.phone,
    pax: count(props.pax, locale),
    link: appLink(`/organizer/trip/${props.tripId}`),
  }),
});

/** To the participant when an admin sees no such transfer. `uploadUntil` is null when it is too late for another proof. */
export const proofRejected = defineTemplate({
  to: "participant",
  when: "with the reason, and until when another one can be sent",
  toUnconfirmed: false,
  examples: () => [
    { ...booking, reason: "Buram", uploadUntil: heldUntil },
    { ...booking, reason: "Buram", uploadUntil: null },
  ],
  values: (
    props: { name: string; tripTitle: string; bookingCode: string; reason: string; uploadUntil: Date | null },
    locale,
  ) => ({
    name: props.name,
    trip: props.tripTitle,
    code: props.bookingCode,
    reason: props.reason,
    deadline: props.uploadUntil ? moment(props.uploadUntil, locale) : undefined,
    link: appLink(props.uploadUntil ? `/pesanan/${props.bookingCode}/bayar` : `/pesanan/${props.bookingCode}`),
  }),
});

/** To the participant whose money cannot be used for their booking: all of it comes back. */
export const paymentReturned = defineTemplate({
  to: "participant",
  when: "money that cannot be used comes back, and why",
  toUnconfirmed: false,
  examples: () => [
    { ...booking, amountRupiah: 599_999, why: "short", account },
    { ...booking, amountRupiah: 600_123, why: "sold-out", account: null },
  ],
  values: (
    props: {
      name: string;
      tripTitle: string;
      bookingCode: string;
      amountRupiah: number;
      why: keyof Texts["mails"]["returned"];
      account: Account;
    },
    locale,
  ) => ({
    name: props.name,
    trip: props.tripTitle,
    code: props.bookingCode,
    amount: rupiah(props.amountRupiah),
    why: textsFor(locale).mails.returned[props.why],
    link: appLink(`/pesanan/${props.bookingCode}`),
    ...accountGaps(props.account),
  }),
});
