import type { Texts } from "#texts/id.ts";

/** How it works, and the terms. */
export const about: Texts["about"] = {
  works: {
    title: "How it works",
    description: "Where your money goes, when the organizer is paid, and what happens if a trip is called off.",
    lead: "Open trips are usually paid up front, to somebody you have never met. On SeTrip the money does not go there straight away.",
    money: "The way your money takes",
    steps: (n) => [
      {
        title: "Choose a trip and book seats",
        detail: `Say who is coming. Your seats are reserved at once, and you have ${n.payHours} hours to pay.`,
      },
      {
        title: "Transfer to SeTrip’s account",
        detail:
          "The amount ends in a unique code of a few hundred rupiah, so that we recognise your transfer. Upload the proof, and we match it with what came in.",
      },
      {
        title: "We hold the money",
        detail:
          "The organizer knows that you have paid, but we still have the money. The meeting point and the group’s link reach you by email.",
      },
      {
        title: "Go, and come home",
        detail: `After the last day we hold the money for another ${n.holdDays} days. During that time you can report a problem, and your money stays with us until an admin has decided.`,
      },
      { title: "The organizer is paid", detail: "Only then, and only if no report is open." },
    ],
    refund: "When plans change",
    refundLead: "We show what you would get back before you confirm a cancellation.",
    table: {
      caption: "What a participant gets back",
      when: "You cancel",
      back: "You get",
      rows: (n) => [
        [`${n.fullDays} days before the trip or earlier`, "Everything you paid, unique code included"],
        [`${n.halfDays} to ${n.fullDays - 1} days before the trip`, "50% of the trip’s price"],
        [`Less than ${n.halfDays} days before the trip`, "Nothing, but somebody else may take your place"],
        ["The organizer cancels the trip", "Everything you paid"],
        ["You paid too little, or after the seats were gone", "Everything you transferred"],
      ],
    },
    organizers: "For organizers",
    organizerSections: (n) => [
      {
        title: "Checked once, then free to open trips",
        paragraphs: [
          "Send a photo of your identity card and fill in your bank account. Once we have approved you, every trip you open is listed at once.",
          `A trip leaves ${n.leadDays} days after it was opened at the earliest, so that people have time to pay.`,
        ],
      },
      {
        title: `A fee of ${n.fee}, only on what you receive`,
        paragraphs: [
          `Participants pay the price you set. We keep ${n.fee} of your share when it is paid out; where a participant gets everything back, there is no fee.`,
        ],
      },
      {
        title: `Paid ${n.holdDays} days after the trip`,
        paragraphs: [
          "You see every payout: held until when, disputed, ready, or transferred with its reference number.",
        ],
      },
    ],
    search: "Find a trip",
    become: "Apply as an organizer",
    terms: "Read the full terms",
  },
  terms: {
    title: "Terms",
    description: "The rules for booking, paying, cancelling and getting money back on SeTrip, in plain words.",
    lead: "Written to be read. The numbers here are the ones our system uses to work out your money.",
    sections: (n) => [
      {
        title: "Who does what",
        paragraphs: [
          "Organizers plan and lead trips and answer for what is in them. SeTrip brings you together, takes the payment, holds it and passes it on.",
          "To book you need an account with a verified email address.",
        ],
      },
      {
        title: "Booking and paying",
        paragraphs: [
          `One booking is for 1 to 10 people. Seats are reserved from the moment you book, for ${n.payHours} hours and never past the start of the trip. After that, without a proof of transfer, the booking lapses and the seats are free again.`,
          "Transfer exactly the amount shown, to the last digit. If it is too little, we ask for the rest or return all of it. If it is too much, you get the difference back; what is too little for a transfer counts as rounding.",
          "If your money arrives late, we use it for seats that are still free. If there are none, all of it goes back.",
        ],
      },
      {
        title: "Cancelling a booking",
        paragraphs: [
          `${n.fullDays} days before departure or earlier, you get everything back that you paid. ${n.halfDays} to ${n.fullDays - 1} days before, 50% of the trip’s price. Less than ${n.halfDays} days before, nothing. Days follow the calendar of Western Indonesia Time (WIB).`,
          "You may name other people to travel instead until the day before departure, at no cost.",
        ],
      },
      {
        title: "Trips that the organizer cancels",
        paragraphs: [
          "Every participant gets back everything, also the part that was kept when they cancelled earlier themselves. The dates of a trip that somebody has booked cannot be moved quietly: the trip has to be cancelled and opened again.",
        ],
      },
      {
        title: "Reporting a problem",
        paragraphs: [
          `From the day of departure until ${n.holdDays} days after the last day you can report a problem on your booking’s page, with the amount you ask for and your evidence. While a report is open, the money for your booking is not passed on.`,
          "An admin hears both sides, then grants all of it, part of it, or none. Both sides are told.",
        ],
      },
      {
        title: "Getting money back",
        paragraphs: [
          "Refunds are transferred to the bank account in your profile. Without one we cannot send it, so we remind you by email. Your booking’s page always shows where it stands.",
        ],
      },
      {
        title: "Money for organizers",
        paragraphs: [
          `Money is released once the trip is over and ${n.holdDays} days have passed without an open report. SeTrip keeps ${n.fee} of the organizer’s share; unique codes are SeTrip’s.`,
          "The trips of a suspended organizer are not listed and take no new bookings. Bookings and money that exist are settled one by one.",
        ],
      },
      {
        title: "Personal data",
        paragraphs: [
          "Participants’ names and numbers are seen by that trip’s organizer and by admins only. Proofs of transfer and bank accounts are seen by their owner and by admins only. We remove the place from every photo that is uploaded.",
        ],
      },
    ],
    works: "See how it works",
  },
};
