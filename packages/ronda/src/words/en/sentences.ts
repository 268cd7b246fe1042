import type { Sentences } from "../id/sentences.ts";
import { plural } from "./plural.ts";

/** What is said of jobs and runs. */
export const sentences: Sentences = {
  allWell: (jobs) => `All is well. ${plural(jobs, "job runs", "jobs run")} on time.`,
  allWaiting: (jobs) => `All is well. ${plural(jobs, "job waits for its", "jobs wait for their")} first slot.`,
  failed: (jobs) => `${plural(jobs, "job", "jobs")} failed`,
  stale: (jobs) => `${plural(jobs, "job is", "jobs are")} late`,
  acknowledged: (incidents) => `${plural(incidents, "is", "are")} being looked after`,
  snoozed: (incidents) => `${plural(incidents, "is", "are")} snoozed`,

  reasons: {
    timeout: "exceeded its time limit",
    crashed: "its signs of life ended before it did",
    expectation: (message) => `finished, but the result is of no use: ${message}`,
    neverRan: "has never run",
    neverCame: (byHandAt) => `ran by hand at ${byHandAt}, but its schedule has never arrived`,
    missed: (slots) => `${plural(slots, "slot", "slots")} passed without a run`,
    stillMissed: (slots, byHandAt) =>
      `${plural(slots, "slot was", "slots were")} missed; ran by hand at ${byHandAt}, but its schedule still does not arrive`,
    silentSince: (at) => `no success since ${at}`,
    silentEver: "has never succeeded",
    offSlot: (shift) => `runs ${shift} off its schedule`,
    rejected: (times) => `its trigger was rejected ${plural(times, "time", "times")} (401)`,
    onlyThisRejected: (job) => `That of ${job} is accepted, so only this job's trigger has a wrong secret`,
    hostDown: "the server was down at its slot",
    schedulerDown: (jobs, names) =>
      `${plural(jobs, "job is", "jobs are")} late at once (${names}): nobody triggers them`,
    schedulerBack: (jobs, names, at) =>
      `triggers arrive again since ${at}, but ${plural(jobs, "job has", "jobs have")} not caught up yet (${names})`,
    found: (amount) => `${amount} found`,
    blind: (message) => `could not look: ${message}`,
    restarts: (times) => `its last ${times} runs were stopped by restarts before their end`,
    clockAhead: (by) => `this server's clock leapt ${by} ahead; what goes by time is held, and nothing is changed`,
    clockBehind: (by) => `this server's clock leapt ${by} back; what goes by time is held, and nothing is changed`,
    databaseAway: (from, until) => `the database did not answer from ${from} until ${until}`,
    unknownError: "failed without a message",
  },

  runReasons: {
    running: (since) => `running since ${since}`,
    worksOn: (since, status) => `running since ${since}; that run was closed (${status}), but its function works on`,
    slotHasRun: (slot) => `the slot of ${slot} has run already`,
    "ran-elsewhere": "another process has run its slot",
    "none-alive": "no process of the app was alive at that time",
    "nobody-came": "nothing started it in time",
    "not-run-again": "a restart stopped its run, and nothing ran it again in time",
    "database-away": "the database was away for as long as it could have started",
    "clock-leapt": "held, because this server's clock has leapt",
    "was-paused": "the job was paused at that time",
    noPlace: (places) => `waited as long as it may: other jobs had all places of this process (${places})`,
    paused: (by, reason) => (reason ? `paused by ${by}: ${reason}` : `paused by ${by}`),
    pausedUntil: (by, until, reason) =>
      reason ? `paused until ${until} by ${by}: ${reason}` : `paused until ${until} by ${by}`,
    inSpiteOf: (pause) => `started by hand, although ${pause}`,
    released: (by, reason) => `given up by ${by}: ${reason}`,
    retried: (made, attempts) => `succeeded at attempt ${made} of ${attempts}`,
    restart: "stopped, because its process was restarted",
    crashed: "nothing more was heard of it, and it was closed",
  },

  unrun: {
    "nobody-came":
      "Run it now if its work cannot wait, then see why its trigger did not come: the crontab, the cron service, or the scheduler in the app.",
    "none-alive":
      "See why the host or the app was down at that time. Run it now if its work cannot wait for the next slot.",
    "not-run-again": "Run it now if its work cannot wait for the next slot; the restart itself is no failure.",
    "database-away": "See whether the database is well again, then run it now if its work cannot wait.",
    paused: "Resume the job if it need not be paused any more. Running it now works in a pause, too.",
    running: "Nothing, if that run ends as usual. If it hangs, open it, look at its log, and give it up there.",
    "slot-has-run": "Nothing: the work of this slot was done.",
    "no-place": "Give this process more places for jobs (`concurrency`), or spread the jobs' slots.",
    unknown: "Open its job to see how it is now.",
  },

  notes: {
    running: "Running now",
    isSlow: (took, usual, limit) =>
      `Has been running for ${took}${usual ? `, usually ${usual}` : ""}; it is stopped after ${limit}`,
    wasSlow: (startedAt, took, usual) => `The run of ${startedAt} took ${took}${usual ? `, usually ${usual}` : ""}`,
    empty: "Last run had nothing to do",
    early: "Ran ahead of its slot",
    late: "Ran late for its slot",
    rejected: (times) => `Trigger rejected ${plural(times, "time", "times")} (401) in the last day`,
    waiting: "Waiting for its first slot",
    paused: "Paused",
  },

  statuses: {
    RUNNING: "running now",
    SUCCESS: "succeeded",
    FAILED: "failed",
    TIMED_OUT: "exceeded its time limit",
    ABANDONED: "was cut off before its end",
    SKIPPED: "was skipped, not run",
    MISSED: "its slot passed without a run",
  },

  restarted: "was stopped by a restart",
  late: {
    SUCCESS: (at) => `Its function succeeded after all at ${at}, when this run was closed already.`,
    FAILED: (at) => `Its function ended at ${at} only, when this run was closed already, and failed.`,
  },

  triggers: { schedule: "schedule", manual: "manual", "catch-up": "catch-up" },

  warnings: {
    "no-secret": (secret) => `${secret} is not set, so every trigger from outside gets a 500.`,
    "short-secret": (secret) => `${secret} is shorter than 32 characters.`,
    channel: (channel, alerts, message) =>
      `${plural(alerts, "alert has", "alerts have")} not got through ${channel}: ${message}.`,
    unheard: (since) => `No alert has reached anybody since ${since}: every channel fails.`,
    clockAhead: (by, wall, counted) =>
      `This server's clock leapt ${by} ahead: it says ${wall}, where ${counted} was counted. All jobs are held, and nothing changes by time.`,
    clockBehind: (by, wall, counted) =>
      `This server's clock leapt ${by} back: it says ${wall}, where ${counted} was counted. All jobs are held, and nothing changes by time.`,
    deadman: (message) => `What watches this host from outside was not reached: ${message}.`,
  },
  warningsInShort: {
    "no-secret": () => "every trigger is refused",
    "short-secret": (secret) => `${secret} is too short`,
    channel: () => "alerts are not delivered",
    unheard: (since) => `no alert has reached anybody since ${since}`,
    clock: () => "the server's clock has leapt and all jobs are held",
    deadman: () => "the watch from outside hears nothing",
  },
  secret: "the triggers' secret",

  advice: {
    error: "Read the error and the log of its run, mend what they name, then run the job again",
    timeout: "Its log says how far it came. Run it again; if it needs longer, raise its `maxRunMs`",
    crashed: "See in the process's own log why it ended or lost the database, then run the job again",
    expectation: "The run went through: compare its payload with what should have been there",
    missed: "Run it now, then see why its trigger did not come: the crontab, or the scheduler in the app",
    silent: "Open its latest runs: they were skipped, or none of them succeeded",
    "host-down": "Run it now if it cannot wait for its next slot",
    restarts: "Find what restarts the process: a deploy in a loop, its memory, a health check",
    "scheduler-down":
      "Nobody triggers the jobs: see whether cron runs on the host, or the scheduler in the app is started",
    found: "Open the list behind it and settle what is there",
    blind: "Mend what keeps it from looking: until then nobody knows whether anything is wrong",
    "never-ran": "Its trigger may not be installed",
    "off-slot": "The server's time zone may not be the schedule's",
    rejected: "The trigger may send an old secret",
    "no-secret": "Set it, then restart the app.",
    "short-secret": "Replace it with the output of `openssl rand -hex 32`.",
    channel: "Check its address.",
    unheard: "Until one of them is mended only this page tells.",
    clock:
      "Put the clock right (`sudo timedatectl set-ntp true`), and all goes on by itself. Where the clock is right, say so: `npx ronda trust-clock` on that server.",
    "clock-leapt":
      "Put the clock right (`sudo timedatectl set-ntp true`), and all goes on by itself. Where the clock is right, say so: `npx ronda trust-clock` on that server",
    "database-away": "The database answers again; find out why it was away: `journalctl -u postgresql`",
    deadman: "Check its address; until then nobody tells when the whole host is off.",
  },

  weekDay: (day, runs, errors) => `${day}: ${plural(runs, "run", "runs")}, ${plural(errors, "error", "errors")}`,
  weekMissed: (slots) => `${slots} missed`,
  weekSkipped: (triggers) => `${triggers} skipped`,
};
