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
});
