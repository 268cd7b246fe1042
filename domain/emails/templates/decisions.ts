import { rupiah } from "#texts/format.ts";
import { account, booking } from "./examples.ts";
import { appLink } from "./links.ts";
import { type Account, accountGaps } from "./money-back.ts";
import { defineTemplate } from "./template.ts";

type Decision = {
  name: string;
  tripTitle: string;
  bookingCode: string;
  /** What goes back to the participant; 0 when the report was rejected. */
  amountRupiah: number;
  /** Why, in the admin's words. */
  explanation: string;
};

const decisionGaps = (props: Decision) => ({
  name: props.name,
  trip: props.tripTitle,
  code: props.bookingCode,
  amount: props.amountRupiah > 0 ? rupiah(props.amountRupiah) : undefined,
  explanation: props.explanation,
});

/** To the participant whose report an admin has decided. */
export const disputeDecided = defineTemplate({
  to: "participant",
  when: "their report was decided, and why",
  toUnconfirmed: false,
  examples: () => [
    { ...booking, amountRupiah: 200_000, explanation: "Benar.", account },
    { ...booking, amountRupiah: 0, explanation: "Tidak benar.", account: null },
  ],
  values: (props: Decision & { account: Account }) => ({
    ...decisionGaps(props),
    ...accountGaps(props.account),
    link: appLink(`/pesanan/${props.bookingCode}`),
  }),
});

/** To the organizer: what the decision, or a goodwill refund, takes from what is held for them. */
export const disputeDecidedOrganizer = defineTemplate({
  to: "organizer",
  when: "a report on their trip was decided, and why",
  toUnconfirmed: false,
  examples: () => [
    { ...booking, amountRupiah: 200_000, explanation: "Benar." },
    { ...booking, amountRupiah: 0, explanation: "Tidak benar." },
  ],
  values: (props: Decision) => ({ ...decisionGaps(props), link: appLink("/organizer/dana") }),
});
