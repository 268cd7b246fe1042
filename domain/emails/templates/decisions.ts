import { rupiah } from "#texts/format.ts";
import { account, booking } from "./examples.ts";
import { appLink } from "./links.ts";
import { type Account, accountGaps, whereTo } from "./money-back.ts";
import { defineTemplate } from "./template.ts";

type Decision = {
  name: string;
  tripTitle: string;
  bookingCode: string;
  /** What goes back to the participant; 0 when the report was rejected. */
  amountRupiah: number;
  /** Why, in the admin's words. */
  explanation: string;
};

const decisionGaps = (props: Decision) => ({
  name: props.name,
  trip: props.tripTitle,
  code: props.bookingCode,
  amount: props.amountRupiah > 0 ? rupiah(props.amountRupiah) : undefined,
  explanation: props.explanation,
});

/** To the participant whose report an admin has decided. */
export const disputeDecided = defineTemplate({
  to: "participant",
  when: "their report was decided, and why",
  toUnconfirmed: false,
  examples: () => [
    { ...booking, amountRupiah: 200_000, explanation: "Benar.", account },
    { ...booking, amountRupiah: 0, explanation: "Tidak benar.", account: null },
  ],
  values: (props: Decision & { account: Account }) => ({
    ...decisionGaps(props),
    ...accountGaps(props.account),
    link: appLink(`/pesanan/${props.bookingCode}`),
  }),
  id: {
    subject: ({ trip }) => `Keputusan atas laporanmu di trip ${trip}`,
    letter: ({ name, trip, code, amount, explanation, link, ...gaps }) => ({
      heading: amount ? "Laporanmu diterima" : "Laporanmu tidak dapat kami terima",
      greeting: `Halo ${name},`,
      lines: [
        `Laporanmu untuk pesanan ${code}, trip ${trip}, sudah kami putuskan.`,
        amount ? whereTo.id(gaps) : undefined,
      ],
      facts: [
        ["Kembali", amount],
        ["Penjelasan", explanation],
      ],
      button: { label: "Lihat pesanan", href: link },
    }),
  },
  en: {
    subject: ({ trip }) => `Your report about ${trip} has been decided`,
    letter: ({ name, trip, code, amount, explanation, link, ...gaps }) => ({
      heading: amount ? "Your report was accepted" : "We could not accept your report",
      greeting: `Hello ${name},`,
      lines: [`We have decided your report about booking ${code}, ${trip}.`, amount ? whereTo.en(gaps) : undefined],
      facts: [
        ["Coming back", amount],
        ["Explanation", explanation],
      ],
      button: { label: "Open your booking", href: link },
    }),
  },
});

/** To the organizer: what the decision, or a goodwill refund, takes from what is held for them. */
export const disputeDecidedOrganizer = defineTemplate({
  to: "organizer",
  when: "a report on their trip was decided, and why",
  toUnconfirmed: false,
  examples: () => [
    { ...booking, amountRupiah: 200_000, explanation: "Benar." },
    { ...booking, amountRupiah: 0, explanation: "Tidak benar." },
  ],
  values: (props: Decision) => ({ ...decisionGaps(props), link: appLink("/organizer/dana") }),
  id: {
    subject: ({ trip, amount }) =>
      amount ? `${amount} dari trip ${trip} kembali ke peserta` : `Laporan di trip ${trip} ditolak`,
    letter: ({ name, trip, code, amount, explanation, link }) => ({
      heading: amount ? "Sebagian dana kembali ke peserta" : "Laporan peserta ditolak",
      greeting: `Halo ${name},`,
      lines: [
        amount
          ? `Admin SeTrip memutuskan pengembalian untuk pesanan ${code} di trip ${trip}. Danamu dari pesanan ini dihitung ulang.`
          : `Admin SeTrip menolak laporan atas pesanan ${code} di trip ${trip}. Danamu dari pesanan ini tetap utuh.`,
      ],
      facts: [
        ["Kembali ke peserta", amount],
        ["Penjelasan", explanation],
      ],
      button: { label: "Lihat dana", href: link },
    }),
  },
  en: {
    subject: ({ trip, amount }) =>
      amount ? `${amount} from ${trip} goes back to a participant` : `A report about ${trip} was rejected`,
    letter: ({ name, trip, code, amount, explanation, link }) => ({
      heading: amount ? "Part of the money goes back" : "The report was rejected",
      greeting: `Hello ${name},`,
      lines: [
        amount
          ? `An admin of SeTrip decided a refund for booking ${code} on ${trip}. Your share of it was calculated again.`
          : `An admin of SeTrip rejected the report about booking ${code} on ${trip}. Your share of it stays as it was.`,
      ],
      facts: [
        ["Back to the participant", amount],
        ["Explanation", explanation],
      ],
      button: { label: "Open your payouts", href: link },
    }),
  },
});
