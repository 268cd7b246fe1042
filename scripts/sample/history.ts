import { utcDay } from "#domain/calendar.ts";
import { demoAccounts } from "#domain/users/demo-accounts.ts";
import type { MailRow } from "./mails.ts";
import { dayMs, historyDays, minuteMs, type Nights } from "./nights.ts";
import { type Random, randomFrom } from "./random.ts";
import type { World } from "./world.ts";

/** A row of the engine's `CronRun`. */
export type RunRow = {
  id: string;
  jobName: string;
  status: "SUCCESS" | "FAILED" | "SKIPPED" | "MISSED";
  trigger: "schedule" | "manual";
  slotAt: Date | null;
  slotLastAt: Date | null;
  slotCount: number | null;
  createdAt: Date;
  startedAt: Date | null;
  finishedAt: Date | null;
  durationMs: number | null;
  payload: Record<string, unknown> | null;
  errorMessage: string | null;
  errorStack: string | null;
  log: { at: Date; level: "info" | "warn" | "error"; message: string }[];
  reason: string | null;
  actor: string | null;
};

/** How the jobs of the sample have run; the names and schedules are those of `jobs/`. */
type Rhythm = {
  jobName: string;
  slots: Date[];
  usualMs: [number, number];
  payload: (slot: Date) => Record<string, unknown>;
};

/** The month behind us: every slot that has passed, one gap while the host was off, and what went wrong. */
export function recall(world: World, seed: number, { nights, mails }: { nights: Nights; mails: MailRow[] }): RunRow[] {
  const random = randomFrom(seed, "history");
  const rows = rhythms(world, nights, mails).flatMap((rhythm) => {
    const missed = rhythm.slots.filter((slot) => slot >= nights.gap.from && slot < nights.gap.to);
    const run = rhythm.slots.filter((slot) => !missed.includes(slot)).map((slot) => runOf(world, rhythm, slot, random));
    return missed.length > 0 ? [...run, missedRow(world, rhythm.jobName, missed, nights)] : run;
  });
  goWrong(world, rows, nights);
  rows.push(byHand(world, random));
  return rows.sort((one, other) => one.createdAt.getTime() - other.createdAt.getTime());
}

function rhythms(world: World, nights: Nights, mails: MailRow[]): Rhythm[] {
  const from = new Date(nights.now.getTime() - historyDays * dayMs);
  const sent = Map.groupBy(
    mails.filter(({ sentAt }) => sentAt),
    ({ sentAt }) => Math.floor((sentAt as Date).getTime() / (5 * minuteMs)),
  );
  return [
    {
      jobName: "auto-complete-trips",
      slots: slotsBetween(from, nights.now, { everyMs: dayMs, offsetMs: 18 * 60 * minuteMs }),
      usualMs: [700, 1_900],
      payload: (slot) => {
        const near = (at: Date | null) => at !== null && at >= slot && at.getTime() < slot.getTime() + 10 * minuteMs;
        const ids = world.trips.filter(({ completedAt }) => near(completedAt)).map(({ id }) => id);
        const payoutsReleased = world.payouts.filter(({ releasedAt }) => near(releasedAt)).map(({ id }) => id);
        return { completed: ids.length, ids, payoutsReleased };
      },
    },
    {
      jobName: "process-email-jobs",
      slots: slotsBetween(from, nights.now, { everyMs: 5 * minuteMs, offsetMs: 0 }),
      usualMs: [28, 160],
      payload: (slot) => {
        const succeeded = sent.get(slot.getTime() / (5 * minuteMs))?.length ?? 0;
        return { picked: succeeded, succeeded, failed: 0 };
      },
    },
    {
      jobName: "cleanup-trip-images",
      slots: slotsBetween(from, nights.now, { everyMs: dayMs, offsetMs: 18.5 * 60 * minuteMs }),
      usualMs: [90, 420],
      payload: (slot) => {
        const deleted = 3 * (slot.getUTCDate() % 4);
        return { scanned: 3 * world.images.filter(({ createdAt }) => createdAt < slot).length + deleted, deleted };
      },
    },
  ];
}

function slotsBetween(from: Date, to: Date, { everyMs, offsetMs }: { everyMs: number; offsetMs: number }): Date[] {
  const first = Math.ceil((from.getTime() - offsetMs) / everyMs) * everyMs + offsetMs;
  // The newest slot is left to the app when it has only just begun: its runs take a moment too.
  const last = to.getTime() - 10_000;
  return Array.from(
    { length: Math.max(0, Math.floor((last - first) / everyMs) + 1) },
    (_, index) => new Date(first + index * everyMs),
  );
}

function runOf(world: World, { jobName, usualMs, payload }: Rhythm, slot: Date, random: Random): RunRow {
  const startedAt = new Date(slot.getTime() + random.whole(350, 2_200));
  const durationMs = random.whole(...usualMs);
  const finishedAt = new Date(startedAt.getTime() + durationMs);
  return {
    ...emptyRun(world, jobName, startedAt),
    status: "SUCCESS",
    slotAt: slot,
    startedAt,
    finishedAt,
    durationMs,
    payload: payload(slot),
  };
}

function emptyRun(world: World, jobName: string, createdAt: Date): RunRow {
  return {
    id: world.id(createdAt),
    jobName,
    status: "SUCCESS",
    trigger: "schedule",
    slotAt: null,
    slotLastAt: null,
    slotCount: null,
    createdAt,
    startedAt: null,
    finishedAt: null,
    durationMs: null,
    payload: null,
    errorMessage: null,
    errorStack: null,
    log: [],
    reason: null,
    actor: null,
  };
}

/** Slots that nobody ran, as one row that was written when the host was back. */
function missedRow(world: World, jobName: string, slots: Date[], { gap }: Nights): RunRow {
  const run = emptyRun(world, jobName, new Date(gap.to.getTime() + 41_000));
  return {
    ...run,
    status: "MISSED",
    slotAt: slots[0] ?? null,
    slotLastAt: slots.at(-1) ?? null,
    slotCount: slots.length,
    reason: "host was down",
  };
}

/** The database restarted during last night's run; eleven days ago the mail provider refused the sender for a while. */
function goWrong(world: World, rows: RunRow[], nights: Nights): void {
  const lastNight = rows.find(
    ({ jobName, slotAt }) => jobName === "auto-complete-trips" && slotAt?.getTime() === nights.failedAt.getTime(),
  );
  if (lastNight) fail(lastNight, "Connection terminated unexpectedly", connectionStack);
  const refused = new Date(Math.floor(world.daysAgo(11).getTime() / dayMs) * dayMs + 200 * minuteMs);
  for (const run of rows) {
    const minutes = run.slotAt ? (run.slotAt.getTime() - refused.getTime()) / minuteMs : -1;
    if (run.jobName !== "process-email-jobs" || minutes < 0 || minutes > 10) continue;
    fail(
      run,
      "HTTP 403 validation_error: The setrip.example domain is not verified. Please, add and verify your domain",
      providerStack,
    );
  }
}

function fail(run: RunRow, message: string, where: string): void {
  const at = run.finishedAt ?? run.createdAt;
  Object.assign(run, {
    status: "FAILED",
    payload: null,
    errorMessage: message,
    errorStack: `Error: ${message}\n${where}`,
    log: [{ at, level: "error", message }],
  });
}

const connectionStack = `    at Connection.<anonymous> (node_modules/pg/lib/client.js:204:73)
    at Connection.emit (node:events:514:28)
    at Socket.<anonymous> (node_modules/pg/lib/connection.js:64:12)
    at completeDueTrips (domain/trips/trips.ts)
    at autoComplete (jobs/auto-complete-trips.ts)`;
const providerStack = `    at processDueEmails (domain/emails/drain.ts)
    at run (jobs/process-email-jobs.ts)`;

/** Sari tried the button once. */
function byHand(world: World, random: Random): RunRow {
  const startedAt = world.daysAgo(6.31);
  const durationMs = random.whole(300, 700);
  const finishedAt = new Date(startedAt.getTime() + durationMs);
  const payload = { completed: 0, ids: [], payoutsReleased: [] };
  const actor = demoAccounts[0].email;
  return {
    ...emptyRun(world, "auto-complete-trips", startedAt),
    trigger: "manual",
    startedAt,
    finishedAt,
    durationMs,
    payload,
    actor,
  };
}

/** The roll-up of a job's day, as the engine keeps it beside its runs. */
export type DayRow = {
  jobName: string;
  day: string;
  runs: number;
  errors: number;
  skipped: number;
  missed: number;
  durationMs: number;
};

/** Counts the runs into their UTC days. */
export function dayRows(runs: RunRow[]): DayRow[] {
  const days = new Map<string, DayRow>();
  for (const run of runs) {
    const day = utcDay(run.status === "MISSED" ? (run.slotAt ?? run.createdAt) : (run.startedAt ?? run.createdAt));
    const key = `${run.jobName} ${day}`;
    const counts = days.get(key) ?? {
      jobName: run.jobName,
      day,
      runs: 0,
      errors: 0,
      skipped: 0,
      missed: 0,
      durationMs: 0,
    };
    if (run.status === "MISSED") counts.missed += run.slotCount ?? 1;
    else counts.runs += 1;
    if (run.status === "FAILED") counts.errors += 1;
    counts.durationMs += run.durationMs ?? 0;
    days.set(key, counts);
  }
  return [...days.values()];
}
