import type { payments as first } from "#texts/id/letters/payments.ts";
import { whereTo } from "./phrases.ts";

/** Mails about proofs of transfer and what came of them. */
export const payments: typeof first = {
  "new-participant": {
    subject: ({ trip, participant }) => `${participant} joins ${trip}`,
    letter: ({ name, trip, code, participant, phone, pax, link }) => ({
      heading: "A new participant",
      greeting: `Hello ${name},`,
      lines: [`We have received the payment for ${trip} and hold it until the trip is over.`],
      facts: [
        ["Booked by", participant],
        ["Phone", phone],
        ["Participants", pax],
        ["Booking code", code],
      ],
      button: { label: "See who comes", href: link },
    }),
  },
  "proof-rejected": {
    subject: ({ trip }) => `We could not accept your proof of transfer for ${trip}`,
    letter: ({ name, trip, code, reason, deadline, link }) => ({
      heading: "Your proof was rejected",
      greeting: `Hello ${name},`,
      lines: [
        `We have not found the transfer for booking ${code}, ${trip}, on our account.`,
        deadline
          ? "Upload the right proof before the deadline; we keep your seats until then."
          : "The deadline has passed, so this booking is no longer valid. If your money is really on its way, reply to this mail.",
      ],
      facts: [
        ["Reason", reason],
        ["Pay before", deadline],
      ],
      button: { label: deadline ? "Upload another proof" : "Open your booking", href: link },
    }),
  },
  "payment-returned": {
    subject: ({ trip, amount }) => `We return your transfer of ${amount} for ${trip}`,
    letter: ({ name, trip, code, amount, why, link, ...gaps }) => ({
      heading: "All of your money comes back",
      greeting: `Hello ${name},`,
      lines: [`We cannot use your transfer for booking ${code}, ${trip}. ${why}`, whereTo(gaps)],
      facts: [["Coming back", amount]],
      button: { label: "Open your booking", href: link },
    }),
  },
};
