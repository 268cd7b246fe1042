import { autoCompleteTrips } from "./auto-complete-trips.ts";
import { cleanupTripImages } from "./cleanup-trip-images.ts";
import { processEmailJobs } from "./process-email-jobs.ts";

/** The crontab one reads: every job of this app. A file in this folder without a line here fails the tests. */
export const jobs = [autoCompleteTrips, processEmailJobs, cleanupTripImages];
