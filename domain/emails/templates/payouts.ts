import { count, rupiah } from "#texts/format.ts";
import { appLink } from "./links.ts";
import { defineTemplate } from "./template.ts";

/** To the organizer, one mail a trip: how much was released and will be transferred. */
export const payoutReleased = defineTemplate({
  to: "organizer",
  when: "their money was released and will be sent",
  toUnconfirmed: false,
  examples: () => [{ name: "Hugo", tripTitle: "Bromo Midnight", amountRupiah: 1_250_000, bookings: 12 }],
  values: (props: { name: string; tripTitle: string; amountRupiah: number; bookings: number }, locale) => ({
    name: props.name,
    trip: props.tripTitle,
    amount: rupiah(props.amountRupiah),
    bookings: count(props.bookings, locale),
    link: appLink("/organizer/dana"),
  }),
});

/** To the organizer, one mail a transfer: how much was sent, for how many bookings. */
export const payoutPaid = defineTemplate({
  to: "organizer",
  when: "their money was sent",
  toUnconfirmed: false,
  examples: () => [{ name: "Hugo", amountRupiah: 570_000, bookings: 1, account: "BCA 1", transferRef: "TRF1" }],
  values: (
    props: { name: string; amountRupiah: number; bookings: number; account: string; transferRef: string },
    locale,
  ) => ({
    name: props.name,
    amount: rupiah(props.amountRupiah),
    bookings: count(props.bookings, locale),
    account: props.account,
    reference: props.transferRef,
    link: appLink("/organizer/dana"),
  }),
});

/** To the organizer when the bank returned a transfer: the money waits here, and they are asked to look at their account. */
export const payoutBounced = defineTemplate({
  to: "organizer",
  when: "the bank returned their money",
  toUnconfirmed: false,
  examples: () => [{ name: "Hugo", amountRupiah: 570_000, bookings: 1, account: "BCA 1" }],
  values: (props: { name: string; amountRupiah: number; bookings: number; account: string }, locale) => ({
    name: props.name,
    amount: rupiah(props.amountRupiah),
    bookings: count(props.bookings, locale),
    account: props.account,
    link: appLink("/akun/rekening"),
  }),
});
