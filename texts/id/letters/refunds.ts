import { wording } from "#texts/letter.ts";

/** Mails about problems that were reported. */
export const refunds = {
  "dispute-opened": wording<"trip" | "amount" | "name" | "code" | "report" | "link">({
    subject: ({ trip, amount }) => `Laporan masalah di trip ${trip}, ${amount} diminta kembali`,
    letter: ({ name, trip, code, amount, report, link }) => ({
      heading: "Ada laporan masalah",
      greeting: `Halo ${name},`,
      lines: [
        `Seorang peserta trip ${trip} melaporkan masalah. Dana pesanannya tetap dititipkan di SeTrip sampai admin memutuskan.`,
      ],
      facts: [
        ["Kode pesanan", code],
        ["Diminta kembali", amount],
        ["Laporan", report],
      ],
      button: { label: "Lihat laporan", href: link },
    }),
  }),
};
