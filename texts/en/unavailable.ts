import type { Texts } from "#texts/id.ts";

/** What stands in place of a page while the database does not answer. */
export const unavailable: Texts["unavailable"] = {
  title: "One moment, we cannot answer yet",
  lead: "SeTrip's database is not answering. Nothing is lost: your bookings, payments and data are safe.",
  /** In place of `lead` where the database answers and takes no writes. */
  readOnlyLead:
    "SeTrip can show things but not save them just now. Nothing is lost: your bookings, payments and data are safe.",
  again: "This page tries again by itself in a few seconds.",
  retry: "Try again now",
  notSent: "What you have just sent has not been processed.",
  uncertain:
    "We do not know yet whether what you have just sent was recorded. Open the page again in a moment and look before you send it once more.",
  sendAgain: "Reload this page to send it again, or go back with your browser's button: what you typed is still there.",
  back: "To the front page",
  admin: {
    title: "The database does not answer",
    lead: "This page can read nothing, and no job can be recorded until the database is back. Nothing is lost.",
    readOnly: {
      title: "The database takes no writes",
      lead: "Pages can be read, and nothing can be saved or recorded until the database takes writes again. Nothing is lost.",
    },
    why: {
      away: "No answer from PostgreSQL: is it running, and is the address in DATABASE_URL right?",
      busy: "All connections are in use: something holds the database up, or the load is too high.",
      "read-only":
        "PostgreSQL answers and takes no writes: its disk is full, or it is a standby after a failover. See the server, and the address in DATABASE_URL.",
      slow: "A lock or a statement takes too long: see pg_stat_activity for who waits for whom.",
    },
    ready: "Details for machines stand at",
  },
};
