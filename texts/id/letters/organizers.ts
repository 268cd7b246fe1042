import { wording } from "#texts/letter.ts";

/** Mails to who applied as an organizer. */
export const organizers = {
  "organizer-approved": wording<"organizer" | "name" | "link">({
    subject: ({ organizer }) => `${organizer} sudah terverifikasi`,
    letter: ({ name, organizer, link }) => ({
      heading: "Selamat datang, penyelenggara",
      greeting: `Halo ${name},`,
      lines: [
        `Pendaftaran ${organizer} kami setujui. Kamu sudah bisa membuka trip.`,
        "Pembayaran peserta dititipkan di SeTrip sampai trip selesai, lalu kami teruskan ke rekeningmu.",
      ],
      button: { label: "Buka trip pertama", href: link },
    }),
  }),
  "organizer-rejected": wording<"organizer" | "name" | "reason" | "link">({
    subject: ({ organizer }) => `Pendaftaran ${organizer} belum bisa kami setujui`,
    letter: ({ name, organizer, reason, link }) => ({
      heading: "Pendaftaranmu belum disetujui",
      greeting: `Halo ${name},`,
      lines: [`Pendaftaran ${organizer} belum bisa kami setujui. Perbaiki datanya, lalu kirim lagi kapan saja.`],
      facts: [["Alasan", reason]],
      button: { label: "Perbaiki pendaftaran", href: link },
    }),
  }),
};
