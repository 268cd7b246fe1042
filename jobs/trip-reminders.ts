import { defineJob } from "ronda";
import { remindOfTrips } from "#domain/departures/remind.ts";
import { jobTexts } from "#texts/jobs.ts";

/** Tells everybody who travels tomorrow where and when to meet, and organizers who comes; every morning at 09:00 WIB. */
export const tripReminders = defineJob({
  ...jobTexts("trip-reminders"),
  schedule: "0 2 * * *",
  // Tomorrow's run speaks of other trips. Late is better than never, and after midnight it finds nothing to say.
  catchUp: "once",
  run: (context) => remindOfTrips(context),
  example: { empty: { participants: 0, organizers: 0 }, full: { participants: 14, organizers: 2 } },
});
