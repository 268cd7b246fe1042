import { moment } from "#texts/format.ts";
import { booking, heldUntil } from "./examples.ts";
import { appLink } from "./links.ts";
import { defineTemplate } from "./template.ts";

/** To a participant when the trip is over: until when a problem can be reported. */
export const tripCompleted = defineTemplate({
  to: "participant",
  when: "the trip is over: until when to report",
  toUnconfirmed: false,
  examples: () => [{ ...booking, heldUntil }],
  values: (props: { name: string; tripTitle: string; bookingCode: string; heldUntil: Date }, locale) => ({
    name: props.name,
    trip: props.tripTitle,
    deadline: moment(props.heldUntil, locale),
    link: appLink(`/pesanan/${props.bookingCode}`),
  }),
  id: {
    subject: ({ trip }) => `Trip ${trip} sudah selesai`,
    letter: ({ name, trip, deadline, link }) => ({
      heading: "Semoga perjalananmu menyenangkan",
      greeting: `Halo ${name},`,
      lines: [
        `Trip ${trip} sudah selesai. Pembayaranmu masih kami tahan.`,
        `Ada yang tidak sesuai? Lapor masalah sebelum ${deadline}. Setelah itu dana diteruskan ke penyelenggara.`,
      ],
      button: { label: "Lihat pesanan", href: link },
    }),
  },
  en: {
    subject: ({ trip }) => `${trip} is over`,
    letter: ({ name, trip, deadline, link }) => ({
      heading: "We hope you had a good trip",
      greeting: `Hello ${name},`,
      lines: [
        `${trip} is over. We are still holding your payment.`,
        `Was something not as promised? Report it before ${deadline}. After that the money goes to the organizer.`,
      ],
      button: { label: "Open your booking", href: link },
    }),
  },
});

/** To the organizer when the trip is over: when the money comes free. */
export const tripCompletedOrganizer = defineTemplate({
  to: "organizer",
  when: "the trip is over: after when the money comes",
  toUnconfirmed: false,
  examples: () => [{ name: "Hugo", tripTitle: "Bromo Midnight", heldUntil }],
  values: (props: { name: string; tripTitle: string; heldUntil: Date }, locale) => ({
    name: props.name,
    trip: props.tripTitle,
    release: moment(props.heldUntil, locale),
    link: appLink("/organizer/dana"),
  }),
  id: {
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
  },
  en: {
    subject: ({ trip }) => `${trip} is over, your money is next`,
    letter: ({ name, trip, release, link }) => ({
      heading: "The trip is over",
      greeting: `Hello ${name},`,
      lines: [
        `${trip} has been marked as completed. Thank you for leading it.`,
        `Your money comes free after ${release}, except for bookings that a participant reports.`,
      ],
      button: { label: "Open your payouts", href: link },
    }),
  },
});
