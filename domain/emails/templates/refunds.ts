import { rupiah } from "#texts/format.ts";
import { reported } from "./examples.ts";
import { appLink } from "./links.ts";
import { defineTemplate } from "./template.ts";

/** Where each reader finds the report itself. */
const pages = {
  organizer: (tripId: string) => `/organizer/trip/${tripId}`,
  admin: () => "/admin/refunds?daftar=disputes",
};

/** To the organizer and the admins when a participant reports a problem: the money stays held until an admin decides. */
export const disputeOpened = defineTemplate({
  to: "organizer, admins",
  when: "a problem was reported",
  toUnconfirmed: false,
  examples: () => [
    { ...reported, reader: "admin" },
    { ...reported, reader: "organizer" },
  ],
  values: (props: {
    name: string;
    reader: keyof typeof pages;
    tripId: string;
    tripTitle: string;
    bookingCode: string;
    amountRupiah: number;
    report: string;
  }) => ({
    name: props.name,
    trip: props.tripTitle,
    code: props.bookingCode,
    amount: rupiah(props.amountRupiah),
    report: props.report,
    link: appLink(pages[props.reader](props.tripId)),
  }),
  id: {
    subject: ({ trip, amount }) => `Laporan masalah di trip ${trip}, ${amount} diminta kembali`,
    letter: ({ name, trip, code, amount, report, link }) => ({
      heading: "Ada laporan masalah",
      greeting: `Halo ${name},`,
      lines: [
        `Seorang peserta trip ${trip} melaporkan masalah. Dana pesanannya tetap ditahan sampai admin memutuskan.`,
      ],
      facts: [
        ["Kode pesanan", code],
        ["Diminta kembali", amount],
        ["Laporan", report],
      ],
      button: { label: "Lihat laporan", href: link },
    }),
  },
  en: {
    subject: ({ trip, amount }) => `A problem was reported on ${trip}: ${amount} asked back`,
    letter: ({ name, trip, code, amount, report, link }) => ({
      heading: "A problem was reported",
      greeting: `Hello ${name},`,
      lines: [
        `A participant of ${trip} has reported a problem. The money of the booking stays held until an admin decides.`,
      ],
      facts: [
        ["Booking code", code],
        ["Asked back", amount],
        ["Report", report],
      ],
      button: { label: "Open the report", href: link },
    }),
  },
});
