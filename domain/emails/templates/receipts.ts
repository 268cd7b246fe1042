import { count, moment, rupiah } from "#texts/format.ts";
import { booking } from "./examples.ts";
import { appLink } from "./links.ts";
import { defineTemplate } from "./template.ts";

/** To the participant of whose money a part came: how much is missing, to the rupiah, and until when. */
export const paymentIncomplete = defineTemplate({
  to: "participant",
  when: "a part came: what is missing and until when",
  toUnconfirmed: false,
  examples: () => [
    {
      ...booking,
      receivedRupiah: 599_999,
      missingRupiah: 1,
      account: { bank: "BCA", number: "1234567890", holder: "PT SeTrip" },
      expiresAt: new Date("2026-12-01T05:00:00Z"),
    },
  ],
  values: (
    props: {
      name: string;
      tripTitle: string;
      bookingCode: string;
      receivedRupiah: number;
      missingRupiah: number;
      /** Null where the account is no longer one of ours. */
      account: { bank: string; number: string; holder: string } | null;
      expiresAt: Date;
    },
    locale,
  ) => ({
    name: props.name,
    trip: props.tripTitle,
    code: props.bookingCode,
    received: rupiah(props.receivedRupiah),
    missing: rupiah(props.missingRupiah),
    account: props.account ? `${props.account.bank} ${props.account.number}` : undefined,
    holder: props.account?.holder,
    deadline: moment(props.expiresAt, locale),
    link: appLink(`/pesanan/${props.bookingCode}/bayar`),
  }),
});

/** What is left to the participant: something to pay until then, their seats as before, or nothing as before. */
type After = { kind: "waits"; missingRupiah: number; until: Date; hasProof: boolean } | { kind: "confirmed" | "over" };

/** One of them is there, for the sentence that fits. */
function whichOf(after: After): Record<"review" | "pay" | "confirmed" | "over", string | undefined> {
  const isProofThere = after.kind === "waits" && after.hasProof;
  const is = (holds: boolean) => (holds ? "yes" : undefined);
  return {
    review: is(isProofThere),
    pay: is(after.kind === "waits" && !isProofThere),
    confirmed: is(after.kind === "confirmed"),
    over: is(after.kind === "over"),
  };
}

/** To the participant whose booking had money recorded that was not theirs, or was typed wrongly. */
export const receiptVoided = defineTemplate({
  to: "participant",
  when: "money was recorded by mistake: what that means for them",
  toUnconfirmed: false,
  examples: () => {
    const mistake = { ...booking, amountRupiah: 2_701_620, reason: "Jumlah salah ketik." };
    const until = new Date("2026-12-01T05:00:00Z");
    return [
      { ...mistake, after: { kind: "waits" as const, missingRupiah: 270_000, until, hasProof: true } },
      { ...mistake, after: { kind: "waits" as const, missingRupiah: 270_000, until, hasProof: false } },
      { ...mistake, after: { kind: "confirmed" as const } },
      { ...mistake, after: { kind: "over" as const } },
    ];
  },
  values: (
    props: {
      name: string;
      tripTitle: string;
      bookingCode: string;
      amountRupiah: number;
      reason: string;
      after: After;
    },
    locale,
  ) => ({
    name: props.name,
    trip: props.tripTitle,
    code: props.bookingCode,
    amount: rupiah(props.amountRupiah),
    reason: props.reason,
    ...whichOf(props.after),
    missing: props.after.kind === "waits" ? rupiah(props.after.missingRupiah) : undefined,
    deadline: props.after.kind === "waits" && !props.after.hasProof ? moment(props.after.until, locale) : undefined,
    link: appLink(`/pesanan/${props.bookingCode}${props.after.kind === "waits" ? "/bayar" : ""}`),
  }),
});

/** To the organizer who was told that somebody comes, where their payment was recorded by mistake. */
export const participantUnpaid = defineTemplate({
  to: "organizer",
  when: "a payment was recorded by mistake: who does not come for certain yet",
  toUnconfirmed: false,
  examples: () => [{ ...booking, participantName: "Ana", pax: 2, tripId: "t1" }],
  values: (
    props: {
      name: string;
      tripTitle: string;
      bookingCode: string;
      participantName: string;
      pax: number;
      tripId: string;
    },
    locale,
  ) => ({
    name: props.name,
    trip: props.tripTitle,
    code: props.bookingCode,
    participant: props.participantName,
    pax: count(props.pax, locale),
    link: appLink(`/organizer/trip/${props.tripId}`),
  }),
});
