import { wording } from "#texts/letter.ts";

/** Mails to organizers about their money. */
export const payouts = {
  "payout-released": wording<"trip" | "amount" | "name" | "bookings" | "link">({
    subject: ({ trip, amount }) => `Dana ${amount} dari trip ${trip} siap ditransfer`,
    letter: ({ name, trip, amount, bookings, link }) => ({
      heading: "Danamu sudah cair",
      greeting: `Halo ${name},`,
      lines: ["Masa titip sudah lewat. Kami transfer ke rekening yang kamu daftarkan pada hari kerja berikutnya."],
      facts: [
        ["Trip", trip],
        ["Jumlah", amount],
        ["Pesanan", bookings],
      ],
      button: { label: "Lihat dana", href: link },
    }),
  }),
  "payout-paid": wording<"amount" | "name" | "bookings" | "account" | "reference" | "link">({
    subject: ({ amount }) => `${amount} sudah kami transfer ke rekeningmu`,
    letter: ({ name, amount, bookings, account, reference, link }) => ({
      heading: "Danamu sudah ditransfer",
      greeting: `Halo ${name},`,
      lines: ["Dana trip sudah kami transfer. Belum masuk dalam dua hari kerja? Balas email ini."],
      facts: [
        ["Jumlah", amount],
        ["Pesanan", bookings],
        ["Rekening", account],
        ["Nomor referensi", reference],
      ],
      button: { label: "Lihat dana", href: link },
    }),
  }),
  "payout-bounced": wording<"amount" | "name" | "bookings" | "account" | "link">({
    subject: ({ amount }) => `Bank mengembalikan ${amount}: tolong periksa rekeningmu`,
    letter: ({ name, amount, bookings, account, link }) => ({
      heading: "Transfermu dikembalikan bank",
      greeting: `Halo ${name},`,
      lines: [
        "Uang yang kami transfer ke rekeningmu dikembalikan oleh bank, jadi uangnya masih ada di kami.",
        "Tolong periksa nomor dan nama rekeningmu. Begitu benar, kami transfer lagi.",
      ],
      facts: [
        ["Jumlah", amount],
        ["Pesanan", bookings],
        ["Rekening", account],
      ],
      button: { label: "Periksa rekening", href: link },
    }),
  }),
};
