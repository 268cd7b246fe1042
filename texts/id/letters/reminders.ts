import { wording } from "#texts/letter.ts";

/** Mails before a deadline and before the day. */
export const reminders = {
  "payment-reminder": wording<"trip" | "deadline" | "name" | "amount" | "account" | "holder" | "link">({
    subject: ({ trip, deadline }) => `Bayar trip ${trip} sebelum ${deadline}`,
    letter: ({ name, trip, amount, account, holder, deadline, link }) => ({
      heading: "Kursimu masih kami simpan",
      greeting: `Halo ${name},`,
      lines: [
        `Kami belum menerima bukti transfer untuk trip ${trip}. Lewat batas bayar, kursinya dibuka lagi untuk orang lain.`,
        "Sudah transfer? Unggah buktinya, dan kursimu aman sampai kami periksa.",
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
  "trip-reminder": wording<
    "trip" | "time" | "name" | "code" | "day" | "place" | "map" | "calendar" | "link",
    "group" | "organizer" | "organizerChat" | "tonight"
  >({
    subject: ({ trip, time, tonight }) =>
      tonight ? `Malam ini kumpul: ${trip}, ${time}` : `Besok berangkat: ${trip}, kumpul ${time}`,
    letter: ({
      name,
      trip,
      code,
      day,
      place,
      time,
      group,
      organizer,
      organizerChat,
      map,
      calendar,
      tonight,
      link,
    }) => ({
      heading: tonight ? "Malam ini kumpul" : "Besok kamu berangkat",
      greeting: `Halo ${name},`,
      lines: [`Trip ${trip} berangkat ${day}. Simpan email ini, sinyal di jalan belum tentu ada.`],
      facts: [
        ["Titik kumpul", place, map],
        ["Jam kumpul", time],
        ["Grup WhatsApp", group],
        ["WhatsApp penyelenggara", organizer, organizerChat],
        ["Kode pesanan", code],
        ["Simpan ke kalender", "Unduh berkas kalender", calendar],
      ],
      button: { label: "Buka e-tiket", href: link },
    }),
  }),
  "trip-reminder-organizer": wording<"trip" | "people" | "name" | "day" | "place" | "time" | "manifest" | "link">({
    subject: ({ trip, people }) => `Besok: ${trip}, ${people} peserta`,
    letter: ({ name, trip, day, place, time, people, manifest, link }) => ({
      heading: "Daftar peserta besok",
      greeting: `Halo ${name},`,
      lines: [`Trip ${trip} berangkat ${day}. Ini semua yang sudah bayar, dengan nomor teleponnya.`],
      facts: [
        ["Titik kumpul", place],
        ["Jam kumpul", time],
        ["Peserta", people],
      ],
      list: manifest,
      button: { label: "Buka trip", href: link },
    }),
  }),
};
