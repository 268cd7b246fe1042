import { plural } from "#texts/en/plural.ts";
import type { Texts } from "#texts/id.ts";

/** Money that goes back to participants. Amounts come in formatted. */
export const refunds: Texts["admin"]["refunds"] = {
  title: "Refunds",
  lists: {
    disputes: "Disputes",
    transfer: "To transfer",
    "no-account": "Waiting for an account",
    stuck: "Stuck",
    paid: "Transferred",
  },
  leads: {
    disputes: "Reports of participants that need a decision. Their money is held until then.",
    transfer: "Make the transfer at the bank, then record its reference. The longest waiting is on top.",
    "no-account":
      "These participants were asked for their account by mail. Once it is there, the refund is ready to transfer.",
    stuck: (days: number) => `Refunds that have not been transferred for more than ${plural(days, "day", "days")}.`,
    paid: "Refunds that were transferred, newest first.",
  },
  empty: {
    disputes: "No open disputes",
    disputesLead: "Problems that participants report turn up here.",
    transfer: "Nothing to transfer",
    transferLead: "Refunds whose account is known turn up here.",
    "no-account": "Nothing is waiting for an account",
    stuck: "No stuck refunds",
    paid: "No refund has been transferred yet",
  },
  xlsx: "Download Excel",
  csv: "CSV for the bank",
  xlsxWithNew: "Excel with new accounts",
  csvWithNew: "CSV with new accounts",
  newLeftOut: (count: string) => `${count} to a new account are not in this file.`,
  csvHeader: ["Name", "Bank", "Account number", "Amount", "Reference"],
  total: (count: string, amount: string) => `${plural(count, "refund", "refunds")}, ${amount}`,

  asked: "Asked for",
  report: "Report",
  evidence: "Photo with the report",
  noEvidence: "No photo",
  received: "Came in",
  alreadyBack: "Promised back before",
  left: "Can go back",
  heldUntil: "Held until",
  reportedAt: "Reported",
  approve: "Approve",
  approving: "Approving…",
  approveLead: "It is taken from the organizer's share. Participant and organizer get a mail.",
  amount: "Amount to give back",
  explanation: "Explanation for participant and organizer",
  reject: "Turn down",
  rejecting: "Turning down…",
  rejectLead: "The money stays the organizer's and is released in its turn. Participant and organizer get a mail.",

  to: "To",
  reason: "Reason",
  owedSince: (age: string) => `waiting for ${age}`,
  approvedAt: "Approved",
  copyNumber: "Copy number",
  copyAmount: "Copy amount",
  copied: "Copied",
  reference: "Reference of the transfer",
  pay: "Mark as transferred",
  paying: "Recording…",
  payTitle: "Record the transfer",
  payLead: (amount: string, account: string) =>
    `${amount} was sent to ${account}. The participant gets the reference by mail.`,
  paidAt: "Transferred",
  paidBy: "By",
  bounce: "Returned by the bank",
  bouncing: "Recording…",
  bounceTitle: "Did the bank return this transfer?",
  bounceLead:
    "The refund is queued again, to the account that the participant has now. If that is still the same one, they are asked to check it first.",
  bouncedThere:
    "The bank has returned a transfer to this account before. Ask the participant before you transfer again.",

  ask: "Ask for the account again",
  askNow: "Send the request",
  asking: "Queueing…",
  askLead: "The participant gets a mail with a link to fill the account in. At most once a day.",
  lastAsked: "Last asked",

  flash: {
    asked: (code) => `The participant of ${code} was asked for the account again.`,
    approved: (code: string) => `The dispute over ${code} is approved. The money is queued to go back.`,
    rejected: (code: string) => `The report on ${code} is turned down. Participant and organizer are told.`,
    paid: (code: string) => `The refund for ${code} is recorded as transferred.`,
    bounced: (code: string) => `The refund for ${code} is queued again.`,
  },
  refusals: {
    noAccount: "The participant has not given an account.",
    suspended: "This participant is suspended and cannot sign in to fill in an account. Reinstate them first.",
    hasAccount: "The account is filled in. Reload: the money can be transferred.",
    askedLately: (again) => `The participant was asked lately. Ask again from ${again} on.`,
    accountChanged:
      "The participant's account changed after this page was opened, so nothing was recorded. Check which account the money went to, then reload.",
    amount: (most: string) => `Between Rp 1 and ${most}.`,
  },
};
