import type { Texts } from "#texts/id.ts";

/** A page that failed. Small: it travels with every page. */
export const failure: Texts["failure"] = {
  title: "This page could not be loaded",
  lead: "Loading a page changes no data. Try again. If it keeps failing, note this code for the technical team:",
  retry: "Try again",
  help: "Help and contact",
  /** The same while the database does not answer. */
  unavailable: {
    title: "One moment, this page cannot be loaded yet",
    lead: "SeTrip's database is not answering. Nothing is lost. Please try again in a moment.",
  },
  /** Above a form that was sent, while its page stays. Which one is said depends on what is known. */
  sent: {
    database: "SeTrip's database is not answering. What you typed is still here and has not been processed.",
    offline: "You are not connected to the internet, so nothing was sent. What you typed is still here.",
    refused:
      "SeTrip could not take this yet, so nothing was processed. What you typed is still here. Wait a moment, then send it again.",
    /** For a proxy in front that says so without words of ours. */
    tooLarge:
      "What you sent is too large, so nothing was processed. What you typed is still here. Choose a smaller file or shorten the text, then send it again.",
    /** After the server's own sentence. */
    stillHere: "What you typed is still here and has not been processed.",
    uncertain:
      "SeTrip's database stopped answering half-way, and we do not know yet whether what you sent was recorded. It is all still here; look in a new tab before you send it again.",
    lost: "SeTrip's answer did not reach you. What you sent may or may not have arrived. It is all still here; look in a new tab before you send it again.",
    failed:
      "Something failed in SeTrip, and we do not know yet whether what you sent was recorded. It is all still here; look in a new tab before you send it again.",
    /** Where it does no harm to send it twice. */
    repeatable:
      "SeTrip's answer did not reach you, so it is not certain whether what you sent arrived. It is all still here, and it is safe to send it again.",
    /** Before the one in the log. */
    code: "Code for the technical team:",
    sendAgain: "Send again",
    look: "Look in a new tab",
  },
};
