import { plural } from "#texts/en/plural.ts";
import type { Texts } from "#texts/id.ts";

/** Checking proofs of payment. Amounts come in formatted. */
export const payments: Texts["admin"]["payments"] = {
  title: "Payments",
  lists: { waiting: "To check", all: "All", stuck: "Stuck", paid: "Received" },
  leads: {
    waiting:
      "Compare the amount on the proof with the bank statement, then accept or reject. The longest waiting is on top.",
    all: "Every payment, newest first.",
    stuck: (hours: number) =>
      `Payments without a proof that have been waiting for more than ${plural(hours, "hour", "hours")} and should have expired.`,
    paid: "Money that was accepted, newest first.",
    search: "Every payment that matches, expired and cancelled ones too.",
  },
  empty: {
    waiting: "No proofs to check",
    waitingLead: "A proof turns up here as soon as a participant uploads it.",
    all: "No payments yet",
    stuck: "No stuck payments",
    paid: "No money accepted yet",
    search: "No payment matches",
    searchLead: "Check the amount on the statement again, down to the last rupiah.",
  },
  proofOf: (code: string) => `Proof of transfer ${code}`,
  openProof: "Open the proof in full size",
  noProof: "No proof yet",
  removedProof: "Proof removed: it was kept long enough",
  forgottenProof: "No proof attached",
  expected: "Should come in",
  withCode: (total: string, code: string) => `${total} + unique code ${code}`,
  received: "Came in",
  account: "To account",
  seats: (count: number) => plural(count, "person", "people"),
  waitingSince: (age: string) => `proof waiting for ${age}`,
  bookedSince: (age: string) => `booked ${age} ago`,
  deadline: "Pay by",
  rejectedBefore: (reason: string) => `An earlier proof was rejected: ${reason}`,
  paidAt: "Accepted",
  acceptedBy: "By",
  columns: { booking: "Booking", trip: "Trip", amount: "Amount", state: "State", at: "Booked" },

  accept: "Accept",
  accepting: "Accepting…",
  record: "Record money received",
  bookedOn: "Day at the bank",
  receivedAmount: "Amount that came in",
  consequences: {
    empty: "Enter the amount that came in.",
    confirmed: "The booking is confirmed. The amount is enough and nothing goes back.",
    surplus: "The booking is confirmed. The surplus of {rupiah} goes back to the participant.",
    short: "Less than the price. The booking is cancelled and {rupiah} goes back to the participant.",
    cancelled: "The booking was cancelled before. {rupiah} goes back to the participant.",
    "sold-out": "It came after the deadline and the seats are taken. {rupiah} goes back to the participant.",
    "trip-over": "It came after the deadline and the trip has begun or is off. {rupiah} goes back to the participant.",
    "booked-again": "It came after the deadline and the participant has booked again. {rupiah} goes back.",
    "days-changed":
      "It came after the deadline, and the trip has other days now. {rupiah} goes back to the participant.",
    "rest-missing": "The rest did not come in time. {rupiah} goes back to the participant.",
    "returned-before": "The money of this booking went back before. {rupiah} goes back to the participant, too.",
    wait: "{rupiah} is missing. The seats stay reserved, and the participant is asked for the rest by {until}.",
    rounding:
      "The booking is confirmed. The surplus of {rupiah} is too little to be transferred back: it counts as rounding.",
    "trip-done":
      "This trip is over. The participant counts as having been along and the money becomes the organizer's share. If they were not, give it back on the booking's page afterwards.",
    late: "It came after the deadline, but the seats are free. The booking is confirmed.",
  },
  ifShort: {
    legend: "If it is less than the price",
    wait: (until) => `Wait for the rest until ${until}`,
    return: "Return all of it",
  },
  missing: "Still missing",
  returnPart: "Return what came",
  returningPart: "Returning…",
  returnPartLead: (rupiah) =>
    `The rest is waited for no longer: the booking is cancelled and ${rupiah} goes back to the participant.`,
  receipts: {
    title: "Receipts",
    onDay: (day, account) => `${day}, ${account}`,
    sources: {
      PROOF: "by the proof",
      STATEMENT: "on the statement",
      MANUAL: "recorded by an admin",
      GATEWAY: "by the gateway",
    },
    by: (name) => `by ${name}`,
    proof: "See its proof",
    voided: (reason) => `Void: ${reason}`,
    void: "Make the receipt void",
    voiding: "Making it void…",
    voidOf: (amount, code) => `Make the receipt of ${amount} for ${code} void`,
    voidLead:
      "For a typing error, or another booking's money. What was promised back is withdrawn, and the payment waits again with its proof. The participant is told.",
    voidReason: "Reason, read by the participant",
    voidReasons: ["The amount was typed wrongly.", "This money is another booking's."],
    add: "Record more money",
    addLead: "For a transfer that was made twice, or a missing part. What is too much goes back to the participant.",
  },
  next: "The next one comes up by itself: press Enter, or tap Accept.",
  reject: "Reject the proof",
  rejecting: "Rejecting…",
  rejectTitle: "Reject this proof",
  rejectLead: "The participant gets this reason by mail and can send another proof until the original deadline.",
  rejectLeadLate: "The deadline has passed: the booking expires and its seats are free. The reason goes out by mail.",
  rejectReason: "Reason, as the participant reads it",
  rejectReasons: [
    "The amount on the proof is not the amount due.",
    "The transfer has not reached our account.",
    "The picture cannot be read. Please send a clearer one.",
    "This proof belongs to another transfer.",
  ],

  outcomes: {
    confirmed: (code: string, received: string) => `${received} accepted. ${code} is confirmed.`,
    surplus: (code: string, surplus: string) => `${code} is confirmed. The surplus of ${surplus} is queued to go back.`,
    returned: (code: string, refund: string) => `${code} is not confirmed. ${refund} is queued to go back.`,
    waiting: (code, missing) => `${missing} is still missing for ${code}. The participant is told by mail.`,
    voided: (code) => `The receipt of ${code} is void. The participant is told by mail.`,
    partReturned: (code) => `The money that came in for ${code} is now owed back.`,
    already: (code: string, who: string, at: string) => `Nothing changed: ${who} accepted ${code} at ${at}.`,
    rejected: (code: string) => `The proof of ${code} was rejected. The participant is told by mail.`,
    rejectedExpired: (code: string) =>
      `The proof of ${code} was rejected. The deadline has passed, so its seats are free.`,
    rejectedReturned: (code: string) =>
      `The proof of ${code} was rejected. The deadline has passed, so what came before goes back.`,
    rejectedCancelled: (code: string) => `The proof of ${code} was rejected. Its booking had been cancelled before.`,
  },
  /** Before an unlikely amount is recorded. */
  unlikely: {
    asked: (expected: string, typed: string) =>
      `${expected} is expected, and this is ${typed}. Look at the bank statement again. If it is right, send it once more.`,
    back: (amount: string) => `What is too much, ${amount}, is then promised back by mail.`,
  },
  refusals: {
    amount: "Enter whole rupiah, more than zero.",
    day: (from, to) => `The money came between ${from} and ${to}: not before the booking, and not tomorrow.`,
    noProof: "This proof is no longer there.",
    nothingWaits: "Nothing has changed: this payment waits for no rest any more.",
    alreadyVoid: (who, at) => `Nothing has changed: ${who} made it void on ${at}.`,
    void: {
      "not-held": "The organizer's share has left the hold. Recall it on the payouts page first.",
      "dispute-open": "A report waits for a decision. Decide it first.",
      "refund-paid": "Money of this receipt was transferred back, so it cannot be made void.",
      "in-transfer": "Its refund stands in a prepared transfer. Undo that transfer first.",
    },
    cannotWait: "The deadline has passed, so the rest can no longer be waited for. Return the money.",
    anotherProof: "The participant has sent another proof. Look at that one first; nothing has been rejected yet.",
  },
};
