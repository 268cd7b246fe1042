import { wording } from "#texts/letter.ts";

/** Mails to who has booked: how to pay, what was paid, and when it was too late. */
export const bookings = {
  "payment-instructions": wording<"trip" | "amount" | "name" | "account" | "holder" | "deadline" | "link">({
    subject: ({ trip, amount }) => `Bayar ${amount} untuk trip ${trip}`,
    letter: ({ name, trip, amount, account, holder, deadline, link }) => ({
      heading: "Kursimu kami simpan",
      greeting: `Halo ${name},`,
      lines: [
        `Transfer tepat sejumlah ini untuk trip ${trip}, sampai angka terakhir. Di dalamnya ada kode unik yang membuat transfermu dikenali.`,
      ],
      facts: [
        ["Jumlah", amount],
        ["Rekening", account],
        ["Atas nama", holder],
        ["Batas bayar", deadline],
      ],
      button: { label: "Unggah bukti transfer", href: link },
    }),
  }),
  "booking-confirmed": wording<
    "trip" | "name" | "code" | "days" | "place" | "time" | "pax" | "map" | "calendar" | "link",
    "group" | "organizer" | "organizerChat" | "rounding"
  >({
    subject: ({ trip }) => `Pembayaran diterima: sampai jumpa di trip ${trip}`,
    letter: ({
      name,
      trip,
      code,
      days,
      place,
      time,
      pax,
      group,
      organizer,
      organizerChat,
      rounding,
      map,
      calendar,
      link,
    }) => ({
      heading: "Kamu ikut",
      greeting: `Halo ${name},`,
      lines: [
        `Pembayaran untuk trip ${trip} sudah kami terima dan dititipkan di SeTrip sampai trip selesai.`,
        rounding &&
          `Transfermu lebih ${rounding}. Terlalu kecil untuk ditransfer balik, jadi kami catat sebagai pembulatan.`,
      ],
      facts: [
        ["Kode pesanan", code],
        ["Tanggal", days],
        ["Titik kumpul", place, map],
        ["Jam kumpul", time],
        ["Peserta", pax],
        ["Grup WhatsApp", group],
        ["WhatsApp penyelenggara", organizer, organizerChat],
        ["Simpan ke kalender", "Unduh berkas kalender", calendar],
      ],
      button: { label: "Buka e-tiket", href: link },
    }),
  }),
  "booking-expired": wording<"trip" | "name" | "code" | "link">({
    subject: ({ trip }) => `Batas bayar trip ${trip} sudah lewat`,
    letter: ({ name, trip, code, link }) => ({
      heading: "Pesananmu sudah tidak berlaku",
      greeting: `Halo ${name},`,
      lines: [
        `Pembayaran untuk pesanan ${code}, trip ${trip}, belum kami terima sampai batas waktunya, jadi kursinya dibuka lagi.`,
        "Sudah telanjur transfer? Uangmu aman: kursi kami berikan kalau masih ada, kalau tidak uang kembali seluruhnya.",
      ],
      button: { label: "Pesan lagi", href: link },
    }),
  }),
};
