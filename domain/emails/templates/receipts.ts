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
  id: {
    subject: ({ trip, missing }) => `Masih kurang ${missing} untuk trip ${trip}`,
    letter: ({ name, trip, code, received, missing, account, holder, deadline, link }) => ({
      heading: "Transfermu masuk, belum cukup",
      greeting: `Halo ${name},`,
      lines: [
        `Untuk pesanan ${code}, trip ${trip}, sudah masuk ${received}. Tinggal ${missing} lagi; kursimu tetap kami simpan sampai batas waktunya.`,
        "Transfer kekurangannya tepat sejumlah itu, lalu unggah buktinya. Kalau tidak jadi, uang yang sudah masuk kami kembalikan seluruhnya.",
      ],
      facts: [
        ["Kurang", missing],
        ["Rekening", account],
        ["Atas nama", holder],
        ["Batas waktu", deadline],
      ],
      button: { label: "Bayar kekurangannya", href: link },
    }),
  },
  en: {
    subject: ({ trip, missing }) => `${missing} is still missing for ${trip}`,
    letter: ({ name, trip, code, received, missing, account, holder, deadline, link }) => ({
      heading: "Your transfer came, and is not yet enough",
      greeting: `Hello ${name},`,
      lines: [
        `We have received ${received} for booking ${code}, ${trip}. Only ${missing} is missing; we keep your seats until the deadline.`,
        "Transfer exactly that amount and upload the proof. If you decide not to, all that came goes back to you.",
      ],
      facts: [
        ["Missing", missing],
        ["Account", account],
        ["Account holder", holder],
        ["Pay before", deadline],
      ],
      button: { label: "Pay the rest", href: link },
    }),
  },
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
  id: {
    subject: ({ trip }) => `Kami keliru mencatat pembayaran untuk trip ${trip}`,
    letter: ({ name, trip, code, amount, reason, review, pay, confirmed, over, missing, deadline, link }) => ({
      heading: "Maaf, catatan kami keliru",
      greeting: `Halo ${name},`,
      lines: [
        `Untuk pesanan ${code}, trip ${trip}, kami mencatat ${amount} masuk. Itu keliru dan sudah kami batalkan.`,
        review && "Kamu tidak perlu berbuat apa-apa: kursimu kami simpan, dan bukti transfermu kami periksa lagi.",
        pay && "Kursimu kami simpan sampai batas waktu di bawah. Sudah transfer? Unggah buktinya.",
        confirmed && "Kursimu tetap terkonfirmasi; tidak ada yang berubah untukmu.",
        over && "Pesanan ini memang sudah tidak berlaku; tidak ada yang perlu kamu lakukan.",
      ],
      facts: [
        ["Alasan", reason],
        ["Yang belum masuk", missing],
        ["Batas waktu", deadline],
      ],
      button: { label: "Buka pesanan", href: link },
    }),
  },
  en: {
    subject: ({ trip }) => `We recorded a payment for ${trip} by mistake`,
    letter: ({ name, trip, code, amount, reason, review, pay, confirmed, over, missing, deadline, link }) => ({
      heading: "Sorry, our record was wrong",
      greeting: `Hello ${name},`,
      lines: [
        `For booking ${code}, ${trip}, we had recorded ${amount} as received. That was a mistake, and we have taken it back.`,
        review && "There is nothing you need to do: we keep your seats and check your proof of transfer again.",
        pay && "We keep your seats until the deadline below. Have you already paid? Upload the proof.",
        confirmed && "Your seats are still confirmed; nothing changes for you.",
        over && "This booking had ended before; there is nothing you need to do.",
      ],
      facts: [
        ["Reason", reason],
        ["Not yet received", missing],
        ["Pay before", deadline],
      ],
      button: { label: "Open your booking", href: link },
    }),
  },
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
  id: {
    subject: ({ trip, participant }) => `${participant} belum pasti ikut trip ${trip}`,
    letter: ({ name, trip, code, participant, pax, link }) => ({
      heading: "Maaf, catatan kami keliru",
      greeting: `Halo ${name},`,
      lines: [
        `Kami keliru mencatat pembayaran ${participant} untuk trip ${trip}. Pesanannya menunggu pembayaran lagi; kursinya tetap disimpan sampai batas waktunya.`,
        "Kami kabari lagi begitu pembayarannya kami terima.",
      ],
      facts: [
        ["Pemesan", participant],
        ["Peserta", pax],
        ["Kode pesanan", code],
      ],
      button: { label: "Lihat peserta", href: link },
    }),
  },
  en: {
    subject: ({ trip, participant }) => `${participant} is not yet certain for ${trip}`,
    letter: ({ name, trip, code, participant, pax, link }) => ({
      heading: "Sorry, our record was wrong",
      greeting: `Hello ${name},`,
      lines: [
        `We had recorded a payment of ${participant} for ${trip} by mistake. The booking waits for its payment again; the seats are kept until its deadline.`,
        "We write again as soon as the payment has come.",
      ],
      facts: [
        ["Booked by", participant],
        ["Participants", pax],
        ["Booking code", code],
      ],
      button: { label: "See who comes", href: link },
    }),
  },
});
