import { count, day } from "#texts/format.ts";
import { howToPay } from "./bookings.ts";
import { booking, meeting, toPay } from "./examples.ts";
import { appLink } from "./links.ts";
import { defineTemplate } from "./template.ts";

/** To a participant whose deadline comes near: the same amount and account again. `amountRupiah` includes the unique code. */
export const paymentReminder = defineTemplate({
  to: "participant",
  when: "the deadline comes near and nothing was sent",
  toUnconfirmed: false,
  examples: () => [toPay],
  values: howToPay,
  id: {
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
  },
  en: {
    subject: ({ trip, deadline }) => `Pay for ${trip} before ${deadline}`,
    letter: ({ name, trip, amount, account, holder, deadline, link }) => ({
      heading: "Your seats are still reserved",
      greeting: `Hello ${name},`,
      lines: [
        `We have not received your proof of transfer for ${trip}. After the deadline the seats are free for others again.`,
        "Have you already paid? Upload the proof, and your seats are safe until we have checked it.",
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

/** To everybody who travels tomorrow: where, when, and the group in which to find each other. */
export const tripReminder = defineTemplate({
  to: "participant",
  when: "the day before: where and when",
  toUnconfirmed: false,
  examples: () => [{ ...booking, ...meeting, whatsappGroupUrl: null }],
  values: (
    props: {
      name: string;
      tripTitle: string;
      bookingCode: string;
      date: string;
      meetingPoint: string;
      meetingTime: string;
      whatsappGroupUrl: string | null;
    },
    locale,
  ) => ({
    name: props.name,
    trip: props.tripTitle,
    code: props.bookingCode,
    day: day(props.date, locale),
    place: props.meetingPoint,
    time: props.meetingTime,
    group: props.whatsappGroupUrl ?? undefined,
    link: appLink(`/pesanan/${props.bookingCode}`),
  }),
  id: {
    subject: ({ trip, time }) => `Besok berangkat: ${trip}, kumpul ${time}`,
    letter: ({ name, trip, code, day, place, time, group, link }) => ({
      heading: "Besok kamu berangkat",
      greeting: `Halo ${name},`,
      lines: [`Trip ${trip} berangkat ${day}. Simpan email ini, sinyal di jalan belum tentu ada.`],
      facts: [
        ["Titik kumpul", place],
        ["Jam kumpul", time],
        ["Grup WhatsApp", group],
        ["Kode pesanan", code],
      ],
      button: { label: "Buka e-tiket", href: link },
    }),
  },
  en: {
    subject: ({ trip, time }) => `Tomorrow: ${trip}, meet at ${time}`,
    letter: ({ name, trip, code, day, place, time, group, link }) => ({
      heading: "You leave tomorrow",
      greeting: `Hello ${name},`,
      lines: [`${trip} leaves on ${day}. Keep this mail at hand: there may be no signal on the way.`],
      facts: [
        ["Meeting point", place],
        ["Meeting time", time],
        ["WhatsApp group", group],
        ["Booking code", code],
      ],
      button: { label: "Open your ticket", href: link },
    }),
  },
});

/** To the organizer on the day before: who comes. `manifest` has a line a person, with name and phone. */
export const tripReminderOrganizer = defineTemplate({
  to: "organizer",
  when: "the day before: who comes",
  toUnconfirmed: false,
  examples: () => [
    {
      name: "Hugo",
      tripTitle: "Bromo Midnight",
      tripId: "t1",
      ...meeting,
      people: 2,
      manifest: "1. Ana, +6281234567890 (ST-7F3K9)\n2. Budi, +6281234567891 (ST-7F3K9)",
    },
  ],
  values: (
    props: {
      name: string;
      tripTitle: string;
      tripId: string;
      date: string;
      meetingPoint: string;
      meetingTime: string;
      people: number;
      manifest: string;
    },
    locale,
  ) => ({
    name: props.name,
    trip: props.tripTitle,
    day: day(props.date, locale),
    place: props.meetingPoint,
    time: props.meetingTime,
    people: count(props.people, locale),
    manifest: props.manifest,
    link: appLink(`/organizer/trip/${props.tripId}`),
  }),
  id: {
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
  },
  en: {
    subject: ({ trip, people }) => `Tomorrow: ${trip}, participants: ${people}`,
    letter: ({ name, trip, day, place, time, people, manifest, link }) => ({
      heading: "Who comes tomorrow",
      greeting: `Hello ${name},`,
      lines: [`${trip} leaves on ${day}. These are all who have paid, with their phone numbers.`],
      facts: [
        ["Meeting point", place],
        ["Meeting time", time],
        ["Participants", people],
      ],
      list: manifest,
      button: { label: "Open the trip", href: link },
    }),
  },
});
