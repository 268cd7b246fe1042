import { mapUrl, meetingDay } from "#domain/fields/meeting.ts";
import { count, day } from "#texts/format.ts";
import { calendarLink, howToPay, organizerChat } from "./bookings.ts";
import { booking, meeting, meetingCoordinates, toPay } from "./examples.ts";
import { appLink } from "./links.ts";
import { defineTemplate } from "./template.ts";

/** To a participant whose deadline comes near: the same amount and account again. `amountRupiah` includes the unique code. */
export const paymentReminder = defineTemplate({
  to: "participant",
  when: "the deadline comes near and nothing was sent",
  toUnconfirmed: false,
  examples: () => [toPay],
  values: howToPay,
});

/** To everybody who travels tomorrow: where, when, and how to find each other. */
export const tripReminder = defineTemplate({
  to: "participant",
  when: "the day before: where and when",
  toUnconfirmed: false,
  examples: () => [
    { ...booking, ...meeting, meetingCoordinates, whatsappGroupUrl: null, organizerWhatsapp: "+6281234567892" },
  ],
  values: (
    props: {
      name: string;
      tripTitle: string;
      bookingCode: string;
      date: string;
      meetingPoint: string;
      meetingTime: string;
      meetsDayBefore: boolean | null;
      meetingCoordinates: string | null;
      whatsappGroupUrl: string | null;
      organizerWhatsapp: string | null;
    },
    locale,
  ) => ({
    name: props.name,
    trip: props.tripTitle,
    code: props.bookingCode,
    day: day(props.date, locale),
    place: props.meetingPoint,
    time: props.meetsDayBefore ? `${day(meetingDay(props), locale)}, ${props.meetingTime}` : props.meetingTime,
    tonight: props.meetsDayBefore ? "yes" : undefined,
    map: mapUrl(props),
    calendar: calendarLink(props.bookingCode),
    group: props.whatsappGroupUrl ?? undefined,
    ...organizerChat(props.organizerWhatsapp),
    link: appLink(`/pesanan/${props.bookingCode}`),
  }),
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
      meetsDayBefore: boolean | null;
      people: number;
      manifest: string;
    },
    locale,
  ) => ({
    name: props.name,
    trip: props.tripTitle,
    day: day(props.date, locale),
    place: props.meetingPoint,
    time: `${day(meetingDay(props), locale)}, ${props.meetingTime}`,
    people: count(props.people, locale),
    manifest: props.manifest,
    link: appLink(`/organizer/trip/${props.tripId}`),
  }),
});
