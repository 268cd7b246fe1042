import { wording } from "#texts/letter.ts";
import { whereTo } from "./phrases.ts";

/** Mails about what an admin decided on a report. */
export const decisions = {
  "dispute-decided": wording<"trip" | "name" | "code" | "explanation" | "link" | "accountPage", "amount" | "account">({
    subject: ({ trip }) => `Keputusan atas laporanmu di trip ${trip}`,
    letter: ({ name, trip, code, amount, explanation, link, ...gaps }) => ({
      heading: amount ? "Laporanmu diterima" : "Laporanmu tidak dapat kami terima",
      greeting: `Halo ${name},`,
      lines: [
        `Laporanmu untuk pesanan ${code}, trip ${trip}, sudah kami putuskan.`,
        amount ? whereTo(gaps) : undefined,
      ],
      facts: [
        ["Kembali", amount],
        ["Penjelasan", explanation],
      ],
      button: { label: "Lihat pesanan", href: link },
    }),
  }),
  "dispute-decided-organizer": wording<"trip" | "name" | "code" | "explanation" | "link", "amount">({
    subject: ({ trip, amount }) =>
      amount ? `${amount} dari trip ${trip} kembali ke peserta` : `Laporan di trip ${trip} ditolak`,
    letter: ({ name, trip, code, amount, explanation, link }) => ({
      heading: amount ? "Sebagian dana kembali ke peserta" : "Laporan peserta ditolak",
      greeting: `Halo ${name},`,
      lines: [
        amount
          ? `Admin SeTrip memutuskan pengembalian untuk pesanan ${code} di trip ${trip}. Danamu dari pesanan ini dihitung ulang.`
          : `Admin SeTrip menolak laporan atas pesanan ${code} di trip ${trip}. Danamu dari pesanan ini tetap utuh.`,
      ],
      facts: [
        ["Kembali ke peserta", amount],
        ["Penjelasan", explanation],
      ],
      button: { label: "Lihat dana", href: link },
    }),
  }),
};
