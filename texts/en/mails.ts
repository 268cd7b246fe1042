import type { Texts } from "#texts/id.ts";

/** What mails say besides their letters, which stand in `letters/`. */
export const mails: Texts["mails"] = {
  footer:
    "SeTrip holds every payment until the trip is over. This mail was sent automatically; reply if something is wrong.",
  returned: {
    short: "The amount is less than the price of the trip.",
    cancelled: "The booking had been cancelled.",
    "sold-out": "The transfer came after the deadline, and the seats are taken.",
    "trip-over": "The transfer came after the deadline, and the trip has begun or is off.",
    "booked-again": "The transfer came after the deadline, and you have another booking on this trip.",
    "days-changed": "The transfer came after the deadline, and the trip has other days now than those you chose.",
    "rest-missing": "The rest did not come before its deadline, so the seats are free again.",
    "returned-before": "The booking is no longer valid, and the money that came before went back.",
  },
};
