import { autoCompleteTrips } from "./auto-complete-trips.ts";
import { backup } from "./backup.ts";
import { checkStoredFilesJob } from "./check-stored-files.ts";
import { cleanupTripImages } from "./cleanup-trip-images.ts";
import { expirePayments } from "./expire-payments.ts";
import { moneyReconcile } from "./money-reconcile.ts";
import { processEmailJobs } from "./process-email-jobs.ts";
import { prune } from "./prune.ts";
import { tripReminders } from "./trip-reminders.ts";

/**
 * The crontab one reads: every job of this app. A file in this folder without a line here fails the tests.
 * Rule: docs/domain.md#the-jobs
 */
export const jobs = [
  autoCompleteTrips,
  processEmailJobs,
  cleanupTripImages,
  expirePayments,
  tripReminders,
  moneyReconcile,
  backup,
  checkStoredFilesJob,
  prune,
];
