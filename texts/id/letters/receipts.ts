import { wording } from "#texts/letter.ts";

/** Mails about money that came in part or was recorded by mistake. */
export const receipts = {
  "payment-incomplete": wording<
    "trip" | "missing" | "name" | "code" | "received" | "deadline" | "link",
    "account" | "holder"
  >({
    subject: ({ trip, missing }) => `Masih kurang ${missing} untuk trip ${trip}`,
    letter: ({ name, trip, code, received, missing, account, holder, deadline, link }) => ({
      heading: "Transfermu masuk, belum cukup",
      greeting: `Halo ${name},`,
      lines: [
        `Untuk pesanan ${code}, trip ${trip}, sudah masuk ${received}. Tinggal ${missing} lagi; kursimu tetap kami simpan sampai batas waktunya.`,
        "Transfer kekurangannya tepat sejumlah itu, lalu unggah buktinya. Kalau tidak jadi, uang yang sudah masuk kami kembalikan seluruhnya.",
      ],
      facts: [
        ["Kurang", missing],
        ["Rekening", account],
        ["Atas nama", holder],
        ["Batas waktu", deadline],
      ],
      button: { label: "Bayar kekurangannya", href: link },
    }),
  }),
  "receipt-voided": wording<
    "trip" | "name" | "code" | "amount" | "reason" | "link",
    "review" | "pay" | "confirmed" | "over" | "missing" | "deadline"
  >({
    subject: ({ trip }) => `Kami keliru mencatat pembayaran untuk trip ${trip}`,
    letter: ({ name, trip, code, amount, reason, review, pay, confirmed, over, missing, deadline, link }) => ({
      heading: "Maaf, catatan kami keliru",
      greeting: `Halo ${name},`,
      lines: [
        `Untuk pesanan ${code}, trip ${trip}, kami mencatat ${amount} masuk. Itu keliru dan sudah kami batalkan.`,
        review && "Kamu tidak perlu berbuat apa-apa: kursimu kami simpan, dan bukti transfermu kami periksa lagi.",
        pay && "Kursimu kami simpan sampai batas waktu di bawah. Sudah transfer? Unggah buktinya.",
        confirmed && "Kursimu tetap terkonfirmasi; tidak ada yang berubah untukmu.",
        over && "Pesanan ini memang sudah tidak berlaku; tidak ada yang perlu kamu lakukan.",
      ],
      facts: [
        ["Alasan", reason],
        ["Yang belum masuk", missing],
        ["Batas waktu", deadline],
      ],
      button: { label: "Buka pesanan", href: link },
    }),
  }),
  "participant-unpaid": wording<"trip" | "participant" | "name" | "code" | "pax" | "link">({
    subject: ({ trip, participant }) => `${participant} belum pasti ikut trip ${trip}`,
    letter: ({ name, trip, code, participant, pax, link }) => ({
      heading: "Maaf, catatan kami keliru",
      greeting: `Halo ${name},`,
      lines: [
        `Kami keliru mencatat pembayaran ${participant} untuk trip ${trip}. Pesanannya menunggu pembayaran lagi; kursinya tetap disimpan sampai batas waktunya.`,
        "Kami kabari lagi begitu pembayarannya kami terima.",
      ],
      facts: [
        ["Pemesan", participant],
        ["Peserta", pax],
        ["Kode pesanan", code],
      ],
      button: { label: "Lihat peserta", href: link },
    }),
  }),
};
