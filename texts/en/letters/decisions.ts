import type { decisions as first } from "#texts/id/letters/decisions.ts";
import { whereTo } from "./phrases.ts";

/** Mails about what an admin decided on a report. */
export const decisions: typeof first = {
  "dispute-decided": {
    subject: ({ trip }) => `Your report about ${trip} has been decided`,
    letter: ({ name, trip, code, amount, explanation, link, ...gaps }) => ({
      heading: amount ? "Your report was accepted" : "We could not accept your report",
      greeting: `Hello ${name},`,
      lines: [`We have decided your report about booking ${code}, ${trip}.`, amount ? whereTo(gaps) : undefined],
      facts: [
        ["Coming back", amount],
        ["Explanation", explanation],
      ],
      button: { label: "Open your booking", href: link },
    }),
  },
  "dispute-decided-organizer": {
    subject: ({ trip, amount }) =>
      amount ? `${amount} from ${trip} goes back to a participant` : `A report about ${trip} was rejected`,
    letter: ({ name, trip, code, amount, explanation, link }) => ({
      heading: amount ? "Part of the money goes back" : "The report was rejected",
      greeting: `Hello ${name},`,
      lines: [
        amount
          ? `An admin of SeTrip decided a refund for booking ${code} on ${trip}. Your share of it was calculated again.`
          : `An admin of SeTrip rejected the report about booking ${code} on ${trip}. Your share of it stays as it was.`,
      ],
      facts: [
        ["Back to the participant", amount],
        ["Explanation", explanation],
      ],
      button: { label: "Open your payouts", href: link },
    }),
  },
};
