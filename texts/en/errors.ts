import type { Texts } from "../id.ts";
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
    whatToDo: {
      money:
        "Transfer nothing for the bookings named. Open the booking: compare its figures with the bank's statement and with the history on that page. What the history does not explain is mended by a developer: send them the link to this run.",
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
    waiting: (mails) => `${plural(mails, "mail is", "mails are")} waiting; none is lost.`,
    noneWaiting: "No mail is waiting now.",
    seeWaiting: "See the mails",
    provider: "Open Resend",
    down: "No mail goes out at present.",
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
