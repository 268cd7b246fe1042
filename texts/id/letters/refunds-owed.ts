import { wording } from "#texts/letter.ts";
import { whereTo } from "./phrases.ts";

/** Mails about money that goes back. */
export const refundsOwed = {
  "refund-approved": wording<
    "amount" | "trip" | "name" | "code" | "link" | "accountPage",
    "asked" | "bounced" | "account"
  >({
    subject: ({ amount, trip, asked }) =>
      asked ? `${amount} dari trip ${trip} menunggu rekeningmu` : `${amount} dari trip ${trip} kembali kepadamu`,
    letter: ({ name, trip, code, amount, bounced, asked, link, ...gaps }) => ({
      heading: "Uangmu kembali",
      greeting: `Halo ${name},`,
      lines: [
        asked
          ? `Pengembalian untuk pesanan ${code}, trip ${trip}, belum bisa kami transfer.`
          : bounced
            ? `Transfer kami untuk pesanan ${code}, trip ${trip}, dikembalikan oleh bank. Kami akan mencobanya lagi.`
            : `Sebagian pembayaranmu untuk pesanan ${code}, trip ${trip}, kami kembalikan.`,
        bounced && !gaps.account
          ? `Periksa rekeningmu di ${gaps.accountPage}. Ganti, atau simpan lagi kalau sudah benar, supaya uangnya bisa kami transfer.`
          : whereTo(gaps),
      ],
      facts: [["Kembali", amount]],
      button: { label: "Lihat pesanan", href: link },
    }),
  }),
  "refund-paid": wording<"amount" | "name" | "trip" | "code" | "reference" | "link", "account">({
    subject: ({ amount }) => `${amount} sudah kami transfer ke rekeningmu`,
    letter: ({ name, trip, code, amount, account, reference, link }) => ({
      heading: "Pengembalian sudah ditransfer",
      greeting: `Halo ${name},`,
      lines: [
        `Pengembalian untuk trip ${trip} sudah kami transfer. Belum masuk dalam dua hari kerja? Balas email ini.`,
      ],
      facts: [
        ["Jumlah", amount],
        ["Rekening", account],
        ["Nomor referensi", reference],
        ["Kode pesanan", code],
      ],
      button: { label: "Lihat pesanan", href: link },
    }),
  }),
};
