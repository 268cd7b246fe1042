import type { Texts } from "#texts/id.ts";

/** A page that was open while SeTrip got a new release. Small: it travels with every page. */
export const release: Texts["release"] = {
  sending: "SeTrip has just been updated. What you typed is safe and is being sent once more …",
  sent: "SeTrip was updated meanwhile, so what you typed was sent once more for you. Nothing was sent twice.",
  restored:
    "SeTrip was updated, and nothing was sent yet. What you typed is back; fill in passwords, codes or files anew, then send it once more.",
  changed:
    "SeTrip has just been updated, and this part has changed with it. Nothing was sent. Load this page again; what you typed comes back, then send it once more.",
  unreachable:
    "SeTrip has just been updated, but the connection broke. Nothing was sent, and what you typed is still here.",
  retry: "Send again",
  reload: "Load again",
  close: "Close",
  /** A whole page, for a form that was sent without scripts. */
  page: {
    title: "SeTrip has just been updated",
    lead: "Your form came from the version before, so it was not sent and nothing has changed. Open the page again and send it once more.",
    typed: "What you typed",
    open: "Open the page again",
  },
};
