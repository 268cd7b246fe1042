import { plural } from "#texts/en/plural.ts";
import type { Texts } from "#texts/id.ts";

/** All trips. Amounts come in formatted. */
export const trips: Texts["admin"]["trips"] = {
  title: "Trips",
  lists: { all: "All", OPEN: "Open", FULL: "Full", COMPLETED: "Completed", CLOSED: "Called off", stuck: "Lost photos" },
  lead: "Every trip, newest first.",
  leadStuck:
    "Trips with a photo whose file the store lacks. Restore it from a backup, or ask the organizer to upload it again.",
  empty: "No trips here",
  columns: {
    trip: "Trip",
    days: "Days",
    organizer: "Organizer",
    seats: "Seats",
    price: "Price a person",
    state: "State",
  },
  seats: (taken: string, quota: string) => `${taken} of ${quota}`,
  publicPage: "Public page",
  about: "About the trip",
  facts: {
    destination: "Destination",
    days: "Days",
    closesOn: "Booking until",
    registrationClosed: "Registration closed",
    meeting: "Meeting point",
    price: "Price a person",
    seats: "Seats taken",
    organizer: "Organizer",
    closed: "Called off",
    reason: "Reason",
  },
  bookings: "Bookings",
  noBookings: "No bookings yet.",
  bookingColumns: {
    booking: "Booking",
    pax: "People",
    price: "Price",
    received: "Came in",
    refunded: "Promised back",
    payout: "Organizer's share",
    state: "State",
  },
  money: "Money",
  received: "Came in",
  refunded: "Promised back",
  payouts: "Organizer's share",
  fees: "SeTrip's fees",
  close: "Call the trip off",
  closing: "Calling off…",
  closeLead: (bookings: string, refund: string) =>
    `${plural(bookings, "booking is", "bookings are")} cancelled and ${refund} goes back to participants, also what earlier cancellations left. This cannot be undone.`,
  closeProofs: (count: string) =>
    `${plural(count, "proof is", "proofs are")} still to be checked. Money that did arrive goes back too.`,
  closeReason: "Reason, as every participant reads it",
  flash: { closed: (refund: string) => `The trip is called off. ${refund} is queued to go back.` },
  refusals: {
    completed: "The trip is completed and can no longer be called off.",
    closed: "This trip is called off already.",
  },
};
