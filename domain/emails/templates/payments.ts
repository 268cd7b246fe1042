import { count, moment, rupiah } from "#texts/format.ts";
import { type Texts, textsFor } from "#texts/index.ts";
import { account, booking, heldUntil } from "./examples.ts";
import { appLink } from "./links.ts";
import { type Account, accountGaps, whereTo } from "./money-back.ts";
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
  id: {
    subject: ({ trip, participant }) => `${participant} ikut trip ${trip}`,
    letter: ({ name, trip, code, participant, phone, pax, link }) => ({
      heading: "Peserta baru",
      greeting: `Halo ${name},`,
      lines: [`Pembayaran untuk trip ${trip} sudah kami terima dan kami tahan sampai trip selesai.`],
      facts: [
        ["Pemesan", participant],
        ["Telepon", phone],
        ["Peserta", pax],
        ["Kode pesanan", code],
      ],
      button: { label: "Lihat peserta", href: link },
    }),
  },
  en: {
    subject: ({ trip, participant }) => `${participant} joins ${trip}`,
    letter: ({ name, trip, code, participant, phone, pax, link }) => ({
      heading: "A new participant",
      greeting: `Hello ${name},`,
      lines: [`We have received the payment for ${trip} and hold it until the trip is over.`],
      facts: [
        ["Booked by", participant],
        ["Phone", phone],
        ["Participants", pax],
        ["Booking code", code],
      ],
      button: { label: "See who comes", href: link },
    }),
  },
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
  id: {
    subject: ({ trip }) => `Bukti transfer untuk trip ${trip} belum bisa kami terima`,
    letter: ({ name, trip, code, reason, deadline, link }) => ({
      heading: "Bukti transfer ditolak",
      greeting: `Halo ${name},`,
      lines: [
        `Transfer untuk pesanan ${code}, trip ${trip}, belum kami temukan di rekening.`,
        deadline
          ? "Unggah bukti yang benar sebelum batas bayar; kursimu tetap kami simpan."
          : "Batas bayarnya sudah lewat, jadi pesanan ini tidak berlaku lagi. Kalau uangmu memang sudah terkirim, balas email ini.",
      ],
      facts: [
        ["Alasan", reason],
        ["Batas bayar", deadline],
      ],
      button: { label: deadline ? "Unggah bukti lagi" : "Lihat pesanan", href: link },
    }),
  },
  en: {
    subject: ({ trip }) => `We could not accept your proof of transfer for ${trip}`,
    letter: ({ name, trip, code, reason, deadline, link }) => ({
      heading: "Your proof was rejected",
      greeting: `Hello ${name},`,
      lines: [
        `We have not found the transfer for booking ${code}, ${trip}, on our account.`,
        deadline
          ? "Upload the right proof before the deadline; we keep your seats until then."
          : "The deadline has passed, so this booking is no longer valid. If your money is really on its way, reply to this mail.",
      ],
      facts: [
        ["Reason", reason],
        ["Pay before", deadline],
      ],
      button: { label: deadline ? "Upload another proof" : "Open your booking", href: link },
    }),
  },
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
  id: {
    subject: ({ trip, amount }) => `Transfer ${amount} untuk trip ${trip} kami kembalikan`,
    letter: ({ name, trip, code, amount, why, link, ...gaps }) => ({
      heading: "Uangmu kembali seluruhnya",
      greeting: `Halo ${name},`,
      lines: [`Transfermu untuk pesanan ${code}, trip ${trip}, tidak bisa kami pakai. ${why}`, whereTo.id(gaps)],
      facts: [["Kembali", amount]],
      button: { label: "Lihat pesanan", href: link },
    }),
  },
  en: {
    subject: ({ trip, amount }) => `We return your transfer of ${amount} for ${trip}`,
    letter: ({ name, trip, code, amount, why, link, ...gaps }) => ({
      heading: "All of your money comes back",
      greeting: `Hello ${name},`,
      lines: [`We cannot use your transfer for booking ${code}, ${trip}. ${why}`, whereTo.en(gaps)],
      facts: [["Coming back", amount]],
      button: { label: "Open your booking", href: link },
    }),
  },
});
