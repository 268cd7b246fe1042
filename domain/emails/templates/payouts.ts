import { count, rupiah } from "#texts/format.ts";
import { appLink } from "./links.ts";
import { defineTemplate } from "./template.ts";

/** To the organizer, one mail a trip: how much was released and will be transferred. */
export const payoutReleased = defineTemplate({
  to: "organizer",
  when: "their money was released and will be sent",
  toUnconfirmed: false,
  examples: () => [{ name: "Hugo", tripTitle: "Bromo Midnight", amountRupiah: 1_250_000, bookings: 12 }],
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

/** To the organizer, one mail a transfer: how much was sent, for how many bookings. */
export const payoutPaid = defineTemplate({
  to: "organizer",
  when: "their money was sent",
  toUnconfirmed: false,
  examples: () => [{ name: "Hugo", amountRupiah: 570_000, bookings: 1, account: "BCA 1", transferRef: "TRF1" }],
  values: (
    props: { name: string; amountRupiah: number; bookings: number; account: string; transferRef: string },
    locale,
  ) => ({
    name: props.name,
    amount: rupiah(props.amountRupiah),
    bookings: count(props.bookings, locale),
    account: props.account,
    reference: props.transferRef,
    link: appLink("/organizer/dana"),
  }),
  id: {
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
  },
  en: {
    subject: ({ amount }) => `We have transferred ${amount} to your account`,
    letter: ({ name, amount, bookings, account, reference, link }) => ({
      heading: "Your money has been transferred",
      greeting: `Hello ${name},`,
      lines: ["We have transferred the money of your trips. Not there within two working days? Reply to this mail."],
      facts: [
        ["Amount", amount],
        ["Bookings", bookings],
        ["Account", account],
        ["Reference", reference],
      ],
      button: { label: "Open your payouts", href: link },
    }),
  },
});

/** To the organizer when the bank returned a transfer: the money waits here, and they are asked to look at their account. */
export const payoutBounced = defineTemplate({
  to: "organizer",
  when: "the bank returned their money",
  toUnconfirmed: false,
  examples: () => [{ name: "Hugo", amountRupiah: 570_000, bookings: 1, account: "BCA 1" }],
  values: (props: { name: string; amountRupiah: number; bookings: number; account: string }, locale) => ({
    name: props.name,
    amount: rupiah(props.amountRupiah),
    bookings: count(props.bookings, locale),
    account: props.account,
    link: appLink("/akun/rekening"),
  }),
  id: {
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
  },
  en: {
    subject: ({ amount }) => `The bank returned ${amount}: please look at your account`,
    letter: ({ name, amount, bookings, account, link }) => ({
      heading: "The bank returned your money",
      greeting: `Hello ${name},`,
      lines: [
        "The money that we sent to your account came back from the bank, so it is still with us.",
        "Please look at the number and the name of your account. Once they are right, we send it again.",
      ],
      facts: [
        ["Amount", amount],
        ["Bookings", bookings],
        ["Account", account],
      ],
      button: { label: "Look at your account", href: link },
    }),
  },
});
