import { plural } from "#texts/en/plural.ts";
import type { Texts } from "#texts/id.ts";

/** Money that goes to organizers. Amounts come in formatted. */
export const payouts: Texts["admin"]["payouts"] = {
  title: "Payouts",
  titleOf: (code) => `Payout of ${code}`,
  about: "About the payout",
  facts: { release: "Ready to transfer", heldBack: "Held back by an admin", transfer: "Transfer", owner: "Organizer" },
  lists: {
    released: "To transfer",
    held: "Held",
    disputed: "Held by a dispute",
    back: "Held back",
    stuck: "Stuck",
    paid: "Transferred",
  },
  leads: {
    released: "Money whose hold is over, by organizer. Prepare a transfer, download the bank's file, then confirm.",
    held: "Held until the time for reports is over. The job auto-complete-trips releases it.",
    disputed: "A participant's report waits for a decision. Decide it under Refunds.",
    back: "Held back by an admin, or because the organizer is suspended: neither released nor transferred until it is let go on.",
    stuck: (hours: number) =>
      `Due for release more than ${plural(hours, "hour", "hours")} ago. Look at the job auto-complete-trips.`,
    paid: "Payouts that were transferred, newest first.",
  },
  empty: {
    released: "Nothing to transfer",
    releasedLead: "Money whose hold is over turns up here, by organizer.",
    held: "No money is held",
    disputed: "Nothing is held by a dispute",
    back: "Nothing is held back",
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
    heldBack: "Held back since, why",
    action: "Action",
  },
  account: "Account",
  paidBy: "By",
  noAccount: "No account is given, so nothing can be transferred. Ask the organizer.",
  sum: (count: string, amount: string) => `${plural(count, "booking", "bookings")}, ${amount}`,
  more: (count: string) => `${count} more appear once these are paid.`,
  recall: "Recall",
  recalling: "Recalling…",
  recallLead: (days: number) =>
    `The money is held for another ${plural(days, "day", "days")}. Only meanwhile can disputes and refunds be decided.`,
  holdBack: "Hold back",
  holding: "Holding…",
  holdReason: "Why (for admins only)",
  holdBackLead: "It is neither released nor transferred until you let it go on.",
  resume: "Let it go on",
  resuming: "Recording…",
  flash: {
    heldBack: (code: string) => `The payout for ${code} is held back.`,
    resumed: (code: string) => `The payout for ${code} goes on.`,
    recalled: (code: string) => `The payout for ${code} is held again.`,
  },
  refusals: {
    inTransfer: (code: string) => `This payout stands in transfer ${code}. Undo that first, or leave it out there.`,
    already: "Another admin was first. The page was loaded anew.",
  },
};
