import type { Texts } from "#texts/id.ts";
import { plural } from "./plural.ts";

/** What each watch says, by its name. */
export const watches: Texts["watches"] = {
  "proofs-waiting": {
    description: ({ hours }) =>
      `Proofs of transfer that nobody has checked, of bookings made more than ${hours} hours ago`,
    sentence: ({ count, amount, hours }) =>
      `Proofs of transfer unchecked for more than ${hours} hours: ${count} (${amount}). Compare them with the bank's statement, then accept or reject them: no job decides them.`,
  },
  "payments-unexpired": {
    description: ({ hours }) =>
      `Payments without a proof that have waited for more than ${hours} hours and should have expired`,
    sentence: ({ count, amount, hours }) =>
      `Payments waiting for more than ${hours} hours without a proof: ${count} (${amount}). Their seats stay taken: check the job expire-payments.`,
  },
  "payouts-held": {
    description: ({ hours }) => `Payouts still held although their release was due more than ${hours} hours ago`,
    sentence: ({ count, amount, hours }) =>
      `Payouts still held ${hours} hours beyond their release: ${count} (${amount}). Check the job auto-complete-trips.`,
  },
  "payouts-unpaid": {
    description: ({ days }) => `Payouts released more than ${days} days ago and not transferred to their organizers`,
    sentence: ({ count, amount, days }) =>
      `Payouts released and not transferred for more than ${days} days: ${count} (${amount}). Transfer them and enter the reference.`,
  },
  "payouts-held-back": {
    description: ({ days }) => `Payouts that an admin has held back for more than ${days} days`,
    sentence: ({ count, amount, days }) =>
      `Payouts held back for more than ${days} days: ${count} (${amount}). Their organizers wait: decide, then let them go on or give the money back.`,
  },
  "refunds-approved": {
    description: ({ days }) => `Refunds approved more than ${days} days ago and not transferred`,
    sentence: ({ count, amount, days }) =>
      `Refunds approved and not transferred for more than ${days} days: ${count} (${amount}). Transfer them, or ask for the bank account.`,
  },
  "disputes-undecided": {
    description: ({ days }) => `Reports of participants that have not been decided for more than ${days} days`,
    sentence: ({ count, amount, days }) =>
      `Reports undecided for more than ${days} days: ${count} (${amount}). Their payouts wait with them: decide.`,
  },
  "transfers-open": {
    description: ({ hours }) => `Transfers prepared more than ${hours} hours ago and neither confirmed nor undone`,
    sentence: ({ count, amount, hours }) =>
      `Transfers prepared more than ${hours} hours ago, and nobody has said whether they were made: ${count} (${amount}). Look at the bank, then confirm or undo them.`,
  },
  "statement-lines-open": {
    description: ({ days }) => `Lines of the bank statement that nobody has explained for more than ${days} days`,
    sentence: ({ count, amount, days }) =>
      `Lines of the bank statement unexplained for more than ${days} days: ${count} (${amount}). Match them under Bank: somebody may be waiting for their money to be accepted.`,
  },
  "photos-missing": {
    description: () => "Photos of trips that the database names and the store lacks",
    sentence: ({ count }) =>
      `Photos of trips that the database names and the store lacks: ${count}. Restore the file from a backup, or ask the organizer to remove that photo from the trip and upload it again.`,
    short: (photos) => `${plural(photos, "photo is", "photos are")} missing`,
  },
  "papers-missing": {
    description: () => "Proofs, identity cards and evidence that the database names and the store lacks",
    sentence: ({ count }) =>
      `Proofs, identity cards or evidence that the database names and the store lacks: ${count}. Restore uploads/private from a backup; the last run has the names of the files.`,
    short: (papers) => `${plural(papers, "private file is", "private files are")} missing`,
  },
  "mails-dead": {
    description: () => "Mails that failed for good and wait for an admin to send them again or discard them",
    sentence: ({ count }) =>
      `Mails that failed and are not tried again: ${count}. Mend the cause, then send them again or discard them.`,
    short: (mails) => `${plural(mails, "mail", "mails")} failed`,
  },
  "pages-failed": {
    description: ({ minutes }) => `Pages that failed unexpectedly within the last ${minutes} minutes`,
    sentence: ({ count, detail, minutes }) =>
      `Pages that failed within the last ${minutes} minutes: ${count}${detail}. Visitors see nothing but a code; the server's log names the page and the cause.`,
    short: (pages) => `${plural(pages, "page", "pages")} failed`,
  },
};
