import { defineJob } from "ronda";
import { autoComplete } from "#domain/trips/auto-complete.ts";

/** Ends the trips that are over and releases the money whose hold has passed; every night at 01:00 WIB. */
export const autoCompleteTrips = defineJob({
  name: "auto-complete-trips",
  schedule: "0 18 * * *",
  description: {
    id: "Menyelesaikan trip yang sudah lewat dan mencairkan dana yang masa tahannya habis",
    en: "Completes trips that are over and releases money whose hold has passed",
  },
  // The next night would do it all as well, but people wait for their mails and their money.
  catchUp: "once",
  run: (context) => autoComplete(context),
});
