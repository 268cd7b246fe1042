import type { Texts } from "../id.ts";
import { plural } from "./plural.ts";

/** The morning page and the pages of its runs. */
export const system: Texts["system"] = {
  title: "System",
  mainNavigation: "Admin navigation",

  headline: {
    databaseAway: "The database does not answer. Nothing can be read.",
    databaseSlow: "the database does not answer in time, so stuck money has not been counted",
    stuck: (amount) => `${amount} is stuck`,
    lost: (files) => `${plural(files, "file is", "files are")} lost`,
    notices: {
      database: "a part of the database does not answer",
      "data-folder": "the data folder cannot be used",
      migrations: "tables are missing in the database",
      books: "the check of the books was cut short",
      "mail-key": (mails) => `${plural(mails, "mail", "mails")} cannot be sent`,
    },
    dead: (mails) => `${plural(mails, "mail", "mails")} failed`,
  },
  live: {
    checked: (ago) => `checked ${ago}`,
    justNow: "just now",
    secondsAgo: (seconds) => `${plural(seconds, "second", "seconds")} ago`,
    minutesAgo: (minutes) => `${plural(minutes, "minute", "minutes")} ago`,
    every: "Updates itself every 10 seconds",
    away: { unreachable: "The server does not answer.", databaseAway: "The database does not answer." },
    notCurrent: "What is shown below is not up to date. Trying again…",
  },
  warnings: {
    "data-folder":
      "The folder in `SETRIP_DATA_DIR` is not there or cannot be written to, so photos and proofs cannot be kept. Look at the disk and its permissions; `/api/health/ready` names the cause.",
    database: (reason) => `Database: ${reason}. Pages that need it answer that they cannot be shown now.`,
    migrations:
      "The database's tables are not those of this release. Restart the app; if that does not help, see its log.",
    books: "The last check of the books was cut short. Run `money-reconcile` once more.",
    "mail-key": (mails) =>
      `${plural(mails, "mail waits", "mails wait")} because RESEND_API_KEY is not set. Set it in .env, then restart; what waits is sent by itself.`,
    testClock: (offset) => `The test clock is on: time is shifted by ${offset}. Not for real data.`,
  },

  attention: {
    title: "Needs attention",
    since: (at) => `since ${at}`,
    oldest: (age) => `oldest ${age}`,
    seeError: "See the error",
    seeRun: "See the run",
    seeJob: "Go to the job",
    seeList: "See the list",
    payments: (count, hours) =>
      `${plural(count, "payment", "payments")} AWAITING for more than ${plural(hours, "hour", "hours")}`,
    payouts: (count, hours) =>
      `${plural(count, "payout", "payouts")} HELD more than ${plural(hours, "hour", "hours")} past release`,
    refunds: (count, days) =>
      `${plural(count, "refund", "refunds")} APPROVED but not transferred for more than ${plural(days, "day", "days")}`,
    photos: (count) =>
      `${plural(count, "photo of a trip is", "photos of trips are")} named by the database and not in the store`,
    papers: (count) =>
      `${plural(count, "proof, identity card or evidence is", "proofs, identity cards or evidence are")} named by the database and not in the store`,
    mails: (count) =>
      `${plural(count, "mail failed and is not tried again by itself", "mails failed and are not tried again by themselves")}`,
    restore: {
      mails: "Mend the cause, then send them again or discard them",
      photos: "Restore `uploads/trips` from the backup, or ask the organizer to replace the photo",
      papers: "Restore `uploads/private` from the backup; the latest run has the names",
    },
  },

  advice: {
    "never-ran": "The crontab may not be installed",
    "off-slot": "The server's time zone may not be UTC",
    rejected: "The crontab may have an old CRON_SECRET",
    "no-secret": "Set it in .env, then restart.",
    channel: "Check its address in .env.",
  },

  /** A run of the mail job in which none got out. Follows "its result is of no use:". */
  mailsUnsent: (mails) =>
    `${mails === 1 ? "1 mail was" : `${mails} mails were`} due, but the mail provider took none, and none has been sent since`,

  jobs: {
    title: "Jobs",
    none: "No job is registered in jobs/index.ts yet.",
    handWritten: "Hand-written handler, without a schedule in the registry",
    lastRun: "Last run",
    lastSuccess: "Last success",
    nextRun: "Next run",
    sevenDays: "7 days",
    runs: (count) => plural(count, "run", "runs"),
    errors: (count) => plural(count, "error", "errors"),
    note: "Note",
    never: "never",
    lastError: "Last error",
    week: "The last seven days, by day in WIB",
    previousSecret: "Still uses CRON_SECRET_PREVIOUS",
  },
  books: {
    title: "Money that should be in the bank",
    lead: "What SeTrip's accounts must hold, by the books.",
    asOf: "As of",
    participants: "Promised to participants",
    organizers: "Organizers' share, held or released",
    fees: "SeTrip's fees",
    balanced: "The books added up at the last check.",
    broken: "The last check failed. These figures are from the one before.",
    running: "Being checked again.",
    none: "Never checked. Run money-reconcile to see it.",
    seeRun: "See the check",
  },
  upcoming: {
    title: "Coming up",
    within: (age) => `in ${age}`,
    due: "now",
    none: "Nothing is scheduled.",
  },

  runNow: {
    button: "Run now",
    buttonFor: (job) => `Run now: ${job}`,
    title: (job) => `Run ${job}?`,
    lead: (name) =>
      `The job works on real data at once. The run is recorded as manual in the name of ${name} and takes no scheduled slot.`,
    confirm: "Run",
    cancel: "Cancel",
    close: "Close",
    running: "Running…",
    done: (summary) => `Done. ${summary}`,
    failed: (message) => `Failed: ${message}`,
    skipped: (why) => `Not run: ${why}`,
    started: "Still running. Its result appears in the list of runs when it ends.",
    unknown: "This job no longer exists. Reload the page.",
    unreachable:
      "The server did not answer, so the job may or may not have run. Look at the list of runs before trying again.",
  },

  runs: {
    title: "Latest runs",
    none: "No runs yet. The first appears here after its first slot, or after Run now.",
    time: "Time",
    job: "Job",
    status: "Status",
    duration: "Duration",
    payload: "Payload",
    error: "Error",
    fold: "Fold empty successes",
    folded: (count, since) => `${plural(count, "empty success", "empty successes")} since ${since}`,
    open: (job) => `Open run of ${job}`,
  },

  run: {
    back: "System",
    title: (job) => `Run of ${job}`,
    status: "Status",
    trigger: "Trigger",
    actor: "By",
    slot: "Slot",
    lastSlot: "Up to slot",
    created: "Recorded",
    started: "Started",
    finished: "Finished",
    duration: "Duration",
    host: "Host",
    release: "Release",
    reason: "Reason",
    error: "Error",
    stack: "Stack trace",
    log: "Log",
    noLog: "This run wrote no log.",
    payload: "Payload",
    noPayload: "This run returned no payload.",
  },
};
