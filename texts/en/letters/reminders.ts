import type { reminders as first } from "#texts/id/letters/reminders.ts";

/** Mails before a deadline and before the day. */
export const reminders: typeof first = {
  "payment-reminder": {
    subject: ({ trip, deadline }) => `Pay for ${trip} before ${deadline}`,
    letter: ({ name, trip, amount, account, holder, deadline, link }) => ({
      heading: "Your seats are still reserved",
      greeting: `Hello ${name},`,
      lines: [
        `We have not received your proof of transfer for ${trip}. After the deadline the seats are free for others again.`,
        "Have you already paid? Upload the proof, and your seats are safe until we have checked it.",
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
  "trip-reminder": {
    subject: ({ trip, time, tonight }) =>
      tonight ? `Tonight: ${trip}, meet at ${time}` : `Tomorrow: ${trip}, meet at ${time}`,
    letter: ({
      name,
      trip,
      code,
      day,
      place,
      time,
      group,
      organizer,
      organizerChat,
      map,
      calendar,
      tonight,
      link,
    }) => ({
      heading: tonight ? "You meet tonight" : "You leave tomorrow",
      greeting: `Hello ${name},`,
      lines: [`${trip} leaves on ${day}. Keep this mail at hand: there may be no signal on the way.`],
      facts: [
        ["Meeting point", place, map],
        ["Meeting time", time],
        ["WhatsApp group", group],
        ["Organizer's WhatsApp", organizer, organizerChat],
        ["Booking code", code],
        ["Save to your calendar", "Download the calendar file", calendar],
      ],
      button: { label: "Open your ticket", href: link },
    }),
  },
  "trip-reminder-organizer": {
    subject: ({ trip, people }) => `Tomorrow: ${trip}, participants: ${people}`,
    letter: ({ name, trip, day, place, time, people, manifest, link }) => ({
      heading: "Who comes tomorrow",
      greeting: `Hello ${name},`,
      lines: [`${trip} leaves on ${day}. These are all who have paid, with their phone numbers.`],
      facts: [
        ["Meeting point", place],
        ["Meeting time", time],
        ["Participants", people],
      ],
      list: manifest,
      button: { label: "Open the trip", href: link },
    }),
  },
};
