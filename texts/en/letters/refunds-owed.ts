import type { refundsOwed as first } from "#texts/id/letters/refunds-owed.ts";
import { whereTo } from "./phrases.ts";

/** Mails about money that goes back. */
export const refundsOwed: typeof first = {
  "refund-approved": {
    subject: ({ amount, trip, asked }) =>
      asked ? `${amount} from ${trip} waits for your bank account` : `${amount} from ${trip} comes back to you`,
    letter: ({ name, trip, code, amount, bounced, asked, link, ...gaps }) => ({
      heading: "Money comes back to you",
      greeting: `Hello ${name},`,
      lines: [
        asked
          ? `We could not transfer your refund for booking ${code}, ${trip}, yet.`
          : bounced
            ? `The bank returned our transfer for booking ${code}, ${trip}. We will try again.`
            : `We return part of your payment for booking ${code}, ${trip}.`,
        bounced && !gaps.account
          ? `Check your bank account at ${gaps.accountPage}. Change it, or save it again if it is right, so that we can transfer the money.`
          : whereTo(gaps),
      ],
      facts: [["Coming back", amount]],
      button: { label: "Open your booking", href: link },
    }),
  },
  "refund-paid": {
    subject: ({ amount }) => `We have transferred ${amount} to your account`,
    letter: ({ name, trip, code, amount, account, reference, link }) => ({
      heading: "Your refund is on its way",
      greeting: `Hello ${name},`,
      lines: [`We have transferred your refund for ${trip}. Not there within two working days? Reply to this mail.`],
      facts: [
        ["Amount", amount],
        ["Account", account],
        ["Reference", reference],
        ["Booking code", code],
      ],
      button: { label: "Open your booking", href: link },
    }),
  },
};
