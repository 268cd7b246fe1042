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
    everySeconds: (seconds) => `Updates itself every ${plural(seconds, "second", "seconds")}`,
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
    whatToDo: "What to do",
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
    `${plural(mails, "mail was", "mails were")} due, but the mail provider took none, and none has been sent since`,

  jobs: {
    title: "Jobs",
    none: "No job is registered in jobs/index.ts yet.",
    handWritten: "Hand-written handler, without a schedule in the registry",
    lastRun: "Last run",
    lastSuccess: "Last success",
    nextRun: "Next run",
    duration: "Last duration",
    usual: (low, high) => (low === high ? `usually ${low}` : `usually ${low} to ${high}`),
    lastTrigger: "Last trigger",
    sevenDays: "7 days",
    runs: (count) => plural(count, "run", "runs"),
    errors: (count) => plural(count, "error", "errors"),
    note: "Note",
    never: "never",
    last: (at) => `last ${at}`,
    next: (at) => `next ${at}`,
    lastError: "Last error",
    facts: "When and how long",
    median: "Usually",
    medianOf: (median, runs) => `${median} (median of the last ${plural(runs, "successful run", "successful runs")})`,
    nextRuns: "Next runs",
    previousSecret: "Still uses CRON_SECRET_PREVIOUS",
    open: (job) => `All about ${job}`,
    paused: "Paused",
    pausedUntil: (until) => `Paused until ${until}`,
  },
  slots: {
    title: "The last seven days",
    noneYet: "No slot has passed yet.",
    unusual: (slots) => `${plural(slots, "slot that was not on time", "slots that were not on time")}`,
    newest: (slots) => `Only the newest ${slots} are shown.`,
    seeRow: "See the run",
    week: "The last seven days, every slot, by day in WIB",
    none: "no slot",
    marks: {
      "on-time": "on time",
      late: "late",
      missed: "missed",
      failed: "failed",
      skipped: "skipped",
      running: "running",
    },
    counts: {
      "on-time": (slots) => `${slots} on time`,
      late: (slots) => `${slots} late`,
      missed: (slots) => `${slots} missed`,
      failed: (slots) => `${slots} failed`,
      skipped: (slots) => `${slots} skipped`,
      running: (slots) => `${slots} running`,
    },
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
    title: "The next 24 hours",
    within: (age) => `in ${age}`,
    due: "now",
    none: "Nothing is scheduled within the next 24 hours.",
    more: (slots) => `and ${plural(slots, "more time", "more times")}`,
    rest: (lines) => plural(lines, "more slot", "more slots"),
  },

  scheduler: {
    sources: {
      scheduler: "the app's own scheduler",
      curl: "curl (crontab)",
      vercel: "Vercel Cron",
      other: "another caller",
    },
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
  },

  verbs: {
    done: (summary) => (summary ? `Done. ${summary}` : "Done."),
    failed: (message) => `Failed: ${message}`,
    skipped: (why) => `Not run: ${why}.`,
    started: "Still running. Its result appears here when it ends.",
    twice: "This request had been taken once already, so nothing was run again.",
    unknownJob: "This job no longer exists. Reload the page.",
    unknownRun: "This run no longer exists: old ones are deleted after a while.",
    seeRun: "See the run",
    seeJob: "See the job",
    paused: "Paused until somebody resumes it.",
    pausedUntil: (until) => `Paused until ${until}.`,
    resumed: "Resumed. The job runs again at its next slot.",
    acknowledged: "Noted: you look after it. No more reminders until it is over.",
    snoozed: (until) => `Quiet until ${until}.`,
    noUntil: "Choose until when.",
    released: "This run has been given up. Its job can run again.",
  },

  forms: {
    pending: "One moment…",
    reason: "Reason",
    reasonHint: "One line, for whoever reads this later.",
    optional: (label) => `${label} (optional)`,
    until: "Until",
    untils: {
      "1h": "in 1 hour",
      "4h": "in 4 hours",
      "24h": "in 24 hours",
      morning: "next morning, 08:00 WIB",
      open: "somebody resumes it",
    },
    runNow: "Run now",
    runNowLead: "Works on real data at once, recorded as manual in your name.",
    runAgain: "Run again",
    runAgainLead: "The same job with the same input. Safe to repeat: what is done is not done twice.",
    running: "Running…",
    pause: "Pause",
    pauseLead:
      'While it is paused its triggers are answered "paused" and no slot counts as missed. Run now works all the same.',
    pauseSubmit: "Pause this job",
    resume: "Resume",
    resumeFor: (job) => `Resume: ${job}`,
    acknowledge: "I look after it",
    acknowledgeLead: "No more reminders. You are still told when it is over.",
    acknowledgeFor: (subject) => `I look after it: ${subject}`,
    snooze: "Snooze",
    snoozeLead: "No reminders until then.",
    snoozeFor: (subject) => `Snooze: ${subject}`,
    release: "Release this run",
    releaseLead:
      "For a run that hangs: it is closed as ABANDONED and its job is free again. Should its function work on, its result no longer counts.",
  },

  limits: {
    title: "Limits",
    startGrace: "Late after",
    maxRun: "Stopped after",
    maxSilence: "STALE without a success for",
    catchUp: "Slots missed while the server was down",
    catchUps: { none: "not made up for", once: "made up for once" },
    attempts: "Attempts",
    attemptsOf: (attempts) => `up to ${plural(attempts, "time", "times")} within one run`,
    alerts: "Alert",
    alertsAfter: (failures) =>
      failures === 1 ? "after the first failure" : `after ${plural(failures, "failure", "failures")} in a row`,
  },

  byHand: {
    title: "Triggering from a terminal",
    lead: "Run on the server, by the user who has the crontab. The secret is read from the file that `npx ronda export curl-config` writes, so it is not in this line.",
    copy: "Copy this line",
    copied: "Copied",
  },

  pausedBy: {
    until: "Paused until",
    open: "Paused until somebody resumes it",
    by: (who) => `by ${who}`,
  },

  runs: {
    all: "All runs",
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
    trigger: "Trigger",
    allJobs: "All jobs",
    allStatuses: "All statuses",
    allTriggers: "All triggers",
    filter: "Filter",
    clear: "Clear filter",
    noMatch: "No run matches this filter.",
    newest: "Newest",
    older: "Older",
    pages: "Pages of runs",
    rest: (runs) => plural(runs, "more run", "more runs"),
    waiting: (runs) => plural(runs, "new run", "new runs"),
    manyWaiting: (runs) => `More than ${runs} new runs`,
  },

  run: {
    title: (job) => `Run of ${job}`,
    timeline: "What happened when",
    slot: "Slot",
    slots: (slots) => `${plural(slots, "slot", "slots")} in a row`,
    after: (late) => `${late} after its slot`,
    heartbeat: "Last sign of life",
    took: (duration) => `after ${duration}`,
    attempts: (made) => `attempt ${made}`,
    actor: "By",
    lastSlot: "Up to slot",
    started: "Started",
    host: "Host",
    release: "Release",
    means: {
      error: "The job stopped half-way. What was done is kept; running it again goes on with the rest.",
      timeout:
        "The job was not done at its time limit and was stopped. What was done is kept; running it again goes on with the rest.",
      crashed:
        "Nothing more was heard of this run: its process ended, hangs, or lost the database. Running it again goes on with what is not done.",
    },
    whatToDo: "What to do",
    stack: "Stack trace",
    incident: "Part of an incident that is still open",
    incidentOver: "Part of an incident that is over",
    log: "Log",
    noLog: "This run wrote no log.",
    payload: "Result",
    payloadJson: "As JSON",
    noPayload: "This run returned nothing.",
    input: "Input as JSON",
    earlier: "Earlier runs",
  },

  payload: {
    yes: "yes",
    no: "no",
    more: (entries) => `, and ${entries} more`,
  },
};
