import { defineJob } from "ronda";
import { expireDuePayments } from "#domain/bookings/payments/expire.ts";
import { remindOfPayments } from "#domain/bookings/payments/remind.ts";
import { jobTexts } from "#texts/jobs.ts";

/** Gives back the seats that nobody paid in time, and reminds those whose time runs out; every five minutes. */
export const expirePayments = defineJob({
  ...jobTexts("expire-payments"),
  schedule: "*/5 * * * *",
  // No catch-up: the next slot is minutes away and does it all, and whoever uploads too late expires on the spot.
  run: async (context) => {
    // Reminders first: an expiry that fails on one trip throws at its end, and must keep nobody from their reminder.
    const reminded = await remindOfPayments(context);
    return { ...(await expireDuePayments(context)), reminded };
  },
  example: { empty: { expired: 0, ids: [], reminded: 0 }, full: { expired: 1, ids: ["…"], reminded: 2 } },
});
