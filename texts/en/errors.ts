import type { Texts } from "#texts/id.ts";
import { plural } from "./plural.ts";

/** What the errors of our own jobs mean. Amounts, counts and codes come in formatted. */
export const errors: Texts["errors"] = {
  books: {
    money: "the books do not add up",
    seats: "the seats do not add up",
    at: (what, subject) => `${what} at ${subject}`,
    booking: (code) => `booking ${code}`,
    bookings: (bookings) => plural(bookings, "booking", "bookings"),
    trip: (name) => `trip ${name}`,
    trips: (trips) => plural(trips, "trip", "trips"),
    rules: {
      seats: ({ is, must }) => `${is} seats are taken of ${must}`,
      full: ({ is, must }) => `${is} of ${must} seats are taken, but its state says otherwise`,
      "one-booking": () => "whoever booked has two live bookings on the same trip",
      "money-in": ({ is, must, apart, isMore }) =>
        `${is} came in, but the organizer's share, the fee and the refunds make ${must}: ${apart} too ${isMore ? "little" : "much"}`,
      "never-paid": () => "there is an organizer's share or a refund, but the payment never came",
      "closed-trip": () => "its trip is called off, but it is still live or its money is not refunded in full",
      "released-early": () => "the organizer's share was released before the trip was over or its hold had ended",
      "dispute-held": () => "a report is undecided, but its money is not held",
      "one-story": () => "the states of booking, payment and payout contradict each other",
      balance: ({ is, must, apart }) =>
        `all money held: ${is} should be in the bank, but what is owed and the fees make ${must}, ${apart} apart`,
    },
    more: (rows) => `and ${rows} more`,
    unexplained: (what, is, told) =>
      `${what} is recorded as ${is}, but the history left it at ${told}. Nobody wrote the change down: this is the wrong figure.`,
    unrecorded: (what) => `${what}: this row has no history at all, so it was made outside the app.`,
    allExplained:
      "The history explains every figure recorded now, so it is the reckoning that is wrong, not one figure.",
    nothing: "empty",
    columns: {
      "Trip.quota": "The trip's seats",
      "Trip.status": "The trip's state",
      "Booking.pax": "The booking's seats",
      "Booking.status": "The booking's state",
      "Booking.totalAmount": "The booking's total",
      "Payment.amount": "The amount to pay",
      "Payment.receivedAmount": "The money that came in",
      "Payment.status": "The payment's state",
      "Payout.amount": "The organizer's share",
      "Payout.feeAmount": "SeTrip's fee",
      "Payout.heldUntil": "The end of the hold",
      "Payout.releasedAt": "The time of release",
      "Payout.status": "The payout's state",
      "Refund.amount": "The refund",
      "Refund.status": "The refund's state",
    },
    entities: { Trip: "Trip", Booking: "Booking", Payment: "Payment", Payout: "Payout", Refund: "Refund" },
    whatToDo: {
      money:
        "Transfer nothing for the bookings named. Compare their figures with the bank's statement, then send the link to this run to a developer: only a developer can put a wrong figure right.",
      seats:
        "No money is affected. Open the trip and compare its seats with its bookings, then send the link to this run to a developer. Accept no new payment for that trip until then.",
      balance: "Transfer nothing yet. No booking is wrong by itself: send the link to this run to a developer.",
    },
    warning:
      "Transfer nothing yet for these bookings: their books did not add up at the last check. See whether they are in the bank's file, too.",
    warningAll: "Transfer nothing yet: the books did not add up at the last check.",
    why: "What does not add up",
  },
  mail: {
    says: (cause) => `the mail provider refuses every mail: ${cause}`,
    waiting: (mails) =>
      `${plural(mails, "mail is", "mails are")} waiting and sent by themselves once the provider takes mails again.`,
    expiring: (mails) => `${plural(mails, "of them is", "of them are")} not sent once their time is over, the first at`,
    noneWaiting: "No mail is waiting now.",
    seeWaiting: "See the mails",
    provider: "Open Resend",
    down: "No mail goes out at present.",
    downHere: "No mail goes out at present: whoever is told by mail hears of it once that is mended.",
    downWhy: "Why",
    downLead: "What this page promises by mail arrives once that is mended.",
    seeRun: "See the cause and how to mend it",
  },
  trips: {
    says: (trips) => `${plural(trips, "trip", "trips")} could not be worked on, the others were`,
    whatToDo:
      "Run it again: what is done is not done twice. If the same trip fails again, send the error itself to a developer.",
  },
  again: {
    books:
      "This job only checks and changes nothing. Running it again checks everything anew, and fails again for as long as something does not add up.",
    check: "This job only checks and changes nothing. Running it again checks everything anew.",
    mails: "Until the cause is mended, running it again sends nothing. After that it sends at once whatever waits.",
    unknown: "This job stopped halfway. What was stored is still there.",
  },
};
