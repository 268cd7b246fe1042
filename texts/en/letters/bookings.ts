import type { bookings as first } from "#texts/id/letters/bookings.ts";

/** Mails to who has booked: how to pay, what was paid, and when it was too late. */
export const bookings: typeof first = {
  "payment-instructions": {
    subject: ({ trip, amount }) => `Pay ${amount} for ${trip}`,
    letter: ({ name, trip, amount, account, holder, deadline, link }) => ({
      heading: "Your seats are reserved",
      greeting: `Hello ${name},`,
      lines: [
        `Transfer exactly this amount for ${trip}, to the last digit. It contains a unique code that lets us recognise your transfer.`,
      ],
      facts: [
        ["Amount", amount],
        ["Account", account],
        ["Account holder", holder],
        ["Pay before", deadline],
      ],
      button: { label: "Upload your proof", href: link },
    }),
  },
  "booking-confirmed": {
    subject: ({ trip }) => `Payment received: see you on ${trip}`,
    letter: ({
      name,
      trip,
      code,
      days,
      place,
      time,
      pax,
      group,
      organizer,
      organizerChat,
      rounding,
      map,
      calendar,
      link,
    }) => ({
      heading: "You are going",
      greeting: `Hello ${name},`,
      lines: [
        `We have received your payment for ${trip} and hold it until the trip is over.`,
        rounding &&
          `You transferred ${rounding} too much. That is too little to be transferred back, so it counts as rounding.`,
      ],
      facts: [
        ["Booking code", code],
        ["Dates", days],
        ["Meeting point", place, map],
        ["Meeting time", time],
        ["Participants", pax],
        ["WhatsApp group", group],
        ["Organizer's WhatsApp", organizer, organizerChat],
        ["Save to your calendar", "Download the calendar file", calendar],
      ],
      button: { label: "Open your e-ticket", href: link },
    }),
  },
  "booking-expired": {
    subject: ({ trip }) => `The payment deadline for ${trip} has passed`,
    letter: ({ name, trip, code, link }) => ({
      heading: "Your booking has expired",
      greeting: `Hello ${name},`,
      lines: [
        `We received no payment for booking ${code}, ${trip}, before its deadline, so the seats are free again.`,
        "Have you already transferred? Your money is safe: you get the seats if there are any left, or all of it back.",
      ],
      button: { label: "Book again", href: link },
    }),
  },
};
