import type { Texts } from "#texts/id.ts";
import { plural } from "./plural.ts";

const untilDeleted = () => "Until you delete your account.";

/** What is kept about people, why and for how long. */
export const privacy: Texts["privacy"] = {
  title: "Privacy",
  description: "Which personal data SeTrip keeps, what for, how long, who sees it, and what your rights are.",
  lead: "We keep personal data under Indonesia’s Personal Data Protection Law (UU PDP). Here is all of it, one by one: what it is, what it is for, and until when. The numbers are the ones by which our system deletes it.",
  what: "What it is",
  why: "What for",
  until: "How long",
  period: {
    hours: (hours) => plural(hours, "hour", "hours"),
    days: (days) => plural(days, "day", "days"),
    years: (years) => plural(years, "year", "years"),
  },
  groups: {
    account: "Your account",
    bookings: "Bookings and money",
    organizer: "If you organize trips",
    traces: "Mail, security and records",
  },
  kinds: {
    profile: {
      title: "Profile",
      what: "Name, mail address, phone number, and the language you chose.",
      why: "So that you can sign in and be reached, and your organizer knows who you are.",
      kept: untilDeleted,
    },
    signIn: {
      title: "How you sign in",
      what: "Your password, scrambled so that nobody can read it back, and the encrypted key of your second step.",
      why: "So that nobody but you opens your account.",
      kept: untilDeleted,
    },
    bankAccount: {
      title: "Bank account",
      what: "Bank, number and holder of the account.",
      why: "Refunds and organizers’ payouts go there.",
      kept: untilDeleted,
    },
    formerBankAccount: {
      title: "The bank account before",
      what: "An account that you replaced.",
      why: "So that a change that was not yours can be stopped from your mailbox.",
      kept: (time) => `${time} after the change.`,
    },
    formerEmail: {
      title: "The mail address before",
      what: "An address that you replaced.",
      why: "Warnings about your bank account go there as well, in case somebody else replaced it.",
      kept: (time) => `${time} after the change.`,
    },
    travellers: {
      title: "Who travels",
      what: "Names of those who come, phone numbers, emergency contacts, a number to call, and your note to the organizer.",
      why: "Organizers need to know who comes, and whom to call if something happens.",
      kept: untilDeleted,
    },
    money: {
      title: "Bookings and their money",
      what: "The trip, how many seats, what was paid, returned and transferred, to which account, and what reports said and how they were decided.",
      why: "Other people’s money has to be accounted for, to the tax office as well.",
      kept: () =>
        "Never deleted, since the books must be complete. Once your account is deleted, your name no longer stands on the booking.",
    },
    papers: {
      title: "Proofs of payment and evidence",
      what: "Photos or screenshots that you uploaded.",
      why: "To match payments and to decide reports.",
      kept: (time) => `${time} after the last day of the trip.`,
    },
    statement: {
      title: "Our bank statement",
      what: "Lines of our bank’s statement, which usually name the sender.",
      why: "So that every rupiah that comes in has an owner.",
      kept: () => "Never deleted, since it is part of the books.",
    },
    statementUpload: {
      title: "Statement files not saved yet",
      what: "A bank’s file that an admin is looking at.",
      why: "To see it before it is saved.",
      kept: (time) => `${time} at most.`,
    },
    organizer: {
      title: "Organizer’s profile",
      what: "Display name, city, introduction, WhatsApp, and the outcome of our review.",
      why: "People want to know who they travel with. It is public, but for WhatsApp and the review.",
      kept: () => "As long as you organize trips on SeTrip.",
    },
    identityCard: {
      title: "Identity card",
      what: "The picture that you sent when you applied as an organizer.",
      why: "To be sure that organizers are who they say. Only you and admins can open it.",
      kept: (time) =>
        `As long as you organize trips, then ${time} after you were rejected or suspended, and after your last trip.`,
    },
    trips: {
      title: "Trips and their photos",
      what: "All that you wrote and uploaded about a trip.",
      why: "It is what people booked; old bookings still point to it.",
      kept: () => "Never deleted, since participants’ bookings point to it.",
    },
    unusedPhoto: {
      title: "Photos of a form that was never sent",
      what: "Photos of a trip that were uploaded and not used.",
      why: "So that a form can be finished later.",
      kept: (time) => `${time}, then the nightly clean-up removes them.`,
    },
    mailBody: {
      title: "What mails said",
      what: "The words of the mails that we sent you.",
      why: "So that a mail that failed can be sent again.",
      kept: (time) => `${time} after it was sent. Mails with one-time links are blanked at once.`,
    },
    mailAddress: {
      title: "That a mail was sent",
      what: "To which address, under which subject, and when.",
      why: "So that no mail is sent twice, and we can answer when one did not arrive.",
      kept: () =>
        "As long as your account is there. The address on the last mail, which tells of the deletion, goes with its words.",
    },
    session: {
      title: "Devices that are signed in",
      what: "The network address and kind of browser.",
      why: "So that you can see and end devices that are not yours.",
      kept: (time) => `${time} after signing in at most; less if you sign out.`,
    },
    link: {
      title: "One-time links",
      what: "Links that reset a password or stop a change of the bank account.",
      why: "So that only the owner of the mailbox can use them.",
      kept: () => "Until they are used or expire.",
    },
    attempts: {
      title: "Counts of attempts",
      what: "How often an address or a network tried to sign in, scrambled.",
      why: "So that nobody can guess passwords without end.",
      kept: (time) => `${time} after the last attempt.`,
    },
    unusedPaper: {
      title: "Uploads that were replaced or rejected",
      what: "Rejected proofs, identity cards that were replaced.",
      why: "Of no use any more; they only wait for the weekly clean-up.",
      kept: (time) => `${time}, then the weekly clean-up removes them.`,
    },
    changes: {
      title: "Record of changes",
      what: "Who changed what, from what, to what, and when.",
      why: "So that no money and no data changes without a trace.",
      kept: () =>
        "Never deleted, since it proves the books. Once your account is deleted, what it says of you is blanked.",
    },
  },
  shared: {
    title: "Who sees it",
    paragraphs: [
      "Organizers see names, numbers and emergency contacts of those who have paid for their trip. SeTrip’s admins see what they need to look after bookings and money. Nobody else does.",
      "Outside SeTrip: banks get the name and number of an account when we transfer to it, and the service that delivers our mail gets addresses and words. We sell no personal data, and this site has no advertising and no trackers.",
    ],
  },
  backups: {
    title: "Backups",
    text: (days, weeks) =>
      `Everything is backed up every night, so that nothing is lost if a server breaks. What was deleted is still in the daily backups for ${days} and in the weekly ones for ${plural(weeks, "week", "weeks")}, and then goes with them.`,
  },
  cookies: {
    title: "Cookies",
    text: "Only those that are needed: to keep you signed in, and to remember the language and theme you chose.",
  },
  deleted: {
    person: "Deleted account",
    traveller: "Traveller (account deleted)",
    organizer: "Organizer (account deleted)",
    done: "Your account is deleted. Thank you for travelling with us.",
  },
  rights: {
    title: "Your rights",
    paragraphs: [
      "You may see, correct and get a copy of your data, and delete your account. You do all of it yourself on your account’s page.",
      "For everything else, or if something is wrong, write to us. We answer here:",
    ],
    account: "The data of my account",
  },
};
