import { rupiah } from "#texts/format.ts";
import { account, booking } from "./examples.ts";
import { appLink } from "./links.ts";
import { type Account, accountGaps } from "./money-back.ts";
import { defineTemplate } from "./template.ts";

/** To the participant to whom money was promised back, or promised again after the bank had returned it. */
export const refundApproved = defineTemplate({
  to: "participant",
  when: "money is owed (and which account is missing)",
  toUnconfirmed: false,
  examples: () => [
    { ...booking, amountRupiah: 50_000, account, bounced: false },
    { ...booking, amountRupiah: 50_000, account: null, bounced: true },
  ],
  values: (props: {
    name: string;
    tripTitle: string;
    bookingCode: string;
    amountRupiah: number;
    account: Account;
    /** The bank returned an earlier transfer. */
    bounced: boolean;
    /** An admin asks once more for the account that is missing. */
    asked?: boolean;
  }) => ({
    name: props.name,
    trip: props.tripTitle,
    code: props.bookingCode,
    amount: rupiah(props.amountRupiah),
    bounced: props.bounced ? "yes" : undefined,
    asked: props.asked ? "yes" : undefined,
    link: appLink(`/pesanan/${props.bookingCode}`),
    ...accountGaps(props.account),
  }),
});

/** To the participant once the money was transferred. */
export const refundPaid = defineTemplate({
  to: "participant",
  when: "the refund was sent",
  toUnconfirmed: false,
  examples: () => [{ ...booking, amountRupiah: 50_000, account, transferRef: "TRF1" }],
  values: (props: {
    name: string;
    tripTitle: string;
    bookingCode: string;
    amountRupiah: number;
    account: Account;
    transferRef: string;
  }) => ({
    name: props.name,
    trip: props.tripTitle,
    code: props.bookingCode,
    amount: rupiah(props.amountRupiah),
    account: accountGaps(props.account).account,
    reference: props.transferRef,
    link: appLink(`/pesanan/${props.bookingCode}`),
  }),
});
