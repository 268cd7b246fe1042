import { wording } from "#texts/letter.ts";
import { whereTo } from "./phrases.ts";

/** Mails about bookings and trips that were called off. */
export const cancellations = {
  "booking-cancelled": wording<
    "trip" | "name" | "code" | "link" | "accountPage",
    "byAdmin" | "reason" | "amount" | "account"
  >({
    subject: ({ trip }) => `Pesananmu untuk trip ${trip} dibatalkan`,
    letter: ({ name, trip, code, byAdmin, reason, amount, link, ...gaps }) => ({
      heading: "Pesanan dibatalkan",
      greeting: `Halo ${name},`,
      lines: [
        byAdmin
          ? `Pesanan ${code} untuk trip ${trip} dibatalkan oleh admin SeTrip.`
          : `Pesanan ${code} untuk trip ${trip} sudah kamu batalkan.`,
        amount ? whereTo(gaps) : "Tidak ada uang yang kembali untuk pembatalan ini.",
      ],
      facts: [
        ["Kembali", amount],
        ["Alasan", reason],
      ],
      button: { label: "Lihat pesanan", href: link },
    }),
  }),
  "booking-cancelled-organizer": wording<
    "trip" | "participant" | "name" | "code" | "pax" | "amount" | "link",
    "byAdmin" | "reason"
  >({
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
  }),
  "trip-closed": wording<
    "trip" | "name" | "code" | "reason" | "link" | "accountPage",
    "amount" | "underReview" | "account"
  >({
    subject: ({ trip }) => `Trip ${trip} batal`,
    letter: ({ name, trip, code, reason, amount, underReview, link, ...gaps }) => ({
      heading: "Trip-nya batal",
      greeting: `Halo ${name},`,
      lines: [
        `Mohon maaf, trip ${trip} dibatalkan, dan pesanan ${code} ikut batal.`,
        amount ? `Semua uangmu kembali. ${whereTo(gaps)}` : undefined,
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
  }),
};
