import type { cancellations as first } from "#texts/id/letters/cancellations.ts";
import { whereTo } from "./phrases.ts";

/** Mails about bookings and trips that were called off. */
export const cancellations: typeof first = {
  "booking-cancelled": {
    subject: ({ trip }) => `Your booking for ${trip} is cancelled`,
    letter: ({ name, trip, code, byAdmin, reason, amount, link, ...gaps }) => ({
      heading: "Booking cancelled",
      greeting: `Hello ${name},`,
      lines: [
        byAdmin
          ? `Booking ${code} for ${trip} was cancelled by an admin of SeTrip.`
          : `You have cancelled booking ${code} for ${trip}.`,
        amount ? whereTo(gaps) : "No money comes back for this cancellation.",
      ],
      facts: [
        ["Coming back", amount],
        ["Reason", reason],
      ],
      button: { label: "Open your booking", href: link },
    }),
  },
  "booking-cancelled-organizer": {
    subject: ({ trip, participant }) => `${participant} no longer joins ${trip}`,
    letter: ({ name, trip, code, participant, pax, byAdmin, reason, amount, link }) => ({
      heading: "A booking was cancelled",
      greeting: `Hello ${name},`,
      lines: [
        byAdmin
          ? `An admin of SeTrip cancelled the booking of ${participant} on ${trip}.`
          : `${participant} cancelled the booking on ${trip}.`,
      ],
      facts: [
        ["Booking code", code],
        ["Seats free again", pax],
        ["Returned to the participant", amount],
        ["Reason", reason],
      ],
      button: { label: "Open the trip", href: link },
    }),
  },
  "trip-closed": {
    subject: ({ trip }) => `${trip} is called off`,
    letter: ({ name, trip, code, reason, amount, underReview, link, ...gaps }) => ({
      heading: "The trip is called off",
      greeting: `Hello ${name},`,
      lines: [
        `We are sorry: ${trip} is called off, and booking ${code} with it.`,
        amount ? `All of your money comes back. ${whereTo(gaps)}` : undefined,
        underReview
          ? "We are checking your proof of transfer. Whatever has arrived comes back to you whole."
          : undefined,
      ],
      facts: [
        ["Reason", reason],
        ["Coming back", amount],
      ],
      button: { label: "Open your booking", href: link },
    }),
  },
};
