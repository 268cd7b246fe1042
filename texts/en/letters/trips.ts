import type { trips as first } from "#texts/id/letters/trips.ts";

/** Mails when a trip is over. */
export const trips: typeof first = {
  "trip-completed": {
    subject: ({ trip }) => `${trip} is over`,
    letter: ({ name, trip, deadline, link }) => ({
      heading: "We hope you had a good trip",
      greeting: `Hello ${name},`,
      lines: [
        `${trip} is over. We are still holding your payment.`,
        `Was something not as promised? Report it before ${deadline}. After that the money goes to the organizer.`,
      ],
      button: { label: "Open your booking", href: link },
    }),
  },
  "trip-completed-organizer": {
    subject: ({ trip }) => `${trip} is over, your money is next`,
    letter: ({ name, trip, release, link }) => ({
      heading: "The trip is over",
      greeting: `Hello ${name},`,
      lines: [
        `${trip} has been marked as completed. Thank you for leading it.`,
        `Your money comes free after ${release}, except for bookings that a participant reports.`,
      ],
      button: { label: "Open your payouts", href: link },
    }),
  },
};
