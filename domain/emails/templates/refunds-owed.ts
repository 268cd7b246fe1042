import { rupiah } from "#texts/format.ts";
import { account, booking } from "./examples.ts";
import { appLink } from "./links.ts";
import { type Account, accountGaps, whereTo } from "./money-back.ts";
import { defineTemplate } from "./template.ts";

/** To the participant to whom money was promised back, or promised again after the bank had returned it. */
export const refundApproved = defineTemplate({
  to: "participant",
  when: "money is owed (and which account is missing)",
  toUnconfirmed: false,
  examples: () => [
    { ...booking, amountRupiah: 50_000, account, bounced: false },
    { ...booking, amountRupiah: 50_000, account: null, bounced: true },
  ],
  values: (props: {
    name: string;
    tripTitle: string;
    bookingCode: string;
    amountRupiah: number;
    account: Account;
    /** The bank returned an earlier transfer. */
    bounced: boolean;
    /** An admin asks once more for the account that is missing. */
    asked?: boolean;
  }) => ({
    name: props.name,
    trip: props.tripTitle,
    code: props.bookingCode,
    amount: rupiah(props.amountRupiah),
    bounced: props.bounced ? "yes" : undefined,
    asked: props.asked ? "yes" : undefined,
    link: appLink(`/pesanan/${props.bookingCode}`),
    ...accountGaps(props.account),
  }),
  id: {
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
          : whereTo.id(gaps),
      ],
      facts: [["Kembali", amount]],
      button: { label: "Lihat pesanan", href: link },
    }),
  },
  en: {
    subject: ({ amount, trip, asked }) =>
      asked ? `${amount} from ${trip} waits for your bank account` : `${amount} from ${trip} comes back to you`,
    letter: ({ name, trip, code, amount, bounced, asked, link, ...gaps }) => ({
      heading: "Money comes back to you",
      greeting: `Hello ${name},`,
      lines: [
        asked
          ? `We could not transfer your refund for booking ${code}, ${trip}, yet.`
          : bounced
            ? `The bank returned our transfer for booking ${code}, ${trip}. We will try again.`
            : `We return part of your payment for booking ${code}, ${trip}.`,
        bounced && !gaps.account
          ? `Check your bank account at ${gaps.accountPage}. Change it, or save it again if it is right, so that we can transfer the money.`
          : whereTo.en(gaps),
      ],
      facts: [["Coming back", amount]],
      button: { label: "Open your booking", href: link },
    }),
  },
});

/** To the participant once the money was transferred. */
export const refundPaid = defineTemplate({
  to: "participant",
  when: "the refund was sent",
  toUnconfirmed: false,
  examples: () => [{ ...booking, amountRupiah: 50_000, account, transferRef: "TRF1" }],
  values: (props: {
    name: string;
    tripTitle: string;
    bookingCode: string;
    amountRupiah: number;
    account: Account;
    transferRef: string;
  }) => ({
    name: props.name,
    trip: props.tripTitle,
    code: props.bookingCode,
    amount: rupiah(props.amountRupiah),
    account: accountGaps(props.account).account,
    reference: props.transferRef,
    link: appLink(`/pesanan/${props.bookingCode}`),
  }),
  id: {
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
  },
  en: {
    subject: ({ amount }) => `We have transferred ${amount} to your account`,
    letter: ({ name, trip, code, amount, account, reference, link }) => ({
      heading: "Your refund is on its way",
      greeting: `Hello ${name},`,
      lines: [`We have transferred your refund for ${trip}. Not there within two working days? Reply to this mail.`],
      facts: [
        ["Amount", amount],
        ["Account", account],
        ["Reference", reference],
        ["Booking code", code],
      ],
      button: { label: "Open your booking", href: link },
    }),
  },
});
