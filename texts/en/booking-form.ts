import type { Texts } from "#texts/id.ts";
import { plural } from "./plural.ts";

/** The form in which somebody books seats on a trip. */
export const bookingForm: Texts["bookingForm"] = {
  title: "Book seats",
  lead: (hours) =>
    `We reserve your seats as soon as you send this form. You then have ${plural(hours, "hour", "hours")} to pay.`,
  seatsLeft: (seats) => plural(seats, "seat left", "seats left"),
  led: (organizer) => `Led by ${organizer}`,
  backToTrip: "View the trip",
  travellers: "Who is coming",
  travellersHint: "Names as on the identity card. You can change them until the day before the trip.",
  person: (number) => `Person ${number}`,
  fullName: "Full name",
  more: "Phone and emergency contact, optional",
  phone: "Phone",
  emergencyContact: "Emergency contact",
  emergencyHint: "Name and number of somebody to call.",
  addPerson: "Add a person",
  removePerson: (number) => `Remove person ${number}`,
  remove: "Remove",
  noMoreSeats: (seats) => plural(seats, "seat is left.", "seats are left."),
  mostPeople: "A booking takes 10 people at most.",
  contact: "How to reach you",
  contactPhone: "WhatsApp number",
  contactHint: "For news from the organizer. Only the organizer and administrators see it.",
  note: "Note to the organizer",
  noteHint: "Optional. An allergy, for example, or another place to join.",
  bank: "Pay to",
  bankHint: "You can transfer from any bank. Choose what is easiest for you.",
  payment: "Payment",
  rulesFold: "What comes back if I cancel",
  escrow: "We hold your money until the trip is over. If the organizer calls it off, all of it comes back.",
  agree: "I have read and accept the rules about payment and refunds.",
  agreeFirst: "Accept these rules to book.",
  cancelUntil: (day) => `Cancel until ${day}`,
  cancelBetween: (first, last) => `${first} to ${last}`,
  cancelFrom: (day) => `From ${day}`,
  gives: {
    everything: "Everything comes back",
    half: "Half the price comes back",
    nothing: "Nothing comes back",
  },
  summary: "Summary",
  pricePerPerson: "Price per person",
  people: "People",
  total: "Total",
  uniqueCodeNote: "Plus a unique code of at most Rp 999, so that we recognise your transfer.",
  submit: "Book and see how to pay",
  submitting: "Holding your seats…",
  onlyLeft: (seats) => `${plural(seats, "seat is", "seats are")} left. Remove some people, then send it again.`,
  unpaidSeatsLeft: (seats) =>
    `With what you have not paid yet, you can book ${plural(seats, "more seat", "more seats")} for now. Pay or cancel a booking first if you need more.`,
  noCodeLeft: "This account is full for this amount. Choose another one; no seats have been taken yet.",
  unknownAccount: "Choose one of the accounts.",
  priceChanged: (price) =>
    `The price has become ${price} a person since you opened this page. Look at the total, then send it again if you agree. No seats have been taken yet.`,
  daysChanged:
    "The days of this trip have changed since you opened this page. Look at them, then send it again if you agree. No seats have been taken yet.",
  unpaidLimit: {
    title: "Finish your unpaid bookings first",
    lead: (bookings, seats) =>
      `So that there are seats for everybody, one account can have ${bookings} unpaid bookings or ${seats} unpaid seats at most. Pay or cancel one of them, then come back here.`,
    seats: (seats) => plural(seats, "seat", "seats"),
    payUntil: (at) => `pay before ${at}, or cancel it on its page`,
    underReview: "we are checking your proof of transfer",
  },
  obstacles: {
    "own-trip": {
      title: "You lead this trip",
      lead: "You need no seat on a trip of your own.",
      action: "Manage this trip",
    },
    "already-booked": {
      title: "You already have a booking on this trip",
      lead: "One account, one booking. You can still change the names on its page.",
      action: "Open my booking",
    },
    "sold-out": {
      title: "Sold out",
      lead: "All seats are taken. If somebody cancels or does not pay, seats open again.",
      action: "Find another trip",
    },
    "registration-closed": {
      title: "Its organizer has closed registration",
      lead: "The trip still goes, but its organizer takes no new bookings at the moment.",
      action: "Find another trip",
    },
    closed: {
      title: "Booking has closed",
      lead: "The last day to book has passed.",
      action: "Find another trip",
    },
    "starts-too-soon": {
      title: "The trip is about to leave",
      lead: "There is too little time to pay, so we take no new bookings.",
      action: "Find another trip",
    },
    "not-open": {
      title: "This trip takes no bookings",
      lead: "It is over, called off, or paused.",
      action: "Find another trip",
    },
    "unpaid-tries": {
      title: "Somebody else's turn first",
      lead: (tries, at) =>
        `You have booked this trip ${plural(tries, "time", "times")} without paying for it. So that there are seats for everybody, you can book it again from ${at}.`,
      action: "Find another trip",
    },
    "no-account": {
      title: "Payment is not open yet",
      lead: "The account that holds the money has not been set up. Try again later.",
      action: "Find another trip",
    },
  },
};
