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
});
