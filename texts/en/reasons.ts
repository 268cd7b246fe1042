import type { Texts } from "#texts/id.ts";

/** Why something happened that nobody typed a reason for: the domain keeps the codes, these are their sentences. */
export const reasons: Texts["reasons"] = {
  money: {
    short: "The transfer was less than the price of the trip.",
    cancelled: "The transfer came for a booking that had been cancelled.",
    "sold-out": "The transfer came after the deadline, and the seats were taken.",
    "trip-over": "The transfer came after the deadline, and the trip had begun or was called off.",
    "booked-again": "The transfer came after the deadline, and the participant had booked again.",
    "days-changed": "The transfer came after the deadline, and the trip had other days.",
    "rest-missing": "The rest of the payment did not come in time.",
    "returned-before": "The transfer came after this booking's money had gone back.",
    surplus: "The transfer was more than what was asked for.",
  },
  hold: { suspended: "The organizer is suspended" },
  why: { superseded: "another decision took its place" },
};
