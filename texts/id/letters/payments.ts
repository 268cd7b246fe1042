import { wording } from "#texts/letter.ts";
import { whereTo } from "./phrases.ts";

/** Mails about proofs of transfer and what came of them. */
export const payments = {
  "new-participant": wording<"trip" | "participant" | "name" | "code" | "phone" | "pax" | "link">({
    subject: ({ trip, participant }) => `${participant} ikut trip ${trip}`,
    letter: ({ name, trip, code, participant, phone, pax, link }) => ({
      heading: "Peserta baru",
      greeting: `Halo ${name},`,
      lines: [`Pembayaran untuk trip ${trip} sudah kami terima dan dititipkan di SeTrip sampai trip selesai.`],
      facts: [
        ["Pemesan", participant],
        ["Telepon", phone],
        ["Peserta", pax],
        ["Kode pesanan", code],
      ],
      button: { label: "Lihat peserta", href: link },
    }),
  }),
  "proof-rejected": wording<"trip" | "name" | "code" | "reason" | "link", "deadline">({
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
  }),
  "payment-returned": wording<"trip" | "amount" | "name" | "code" | "why" | "link" | "accountPage", "account">({
    subject: ({ trip, amount }) => `Transfer ${amount} untuk trip ${trip} kami kembalikan`,
    letter: ({ name, trip, code, amount, why, link, ...gaps }) => ({
      heading: "Uangmu kembali seluruhnya",
      greeting: `Halo ${name},`,
      lines: [`Transfermu untuk pesanan ${code}, trip ${trip}, tidak bisa kami pakai. ${why}`, whereTo(gaps)],
      facts: [["Kembali", amount]],
      button: { label: "Lihat pesanan", href: link },
    }),
  }),
};
