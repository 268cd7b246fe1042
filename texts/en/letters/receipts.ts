import type { receipts as first } from "#texts/id/letters/receipts.ts";

/** Mails about money that came in part or was recorded by mistake. */
export const receipts: typeof first = {
  "payment-incomplete": {
    subject: ({ trip, missing }) => `${missing} is still missing for ${trip}`,
    letter: ({ name, trip, code, received, missing, account, holder, deadline, link }) => ({
      heading: "Your transfer came, and is not yet enough",
      greeting: `Hello ${name},`,
      lines: [
        `We have received ${received} for booking ${code}, ${trip}. Only ${missing} is missing; we keep your seats until the deadline.`,
        "Transfer exactly that amount and upload the proof. If you decide not to, all that came goes back to you.",
      ],
      facts: [
        ["Missing", missing],
        ["Account", account],
        ["Account holder", holder],
        ["Pay before", deadline],
      ],
      button: { label: "Pay the rest", href: link },
    }),
  },
  "receipt-voided": {
    subject: ({ trip }) => `We recorded a payment for ${trip} by mistake`,
    letter: ({ name, trip, code, amount, reason, review, pay, confirmed, over, missing, deadline, link }) => ({
      heading: "Sorry, our record was wrong",
      greeting: `Hello ${name},`,
      lines: [
        `For booking ${code}, ${trip}, we had recorded ${amount} as received. That was a mistake, and we have taken it back.`,
        review && "There is nothing you need to do: we keep your seats and check your proof of transfer again.",
        pay && "We keep your seats until the deadline below. Have you already paid? Upload the proof.",
        confirmed && "Your seats are still confirmed; nothing changes for you.",
        over && "This booking had ended before; there is nothing you need to do.",
      ],
      facts: [
        ["Reason", reason],
        ["Not yet received", missing],
        ["Pay before", deadline],
      ],
      button: { label: "Open your booking", href: link },
    }),
  },
  "participant-unpaid": {
    subject: ({ trip, participant }) => `${participant} is not yet certain for ${trip}`,
    letter: ({ name, trip, code, participant, pax, link }) => ({
      heading: "Sorry, our record was wrong",
      greeting: `Hello ${name},`,
      lines: [
        `We had recorded a payment of ${participant} for ${trip} by mistake. The booking waits for its payment again; the seats are kept until its deadline.`,
        "We write again as soon as the payment has come.",
      ],
      facts: [
        ["Booked by", participant],
        ["Participants", pax],
        ["Booking code", code],
      ],
      button: { label: "See who comes", href: link },
    }),
  },
};
