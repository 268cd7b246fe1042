import { plural } from "#texts/en/plural.ts";
import type { Texts } from "#texts/id.ts";

/** Money that leaves the platform's accounts: prepared once, then exactly that. Amounts come in formatted. */
export const transfers: Texts["admin"]["transfers"] = {
  title: "Transfers",
  lists: { prepared: "Prepared", confirmed: "Confirmed", undone: "Undone" },
  leads: {
    prepared:
      "Frozen, and nobody has said yet whether they were made. Make them at the bank, then confirm with the reference.",
    confirmed: "What left the account, newest first. What the bank returned of one is recorded on its page.",
    undone: "What was prepared and not made.",
  },
  empty: {
    prepared: "No transfer is prepared",
    preparedLead: "Begin at the payouts or refunds that are ready.",
    confirmed: "No transfer has been confirmed yet",
    undone: "No transfer has been undone yet",
  },
  kinds: { PAYOUT: "Payouts to organizers", REFUND: "Refunds to participants" },
  states: { PREPARED: "prepared", CONFIRMED: "confirmed", UNDONE: "undone" },
  outcomes: { PAID: "transferred", LEFT_OUT: "left out", BOUNCED: "returned by the bank" },
  columns: { code: "Transfer", kind: "For", items: "Contents", amount: "Amount", by: "By", reference: "Reference" },
  items: (count: string) => plural(count, "row", "rows"),
  bouncedOf: (count: string) => `${count} returned by the bank`,
  adopted: "Recorded before there was a page of transfers",
  preparedAt: "Prepared",
  confirmedAt: "Confirmed",
  undoneAt: "Undone",
  from: "From the account",
  sum: (count: string, amount: string) => `${plural(count, "recipient", "recipients")}, ${amount}`,

  prepare: "Prepare a transfer",
  preparePayouts: "Prepare a transfer to organizers",
  prepareRefunds: "Prepare a transfer to participants",
  prepareLead:
    "What is ticked is frozen with its amounts and accounts. The bank's file, the confirmation and the money are exactly that; what becomes ready later goes into the next transfer.",
  newUnticked:
    "An account that was changed lately, or from which a transfer came back, is not ticked by itself. Make sure first, then tick.",
  nothingDue: "Nothing is ready to transfer",
  nothingDueLead: "What is held back, has no account or stands in another transfer is not shown here.",
  more: (count: string) => `${count} more go into the next transfer.`,
  chosen: "Amount of the transfer",
  note: "Note (may be empty)",
  noteOf: "Note",
  paidSum: "Transferred",
  leftOutSum: "Left out",
  bouncedSum: "Came back from the bank",
  submit: "Freeze and prepare",
  preparing: "Preparing…",
  bouncedThere: "The bank has returned a transfer to this account before.",
  ownerSuspended:
    "This organizer was suspended after the transfer was prepared: do not transfer. Undo this transfer, or leave it out.",
  accountChanged:
    "Its owner has changed the account since this was prepared; this transfer still goes to the one before.",

  files: "Files for the bank",
  filesLead: "Made from this transfer: the same whenever you download them.",
  fileNames: {
    "umum.xlsx": "Excel",
    "umum.csv": "Plain CSV",
    "klikbca.xlsx": "KlikBCA Bisnis",
    "mandiri.csv": "Mandiri MCM / Kopra",
  },
  noCode: (banks: string) => `We do not know the codes of these banks; fill them in at the bank: ${banks}.`,
  csvHeader: ["Nama", "Bank", "Nomor rekening", "Jumlah", "Keterangan"],
  csvReference: (count: string) => `${count} pesanan`,

  confirm: "Confirm the transfer",
  confirmLead: "Tick what the bank did NOT take; the rest is marked as transferred, and its recipients get a mail.",
  reference: "The bank's reference",
  bookedOn: "Day at the bank",
  leaveOut: (name: string, amount: string) => `Left out: ${name}, ${amount}`,
  confirming: "Recording…",
  undo: "Undo the transfer",
  undoing: "Undoing…",
  undoLead: "Only if this was not and will not be made at the bank. All of it goes back to the queue.",
  bounce: "Record that it came back",
  bouncing: "Recording…",
  bouncedOn: "Day on which it came back at the bank",
  bouncedOnHint: "As the statement has it.",
  bounceLead: "The money goes back to the queue, and its recipient is asked by mail to look at the account.",
  inTransfer: (code: string) => `In transfer ${code}`,
  openTransfer: (code: string) => `Open transfer ${code}`,

  flash: {
    prepared: (code: string) => `Transfer ${code} is prepared. Download its file, then make it at the bank.`,
    confirmed: (code: string) => `Transfer ${code} is confirmed. Its recipients get a mail.`,
    undone: (code: string) => `Transfer ${code} is undone. All of it is back in the queue.`,
    bounced: (code: string) => `What the bank returned of ${code} is back in the queue.`,
  },
  refusals: {
    noneChosen: "Choose at least one row.",
    tooMany: (most: string) => `One transfer takes at most ${plural(most, "row", "rows")}.`,
    unknownAccount: "That account of the platform is no longer there. Reload the page.",
    inTransfer: (code: string) => `Nothing was prepared: some of it stands in transfer ${code}. Reload the page.`,
    changed: (codes: string) =>
      `Nothing was prepared, because these have changed since the page was opened: ${codes}. Reload the page.`,
    noAccount: (codes: string) => `There is no account for ${codes}.`,
    unknownItems: "This transfer does not contain what the page showed. Reload.",
    nothingLeft: "All of it was left out. If the bank took nothing, undo the transfer.",
    bounceDay: (from: string, to: string) => `Enter a day between ${from}, the day of the transfer, and ${to}.`,
    day: (from: string, to: string) => `Enter a day between ${from} and ${to}.`,
    referenceUsed: (code: string) => `Transfer ${code} from the same account has this reference.`,
    notRecorded: (reference) => `The reference ${reference} was not recorded.`,
    notPaid: "Some of it is recorded as returned already, or was never transferred. Reload the page.",
    line: "That line of the statement no longer fits. Reload the page.",
  },
};
