import { defineJob } from "ronda";
import { autoComplete } from "#domain/departures/auto-complete.ts";
import { jobTexts } from "#texts/jobs.ts";

/** Ends the trips that are over and releases the money whose hold has passed; every night at 01:00 WIB. */
export const autoCompleteTrips = defineJob({
  ...jobTexts("auto-complete-trips"),
  schedule: "0 18 * * *",
  // The next night would do it all as well, but people wait for their mails and their money.
  catchUp: "once",
  run: (context) => autoComplete(context),
  example: {
    empty: { completed: 0, ids: [], payoutsReleased: [] },
    full: { completed: 2, ids: ["…", "…"], payoutsReleased: ["…"] },
  },
});
