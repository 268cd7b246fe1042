import type { refunds as first } from "#texts/id/letters/refunds.ts";

/** Mails about problems that were reported. */
export const refunds: typeof first = {
  "dispute-opened": {
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
};
