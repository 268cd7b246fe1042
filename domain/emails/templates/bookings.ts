import { count, days, type Locale, moment, rupiah } from "#texts/format.ts";
import { booking, toPay } from "./examples.ts";
import { appLink } from "./links.ts";
import { defineTemplate } from "./template.ts";

/** What a participant must know to pay; `amountRupiah` includes the unique code. */
export type HowToPay = {
  name: string;
  tripTitle: string;
  bookingCode: string;
  amountRupiah: number;
  bank: string;
  accountNumber: string;
  accountHolder: string;
  expiresAt: Date;
};

/** The same as the texts of a mail that asks for the transfer. */
export function howToPay(props: HowToPay, locale: Locale) {
  return {
    name: props.name,
    trip: props.tripTitle,
    amount: rupiah(props.amountRupiah),
    account: `${props.bank} ${props.accountNumber}`,
    holder: props.accountHolder,
    deadline: moment(props.expiresAt, locale),
    link: appLink(`/pesanan/${props.bookingCode}/bayar`),
  };
}

/** To the participant after booking: exactly what to pay, where and until when. `amountRupiah` includes the unique code. */
export const paymentInstructions = defineTemplate({
  to: "participant",
  when: "booked: the exact amount, where to and until when",
  toUnconfirmed: false,
  examples: () => [toPay],
  values: howToPay,
  id: {
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
  },
  en: {
    subject: ({ trip, amount }) => `Pay ${amount} for ${trip}`,
    letter: ({ name, trip, amount, account, holder, deadline, link }) => ({
      heading: "Your seats are reserved",
      greeting: `Hello ${name},`,
      lines: [
        `Transfer exactly this amount for ${trip}, to the last digit. It contains a unique code that lets us recognise your transfer.`,
      ],
      facts: [
        ["Amount", amount],
        ["Account", account],
        ["Account holder", holder],
        ["Pay before", deadline],
      ],
      button: { label: "Upload your proof", href: link },
    }),
  },
});

/** To the participant once the money is in: where and when the trip starts. */
export const bookingConfirmed = defineTemplate({
  to: "participant",
  when: "the money was accepted",
  toUnconfirmed: false,
  examples: () => [
    {
      ...booking,
      date: "2026-12-12",
      endDate: "2026-12-13",
      meetingPoint: "Stasiun Malang",
      meetingTime: "23:00 WIB",
      pax: 2,
      whatsappGroupUrl: "https://chat.whatsapp.com/x",
      roundingRupiah: 400,
    },
  ],
  values: (
    props: {
      name: string;
      tripTitle: string;
      bookingCode: string;
      date: string;
      endDate: string | null;
      meetingPoint: string;
      meetingTime: string;
      pax: number;
      whatsappGroupUrl: string | null;
      /** What came too much and is too little to be transferred back; 0 where nothing is. */
      roundingRupiah: number;
    },
    locale,
  ) => ({
    name: props.name,
    trip: props.tripTitle,
    code: props.bookingCode,
    days: days(props.date, props.endDate, locale),
    place: props.meetingPoint,
    time: props.meetingTime,
    pax: count(props.pax, locale),
    group: props.whatsappGroupUrl ?? undefined,
    rounding: props.roundingRupiah > 0 ? rupiah(props.roundingRupiah) : undefined,
    link: appLink(`/pesanan/${props.bookingCode}`),
  }),
  id: {
    subject: ({ trip }) => `Pembayaran diterima: sampai jumpa di trip ${trip}`,
    letter: ({ name, trip, code, days, place, time, pax, group, rounding, link }) => ({
      heading: "Kamu ikut",
      greeting: `Halo ${name},`,
      lines: [
        `Pembayaran untuk trip ${trip} sudah kami terima dan kami tahan sampai trip selesai.`,
        rounding &&
          `Transfermu lebih ${rounding}. Terlalu kecil untuk ditransfer balik, jadi kami catat sebagai pembulatan.`,
      ],
      facts: [
        ["Kode pesanan", code],
        ["Tanggal", days],
        ["Titik kumpul", place],
        ["Jam kumpul", time],
        ["Peserta", pax],
        ["Grup WhatsApp", group],
      ],
      button: { label: "Buka e-tiket", href: link },
    }),
  },
  en: {
    subject: ({ trip }) => `Payment received: see you on ${trip}`,
    letter: ({ name, trip, code, days, place, time, pax, group, rounding, link }) => ({
      heading: "You are going",
      greeting: `Hello ${name},`,
      lines: [
        `We have received your payment for ${trip} and hold it until the trip is over.`,
        rounding &&
          `You transferred ${rounding} too much. That is too little to be transferred back, so it counts as rounding.`,
      ],
      facts: [
        ["Booking code", code],
        ["Dates", days],
        ["Meeting point", place],
        ["Meeting time", time],
        ["Participants", pax],
        ["WhatsApp group", group],
      ],
      button: { label: "Open your e-ticket", href: link },
    }),
  },
});

/** To the participant when nobody paid in time: the seat is free again. */
export const bookingExpired = defineTemplate({
  to: "participant",
  when: "nobody paid in time",
  toUnconfirmed: false,
  examples: () => [{ ...booking, tripSlug: "bromo-midnight" }],
  values: ({
    name,
    tripTitle,
    tripSlug,
    bookingCode,
  }: Record<"name" | "tripTitle" | "tripSlug" | "bookingCode", string>) => ({
    name,
    trip: tripTitle,
    code: bookingCode,
    link: appLink(`/trip/${tripSlug}`),
  }),
  id: {
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
  },
  en: {
    subject: ({ trip }) => `The payment deadline for ${trip} has passed`,
    letter: ({ name, trip, code, link }) => ({
      heading: "Your booking has expired",
      greeting: `Hello ${name},`,
      lines: [
        `We received no payment for booking ${code}, ${trip}, before its deadline, so the seats are free again.`,
        "Have you already transferred? Your money is safe: you get the seats if there are any left, or all of it back.",
      ],
      button: { label: "Book again", href: link },
    }),
  },
});
