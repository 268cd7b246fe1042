import type { Texts } from "#texts/id.ts";
import { audit } from "./admin/audit.ts";
import { bank } from "./admin/bank.ts";
import { bookings } from "./admin/bookings.ts";
import { emails } from "./admin/emails.ts";
import { history } from "./admin/history.ts";
import { missing } from "./admin/missing.ts";
import { months } from "./admin/months.ts";
import { payments } from "./admin/payments.ts";
import { payouts } from "./admin/payouts.ts";
import { refunds } from "./admin/refunds.ts";
import { search } from "./admin/search.ts";
import { transfers } from "./admin/transfers.ts";
import { trips } from "./admin/trips.ts";
import { users } from "./admin/users.ts";
import { words } from "./admin/words.ts";
import { plural } from "./plural.ts";

/** The back office, without the morning page. */
export const admin: Texts["admin"] = {
  title: "Today",
  sections: {
    home: "Today",
    payments: "Payments",
    refunds: "Refunds",
    payouts: "Payouts",
    transfers: "Transfers",
    trips: "Trips",
    users: "People",
    emails: "Mail",
    audit: "Audit",
    bank: "Bank",
  },
  waitingCount: (count: string) => `${count} waiting`,
  home: {
    nothing: "Nothing is waiting",
    nothingLead: "Every proof is checked and all money is on its way. New proofs and disputes turn up here.",
    proofs: "Proofs of transfer to check",
    disputes: "Disputes to decide",
    refunds: "Refunds to transfer",
    refundsWithoutAccount: "Refunds waiting for an account",
    payouts: "Payouts to transfer",
    transfers: "Transfers prepared, to confirm or undo",
    statementLines: "Lines of the bank statement to be explained",
    applications: "Organizers to verify",
    deadMails: "Mails that could not be sent",
    jobs: "Scheduled jobs",
    jobsWell: (count: string) => `${plural(count, "job", "jobs")} on time`,
    seeSystem: "See System",
  },
  list: {
    lists: "Lists",
    search: "Search",
    clear: "Clear the search",
    none: "None",
    first: "To the start",
    next: "Next",
    pages: "Pages of the list",
    reload: "Reload",
    yes: "yes",
    no: "no",
  },
  form: {
    working: "Saving…",
    whoWasFirst: (who: string, at: string, state: string) =>
      `${who} was first, at ${at}. It is now: ${state}. Reload the page to see the latest.`,
    changed: (state: string) => `This has changed since the page was opened. It is now: ${state}. Reload the page.`,
    reload: "Reload the page.",
    gone: "This is no longer there. Reload the page.",
    system: (job: string) => `job ${job}`,
    atMost: (amount: string) => `At most ${amount}.`,
    atLeast: (amount: string) => `At least ${amount}.`,
  },
  words,
  months,
  payments,
  /** Beside a bank account that was changed lately. */
  newAccount: (age: string) => `new account, changed ${age} ago`,
  refunds,
  transfers,
  payouts,
  bookings,
  trips,
  users,
  emails,
  missing,
  audit,
  bank,
  history,
  search,
};
