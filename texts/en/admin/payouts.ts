import { plural } from "#texts/en/plural.ts";
import type { Texts } from "#texts/id.ts";

/** Money that goes to organizers. Amounts come in formatted. */
export const payouts: Texts["admin"]["payouts"] = {
  title: "Payouts",
  titleOf: (code) => `Payout of ${code}`,
  about: "About the payout",
  facts: { release: "Ready to transfer", heldBack: "Held back by an admin", transfer: "Transfer", owner: "Organizer" },
  lists: { released: "To transfer", held: "Held", disputed: "Held by a dispute", stuck: "Stuck", paid: "Transferred" },
  leads: {
    released:
      "One transfer an organizer. Choose the bookings it pays for, make it at the bank, then record its one reference.",
    held: "Held until the time for reports is over. The job auto-complete-trips releases it.",
    disputed: "A participant's report waits for a decision. Decide it under Refunds.",
    stuck: (hours: number) =>
      `Due for release more than ${plural(hours, "hour", "hours")} ago. Look at the job auto-complete-trips.`,
    paid: "Payouts that were transferred, newest first.",
  },
  empty: {
    released: "Nothing to transfer",
    releasedLead: "Money whose hold is over turns up here, by organizer.",
    held: "No money is held",
    disputed: "Nothing is held by a dispute",
    stuck: "No stuck payouts",
    paid: "No payout has been transferred yet",
  },
  columns: {
    booking: "Booking",
    trip: "Trip",
    organizer: "Organizer",
    amount: "Organizer's share",
    fee: "Fee",
    until: "Held until",
    paid: "Transferred",
    reference: "Reference",
  },
  account: "Account",
  noAccount: "No account is given, so nothing can be transferred. Ask the organizer.",
  sum: (count: string, amount: string) => `${plural(count, "booking", "bookings")}, ${amount}`,
  more: (count: string) => `${count} more appear once these are paid.`,
  choose: "Bookings in this transfer",
  chosen: "Amount of the transfer",
  xlsx: "Excel",
  xlsxFor: (organizer: string) => `Excel: ${organizer}`,
  xlsxAll: "Excel of all organizers",
  csv: "CSV for the bank",
  csvFor: (organizer: string) => `CSV for the bank: ${organizer}`,
  csvAll: "CSV of all organizers",
  newLeftOut: (count: string) => `${count} with a new account not included; download from the card.`,
  newUnticked:
    "This account was changed lately, so nothing is ticked by itself. Make sure with the organizer first, then tick.",
  csvHeader: ["Name", "Bank", "Account number", "Amount", "Reference"],
  csvReference: (organizer: string, count: number) => `SeTrip ${organizer} ${plural(count, "booking", "bookings")}`,
  reference: "Reference of the transfer",
  pay: "Mark as transferred",
  paying: "Recording…",
  paidBy: "By",
  recall: "Recall",
  recalling: "Recalling…",
  recallTitle: "Recall?",
  recallLead: (days: number) =>
    `The money is held for another ${plural(days, "day", "days")}. Only meanwhile can disputes and refunds be decided.`,
  bounce: "Returned by the bank",
  bouncing: "Recording…",
  bounceTitle: "Did the bank return this transfer?",
  bounceLead: "The payout is ready to transfer again.",
  news: {
    paid: (organizer: string) => `The transfer to ${organizer} is recorded. The organizer gets a mail.`,
    recalled: (code: string) => `The payout for ${code} is held again.`,
    bounced: (code: string) => `The payout for ${code} is ready to transfer again.`,
  },
  refusals: {
    inTransfer: (code: string) => `This payout stands in transfer ${code}. Undo that first, or leave it out there.`,
    noneChosen: "Choose at least one booking.",
    noAccount: "The organizer has not given an account.",
    accountChanged:
      "The organizer's account changed after this page was opened, so nothing was recorded. Check which account the money went to, then reload.",
    changed: (codes: string) =>
      `Nothing was recorded, because the list has changed: ${codes}. Reload and compare it with the transfer.`,
    amountChanged: "Nothing was recorded, because the amount is no longer what was shown. Reload.",
  },
};
