import type { payouts as first } from "#texts/id/letters/payouts.ts";

/** Mails to organizers about their money. */
export const payouts: typeof first = {
  "payout-released": {
    subject: ({ trip, amount }) => `${amount} from ${trip} is ready for transfer`,
    letter: ({ name, trip, amount, bookings, link }) => ({
      heading: "Your money has been released",
      greeting: `Hello ${name},`,
      lines: ["The holding period is over. We transfer to your registered account on the next working day."],
      facts: [
        ["Trip", trip],
        ["Amount", amount],
        ["Bookings", bookings],
      ],
      button: { label: "Open your payouts", href: link },
    }),
  },
  "payout-paid": {
    subject: ({ amount }) => `We have transferred ${amount} to your account`,
    letter: ({ name, amount, bookings, account, reference, link }) => ({
      heading: "Your money has been transferred",
      greeting: `Hello ${name},`,
      lines: ["We have transferred the money of your trips. Not there within two working days? Reply to this mail."],
      facts: [
        ["Amount", amount],
        ["Bookings", bookings],
        ["Account", account],
        ["Reference", reference],
      ],
      button: { label: "Open your payouts", href: link },
    }),
  },
  "payout-bounced": {
    subject: ({ amount }) => `The bank returned ${amount}: please look at your account`,
    letter: ({ name, amount, bookings, account, link }) => ({
      heading: "The bank returned your money",
      greeting: `Hello ${name},`,
      lines: [
        "The money that we sent to your account came back from the bank, so it is still with us.",
        "Please look at the number and the name of your account. Once they are right, we send it again.",
      ],
      facts: [
        ["Amount", amount],
        ["Bookings", bookings],
        ["Account", account],
      ],
      button: { label: "Look at your account", href: link },
    }),
  },
};
