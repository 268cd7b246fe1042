import { wording } from "#texts/letter.ts";

/** Mails when a trip is over. */
export const trips = {
  "trip-completed": wording<"trip" | "name" | "deadline" | "link">({
    subject: ({ trip }) => `Trip ${trip} sudah selesai`,
    letter: ({ name, trip, deadline, link }) => ({
      heading: "Semoga perjalananmu menyenangkan",
      greeting: `Halo ${name},`,
      lines: [
        `Trip ${trip} sudah selesai. Pembayaranmu masih dititipkan di SeTrip.`,
        `Ada yang tidak sesuai? Lapor masalah sebelum ${deadline}. Setelah itu dana diteruskan ke penyelenggara.`,
      ],
      button: { label: "Lihat pesanan", href: link },
    }),
  }),
  "trip-completed-organizer": wording<"trip" | "name" | "release" | "link">({
    subject: ({ trip }) => `Trip ${trip} selesai, dana segera cair`,
    letter: ({ name, trip, release, link }) => ({
      heading: "Trip selesai",
      greeting: `Halo ${name},`,
      lines: [
        `Trip ${trip} sudah ditandai selesai. Terima kasih sudah memimpin perjalanannya.`,
        `Dana cair setelah ${release}, kecuali pesanan yang dilaporkan bermasalah oleh peserta.`,
      ],
      button: { label: "Lihat dana", href: link },
    }),
  }),
};
