import type { Texts } from "../id.ts";

/** A page that failed. Small: it travels with every page. */
export const failure: Texts["failure"] = {
  title: "This page could not be loaded",
  lead: "Loading a page changes no data. Try again. If it keeps failing, note this code for the technical team:",
  retry: "Try again",
  /** The same while the database does not answer. */
  unavailable: {
    title: "One moment, this page cannot be loaded yet",
    lead: "SeTrip's database is not answering. Nothing is lost. Please try again in a moment.",
  },
  /** Above a form whose action the database could not serve. */
  notSent: "SeTrip's database is not answering. What you typed is still here and has not been processed.",
  sendAgain: "Send again",
  uncertain:
    "SeTrip's database stopped answering half-way, and we do not know yet whether what you sent was recorded. Reload this page and look before you send it again.",
};
