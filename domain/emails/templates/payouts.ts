import { count, rupiah } from "#texts/format.ts";
import { appLink } from "./links.ts";
import { defineTemplate } from "./template.ts";

/** To the organizer, one mail a trip: how much was released and will be transferred. */
export const payoutReleased = defineTemplate({
  values: (props: { name: string; tripTitle: string; amountRupiah: number; bookings: number }, locale) => ({
    name: props.name,
    trip: props.tripTitle,
    amount: rupiah(props.amountRupiah),
    bookings: count(props.bookings, locale),
    link: appLink("/organizer/dana"),
  }),
  id: {
    subject: ({ trip, amount }) => `Dana ${amount} dari trip ${trip} siap ditransfer`,
    letter: ({ name, trip, amount, bookings, link }) => ({
      heading: "Danamu sudah cair",
      greeting: `Halo ${name},`,
      lines: ["Masa tahan sudah lewat. Kami transfer ke rekening yang kamu daftarkan pada hari kerja berikutnya."],
      facts: [
        ["Trip", trip],
        ["Jumlah", amount],
        ["Pesanan", bookings],
      ],
      button: { label: "Lihat dana", href: link },
    }),
  },
  en: {
    subject: ({ trip, amount }) => `${amount} from ${trip} is ready for transfer`,
    letter: ({ name, trip, amount, bookings, link }) => ({
      heading: "Your money has been released",
      greeting: `Hello ${name},`,
      lines: ["The holding period is over. We transfer to your registered account on the next working day."],
      facts: [
        ["Trip", trip],
        ["Amount", amount],
        ["Bookings", bookings],
      ],
      button: { label: "Open your payouts", href: link },
    }),
  },
});
