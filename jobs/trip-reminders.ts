import { defineJob } from "ronda";
import { remindOfTrips } from "#domain/trips/remind.ts";

/** Tells everybody who travels tomorrow where and when to meet, and organizers who comes; every morning at 09:00 WIB. */
export const tripReminders = defineJob({
  name: "trip-reminders",
  schedule: "0 2 * * *",
  description: {
    id: "Mengingatkan peserta yang berangkat besok dan mengirim daftar peserta ke penyelenggara",
    en: "Reminds everybody who travels tomorrow and sends organizers the list of participants",
  },
  // Tomorrow's run speaks of other trips. Late is better than never, and after midnight it finds nothing to say.
  catchUp: "once",
  run: (context) => remindOfTrips(context),
});
