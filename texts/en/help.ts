import type { Texts } from "#texts/id.ts";

export const help: Texts["help"] = {
  title: "Help",
  description: "Answers to what people ask about bookings, transfers and refunds, and how to reach SeTrip.",
  lead: "Your answer may be here already. If not, write to us.",
  questions: (n) => [
    {
      title: "Before and after paying",
      items: [
        {
          question: "I have transferred, but my booking is not confirmed.",
          answer:
            "Upload the proof of your transfer on your booking's page. We match it with the money that came in; once it matches, your e-ticket arrives by mail. While the proof waits, your seats are not given away.",
        },
        {
          question: "I left out the unique code, or sent too little.",
          answer:
            "Your money is not lost. Upload the proof as usual. If it was too little, we ask for the rest or send everything back; if it was too much, the surplus comes back.",
        },
        {
          question: "The deadline passed before I paid.",
          answer: `Seats are reserved for ${n.payHours} hours, then they are free again. If the trip still has seats, book once more. Money that was sent all the same pays for a seat that is left, or all of it comes back.`,
        },
      ],
    },
    {
      title: "Cancelling and refunds",
      items: [
        {
          question: "How much do I get back if I cancel?",
          answer: `${n.fullDays} days before departure or earlier: everything. ${n.halfDays} to ${n.fullDays - 1} days: half of the trip's price. Closer than that: nothing, but names can be changed. You see the amount before you press cancel.`,
        },
        {
          question: "When does the money arrive?",
          answer:
            "We transfer it to the bank account in your profile. Your booking's page shows how far it is: approved, prepared, or sent with its reference number. If you have not given an account, do so on your account page first.",
        },
        {
          question: "The trip was not what was promised.",
          answer: `Report it on your booking's page, at most ${n.holdDays} days after the trip's last day. While the report is open, your money is not passed on to the organizer.`,
        },
      ],
    },
    {
      title: "Account",
      items: [
        {
          question: "Mails from SeTrip do not arrive.",
          answer:
            "Look in your spam folder, and check the address on your account page. All that matters also stands on your booking's page, so nothing is lost.",
        },
        {
          question: "My account is suspended, or I cannot sign in.",
          answer:
            "Reset your password on the sign-in page. If your account is suspended, write to us: your bookings and your money are looked after all the same.",
        },
      ],
    },
  ],
  privacy: "What we keep about you, and your rights",
  contact: {
    title: "Contact",
    lead: "Give your booking code (ST-…) if you have one, so that we know at once. Never send a password or a sign-in code.",
    whatsapp: "WhatsApp",
    email: "Email",
    hours: "Answered",
    company: "Company",
    address: "Address",
    none: "Reply to any mail from SeTrip: your answer reaches us.",
  },
};
