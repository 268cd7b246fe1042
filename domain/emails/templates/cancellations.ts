import { count, rupiah } from "#texts/format.ts";
import { account, cancelled, closed } from "./examples.ts";
import { appLink } from "./links.ts";
import { type Account, accountGaps, whereTo } from "./money-back.ts";
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
  id: {
    subject: ({ trip }) => `Pesananmu untuk trip ${trip} dibatalkan`,
    letter: ({ name, trip, code, byAdmin, reason, amount, link, ...gaps }) => ({
      heading: "Pesanan dibatalkan",
      greeting: `Halo ${name},`,
      lines: [
        byAdmin
          ? `Pesanan ${code} untuk trip ${trip} dibatalkan oleh admin SeTrip.`
          : `Pesanan ${code} untuk trip ${trip} sudah kamu batalkan.`,
        amount ? whereTo.id(gaps) : "Tidak ada uang yang kembali untuk pembatalan ini.",
      ],
      facts: [
        ["Kembali", amount],
        ["Alasan", reason],
      ],
      button: { label: "Lihat pesanan", href: link },
    }),
  },
  en: {
    subject: ({ trip }) => `Your booking for ${trip} is cancelled`,
    letter: ({ name, trip, code, byAdmin, reason, amount, link, ...gaps }) => ({
      heading: "Booking cancelled",
      greeting: `Hello ${name},`,
      lines: [
        byAdmin
          ? `Booking ${code} for ${trip} was cancelled by an admin of SeTrip.`
          : `You have cancelled booking ${code} for ${trip}.`,
        amount ? whereTo.en(gaps) : "No money comes back for this cancellation.",
      ],
      facts: [
        ["Coming back", amount],
        ["Reason", reason],
      ],
      button: { label: "Open your booking", href: link },
    }),
  },
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
  id: {
    subject: ({ trip, participant }) => `${participant} batal ikut trip ${trip}`,
    letter: ({ name, trip, code, participant, pax, byAdmin, reason, amount, link }) => ({
      heading: "Satu pesanan dibatalkan",
      greeting: `Halo ${name},`,
      lines: [
        byAdmin
          ? `Admin SeTrip membatalkan pesanan ${participant} di trip ${trip}.`
          : `${participant} membatalkan pesanannya di trip ${trip}.`,
      ],
      facts: [
        ["Kode pesanan", code],
        ["Kursi yang kosong lagi", pax],
        ["Dikembalikan ke peserta", amount],
        ["Alasan", reason],
      ],
      button: { label: "Lihat trip", href: link },
    }),
  },
  en: {
    subject: ({ trip, participant }) => `${participant} no longer joins ${trip}`,
    letter: ({ name, trip, code, participant, pax, byAdmin, reason, amount, link }) => ({
      heading: "A booking was cancelled",
      greeting: `Hello ${name},`,
      lines: [
        byAdmin
          ? `An admin of SeTrip cancelled the booking of ${participant} on ${trip}.`
          : `${participant} cancelled the booking on ${trip}.`,
      ],
      facts: [
        ["Booking code", code],
        ["Seats free again", pax],
        ["Returned to the participant", amount],
        ["Reason", reason],
      ],
      button: { label: "Open the trip", href: link },
    }),
  },
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
  id: {
    subject: ({ trip }) => `Trip ${trip} batal`,
    letter: ({ name, trip, code, reason, amount, underReview, link, ...gaps }) => ({
      heading: "Trip-nya batal",
      greeting: `Halo ${name},`,
      lines: [
        `Mohon maaf, trip ${trip} dibatalkan, dan pesanan ${code} ikut batal.`,
        amount ? `Semua uangmu kembali. ${whereTo.id(gaps)}` : undefined,
        underReview
          ? "Bukti transfermu sedang kami periksa. Uang yang sudah masuk kami kembalikan seluruhnya."
          : undefined,
      ],
      facts: [
        ["Alasan", reason],
        ["Kembali", amount],
      ],
      button: { label: "Lihat pesanan", href: link },
    }),
  },
  en: {
    subject: ({ trip }) => `${trip} is called off`,
    letter: ({ name, trip, code, reason, amount, underReview, link, ...gaps }) => ({
      heading: "The trip is called off",
      greeting: `Hello ${name},`,
      lines: [
        `We are sorry: ${trip} is called off, and booking ${code} with it.`,
        amount ? `All of your money comes back. ${whereTo.en(gaps)}` : undefined,
        underReview
          ? "We are checking your proof of transfer. Whatever has arrived comes back to you whole."
          : undefined,
      ],
      facts: [
        ["Reason", reason],
        ["Coming back", amount],
      ],
      button: { label: "Open your booking", href: link },
    }),
  },
});
