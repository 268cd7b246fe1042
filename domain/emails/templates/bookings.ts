import { mapUrl, meetingDay } from "#domain/fields/meeting.ts";
import { whatsappUrl } from "#domain/fields/whatsapp-url.ts";
import { count, day, days, type Locale, moment, rupiah } from "#texts/format.ts";
import { booking, meetingCoordinates, toPay } from "./examples.ts";
import { appLink } from "./links.ts";
import { defineTemplate } from "./template.ts";

/** What a participant must know to pay; `amountRupiah` includes the unique code. */
export type HowToPay = {
  name: string;
  tripTitle: string;
  bookingCode: string;
  amountRupiah: number;
  bank: string;
  accountNumber: string;
  accountHolder: string;
  expiresAt: Date;
};

/** The same as the texts of a mail that asks for the transfer. */
export function howToPay(props: HowToPay, locale: Locale) {
  return {
    name: props.name,
    trip: props.tripTitle,
    amount: rupiah(props.amountRupiah),
    account: `${props.bank} ${props.accountNumber}`,
    holder: props.accountHolder,
    deadline: moment(props.expiresAt, locale),
    link: appLink(`/pesanan/${props.bookingCode}/bayar`),
  };
}

/** To the participant after booking: exactly what to pay, where and until when. `amountRupiah` includes the unique code. */
export const paymentInstructions = defineTemplate({
  to: "participant",
  when: "booked: the exact amount, where to and until when",
  toUnconfirmed: false,
  examples: () => [toPay],
  values: howToPay,
});

/** The organizer's number and the address of a chat with it; nothing where there is none. */
export function organizerChat(whatsapp: string | null) {
  return { organizer: whatsapp ?? undefined, organizerChat: whatsapp ? whatsappUrl(whatsapp) : undefined };
}

/** The address of a paid booking's calendar file. */
export function calendarLink(bookingCode: string): string {
  return appLink(`/pesanan/${bookingCode}/jadwal.ics`);
}

/** To the participant once the money is in: where and when the trip starts. */
export const bookingConfirmed = defineTemplate({
  to: "participant",
  when: "the money was accepted",
  toUnconfirmed: false,
  examples: () => [
    {
      ...booking,
      date: "2026-12-12",
      endDate: "2026-12-13",
      ...{ meetingPoint: "Stasiun Malang", meetingCoordinates },
      ...{ meetingTime: "23:00 WIB", meetsDayBefore: true },
      pax: 2,
      whatsappGroupUrl: "https://chat.whatsapp.com/x",
      organizerWhatsapp: "+6281234567892",
      roundingRupiah: 400,
    },
  ],
  values: (
    props: {
      name: string;
      tripTitle: string;
      bookingCode: string;
      date: string;
      endDate: string | null;
      meetingPoint: string;
      meetingTime: string;
      meetsDayBefore: boolean | null;
      meetingCoordinates: string | null;
      pax: number;
      whatsappGroupUrl: string | null;
      /** Where its organizer answers who has paid. */
      organizerWhatsapp: string | null;
      /** What came too much and is too little to be transferred back; 0 where nothing is. */
      roundingRupiah: number;
    },
    locale,
  ) => ({
    name: props.name,
    trip: props.tripTitle,
    code: props.bookingCode,
    days: days(props.date, props.endDate, locale),
    place: props.meetingPoint,
    time: `${day(meetingDay(props), locale)}, ${props.meetingTime}`,
    map: mapUrl(props),
    calendar: calendarLink(props.bookingCode),
    pax: count(props.pax, locale),
    group: props.whatsappGroupUrl ?? undefined,
    ...organizerChat(props.organizerWhatsapp),
    rounding: props.roundingRupiah > 0 ? rupiah(props.roundingRupiah) : undefined,
    link: appLink(`/pesanan/${props.bookingCode}`),
  }),
});

/** To the participant when nobody paid in time: the seat is free again. */
export const bookingExpired = defineTemplate({
  to: "participant",
  when: "nobody paid in time",
  toUnconfirmed: false,
  examples: () => [{ ...booking, tripSlug: "bromo-midnight" }],
  values: ({
    name,
    tripTitle,
    tripSlug,
    bookingCode,
  }: Record<"name" | "tripTitle" | "tripSlug" | "bookingCode", string>) => ({
    name,
    trip: tripTitle,
    code: bookingCode,
    link: appLink(`/trip/${tripSlug}`),
  }),
});
