import { readChannels } from "../alerts/channel-state.ts";
import { readOpenIncidents } from "../alerts/reading.ts";
import { type PatrolState, readPatrol } from "../database/patrol-state.ts";
import { type PauseColumns, pauseAt, pausedTimes } from "../database/pauses.ts";
import { readRuns, readRunsById } from "../database/reading.ts";
import { type KeptSlots, readKeptSlots } from "../database/slot-marks.ts";
import { readDowntimes } from "../database/slot-rows.ts";
import type { Engine } from "../engine.ts";
import { type Secrets, shortestSecret } from "../http/secrets.ts";
import { callerOf } from "../http/triggers.ts";
import type { Job } from "../job/job.ts";
import type { ClockLeap } from "../process/steady-clock.ts";
import { dayIn } from "../schedule/time-zone.ts";
import type {
  ChannelOverview,
  DayCount,
  JobOverview,
  LastTrigger,
  MarkedSlot,
  Overview,
  Paused,
  Queryable,
  RunSummary,
} from "../types.ts";
import { healthOf, type JobFacts } from "./health.ts";
import { readWatches } from "./look.ts";
import { isPatrolLate } from "./patrol-late.ts";
import { markedSlots, startOfDay } from "./slots.ts";
import { upcomingSlots } from "./upcoming.ts";
import { usualDuration } from "./usual.ts";

const dayMs = 24 * 60 * 60 * 1000;
const weekDays = 7;

/** A job's own row: its facts without the runs, and the ids of the runs. */
type JobRow = Pick<
  JobFacts,
  | "scheduleSince"
  | "lastSlotAt"
  | "freedSlotAt"
  | "failureStreak"
  | "failingSince"
  | "brokenExpectation"
  | "offSlotStarts"
  | "restartStreak"
  | "restartingSince"
> &
  PauseColumns & {
    formerPauses: { since: string; until: string }[];
    name: string;
    schedule: string | null;
    runningId: string | null;
    lastRunId: string | null;
    lastSuccessId: string | null;
    lastErrorId: string | null;
    lastSecret: "current" | "previous" | null;
    lastDurationsMs: number[];
    triggeredAt: Date | null;
  } & Omit<LastTrigger, "at">;

type Rejection = { jobName: string; count: number; lastAt: Date; userAgent: string | null };

/**
 * What the morning page shows, in a dozen queries whose cost does not grow with `CronRun`: the jobs' own rows, the runs that
 * these point to by id, the day roll-ups, what is kept of slots, the rejections, the newest 20 rows by id, how the patrol and
 * the channels stand, what the watches found, and when no process was alive.
 */
export async function readOverview(
  database: Queryable,
  {
    jobs,
    watches,
    channels,
    secrets,
    displayZone,
    now,
    leap,
  }: Pick<Engine, "jobs" | "watches" | "channels" | "displayZone"> & {
    secrets: Secrets;
    now: Date;
    /** How this process's clock has leapt; null where it is right. */
    leap: ClockLeap | null;
  },
): Promise<Overview> {
  const days = lastDays(now, displayZone);
  const since = startOfDay(now, displayZone, weekDays - 1);
  const rows = await readJobRows(database, [...jobs.keys()]);
  const ids = rows
    .flatMap((row) => [row.runningId, row.lastRunId, row.lastSuccessId, row.lastErrorId])
    .filter((id) => id !== null);
  const names = rows.map(({ name }) => name);
  const [runs, counts, slots, rejections, recentRuns, delivering, incidents, patrolled, looked, downtimes] =
    await Promise.all([
      readRunsById(database, [...new Set(ids)]),
      readDayCounts(database, { since: days[0]!, names }),
      readKeptSlots(database, { since, names }),
      readRejections(database, lastDays(now, "UTC")[0]!),
      readRuns(database),
      readChannels(database, channels),
      readOpenIncidents(database, now),
      readPatrol(database),
      readWatches(database, [...watches.values()], now),
      readDowntimes(database),
    ]);

  const rowOf = new Map(rows.map((row) => [row.name, row]));
  const countsOf = Map.groupBy(counts, ({ jobName }) => jobName);
  const rejectionsOf = Map.groupBy(rejections, ({ jobName }) => jobName);
  const handWritten = rows.filter((row) => row.schedule === null && !jobs.has(row.name)).map(({ name }) => name);
  const overviewOf = (name: string, job: Job | undefined): JobOverview => {
    const row = rowOf.get(name) ?? newRow(name, now);
    const facts: JobFacts = {
      ...row,
      ...runsOf(row, runs),
      pauses: pausedTimes(row),
      downtimes,
      rejections: rejectionsOf.get(name) ?? [],
    };
    const week = weekOf(days, countsOf.get(name) ?? []);
    return jobOverview(job, { row, facts, week, slots: slots.get(name) ?? noSlots, since, now });
  };
  return {
    at: now,
    jobs: withAccepted([
      ...[...jobs].map(([name, job]) => overviewOf(name, job)),
      ...handWritten.map((name) => overviewOf(name, undefined)),
    ]),
    incidents,
    recentRuns,
    upcoming: upcomingSlots(
      [...jobs.values()].map((job) => ({ job, paused: pauseAt(rowOf.get(job.name) ?? newRow(job.name, now), now) })),
      now,
    ),
    watches: looked,
    channels: delivering,
    warnings: [
      ...(leap ? [{ kind: "clock" as const, ...leap }] : []),
      ...warningsAbout(secrets),
      ...deadmanWarning(patrolled),
      ...warningsAboutChannels(delivering),
    ],
    // Where the clock has leapt nobody patrols here, and that is said.
    patrol: { ...patrolOverview(patrolled, { rows, now }), ...(leap ? { isLate: false } : {}) },
  };
}

function jobOverview(
  job: Job | undefined,
  {
    row,
    facts,
    week,
    slots,
    since,
    now,
  }: { row: JobRow; facts: JobFacts; week: DayCount[]; slots: KeptSlots; since: Date; now: Date },
): JobOverview {
  const { lastSuccess, lastError, running, pauses } = facts;
  const paused = pauseAt(row, now);
  let marked: MarkedSlot[] | undefined;
  return {
    name: row.name,
    schedule: job?.schedule ?? null,
    timeZone: job?.timeZone ?? null,
    description: job?.description ?? null,
    health: healthOf(job, facts, now),
    lastRun: facts.running ?? facts.lastEnded,
    lastSuccess: lastSuccess && { id: lastSuccess.id, finishedAt: lastSuccess.finishedAt ?? lastSuccess.createdAt },
    lastError: lastError && {
      id: lastError.id,
      finishedAt: lastError.finishedAt ?? lastError.createdAt,
      errorMessage: lastError.errorMessage,
    },
    nextSlotAt: job ? nextSlot(job, paused, now) : null,
    paused,
    week,
    runs7d: week.reduce((sum, { runs }) => sum + runs, 0),
    errors7d: week.reduce((sum, { errors }) => sum + errors, 0),
    lastSecret: row.lastSecret,
    // Worked out when it is asked for: a job that runs every minute has ten thousand.
    get slots() {
      marked ??= job ? markedSlots(job, { ...slots, ...row, running, pauses }, { since, now }) : [];
      return marked;
    },
    usual: usualDuration(row.lastDurationsMs),
    lastTrigger: lastTriggerOf(row),
  };
}

/** Where a job's triggers are refused: whether another's comes from such a caller with a right secret, the latest of these. */
function withAccepted(jobs: JobOverview[]): JobOverview[] {
  const accepted = jobs
    .flatMap(({ name, lastTrigger }) => (lastTrigger?.secret === "current" ? [{ name, ...lastTrigger }] : []))
    .sort((one, other) => other.at.getTime() - one.at.getTime());
  for (const { name, health } of jobs) {
    for (const reason of health.reasons) {
      if (reason.kind !== "rejected") continue;
      const caller = callerOf(reason.userAgent ?? null);
      const other = accepted.find((each) => each.name !== name && each.source === caller && each.at >= reason.since);
      if (other) Object.assign(reason, { acceptedJob: other.name, acceptedAt: other.at });
    }
  }
  return jobs;
}

function nextSlot({ calendar }: Job, paused: Paused | null, now: Date): Date | null {
  if (!paused) return calendar.next(now);
  return paused.until && calendar.next(new Date(paused.until.getTime() - 1));
}

function lastTriggerOf({ triggeredAt, ...row }: JobRow): LastTrigger | null {
  if (!triggeredAt) return null;
  const { trigger, secret, userAgent, source, sourceSince } = row;
  return { at: triggeredAt, trigger, secret, userAgent, source, sourceSince };
}

const noSlots: KeptSlots = { days: [], ranges: [] };

function runsOf(
  row: JobRow,
  runs: Map<string, RunSummary>,
): Pick<JobFacts, "running" | "lastEnded" | "lastSuccess" | "lastError"> {
  const run = (id: string | null) => (id === null ? null : (runs.get(id) ?? null));
  return {
    running: run(row.runningId),
    lastEnded: run(row.lastRunId),
    lastSuccess: run(row.lastSuccessId),
    lastError: run(row.lastErrorId),
  };
}

/** Names of handlers written by hand come from the host's code, which may make one up for every customer. */
const mostHandWritten = 200;

/**
 * Those of the registry, and of the handlers written by hand those that ran last. With what runs in the same glance: a run
 * that ended between two of them would be seen in neither, and its slot be missed.
 */
async function readJobRows(database: Queryable, registered: string[]): Promise<JobRow[]> {
  const { rows } = await database.query(
    `select "name", "schedule", "scheduleSince", "lastSlotAt", "freedSlotAt", "failureStreak", "failingSince",
       "brokenExpectation", "offSlotStarts", running."id" as "runningId", "lastRunId", "lastSuccessId", "lastErrorId",
       "lastSecret", "pausedAt", "pausedUntil", "pausedBy", "pauseReason", "formerPauses", "lastDurationsMs",
       "restartStreak", "restartingSince", triggered."triggeredAt", triggered."trigger", triggered."secret", triggered."userAgent", triggered."source",
       triggered."sourceSince"
     from "RondaJob" left join "CronRun" running on running."jobName" = "name" and running."status" = 'RUNNING'
     left join "RondaTrigger" triggered on triggered."jobName" = "name"
     where "name" = any($1::text[]) or "name" in (
       select "name" from "RondaJob" where "schedule" is null and "name" <> all($1::text[])
       order by "lastRunId" desc nulls last limit $2)
     order by "name"`,
    [registered, mostHandWritten],
  );
  return rows as JobRow[];
}

/** A job that this database has not heard of yet is waited for from now on. */
function newRow(name: string, now: Date): JobRow {
  return {
    name,
    schedule: null,
    scheduleSince: now,
    lastSlotAt: null,
    freedSlotAt: null,
    failureStreak: 0,
    failingSince: null,
    brokenExpectation: null,
    offSlotStarts: [],
    runningId: null,
    lastRunId: null,
    lastSuccessId: null,
    lastErrorId: null,
    lastSecret: null,
    pausedAt: null,
    pausedUntil: null,
    pausedBy: null,
    pauseReason: null,
    formerPauses: [],
    lastDurationsMs: [],
    restartStreak: 0,
    restartingSince: null,
    triggeredAt: null,
    trigger: "manual",
    secret: null,
    userAgent: null,
    source: "other",
    sourceSince: now,
  };
}

async function readDayCounts(
  database: Queryable,
  { since, names }: { since: string; names: string[] },
): Promise<(DayCount & { jobName: string })[]> {
  const { rows } = await database.query(
    `select "jobName", to_char("day", 'YYYY-MM-DD') as "day", "runs", "errors", "skipped", "missed", "durationMs"
     from "RondaDay" where "day" >= $1::date and "jobName" = any($2::text[])`,
    [since, names],
  );
  return rows as (DayCount & { jobName: string })[];
}

async function readRejections(database: Queryable, since: string): Promise<Rejection[]> {
  const { rows } = await database.query(
    `select "jobName", "count", "lastAt", "userAgent" from "RondaRejection" where "day" >= $1::date`,
    [since],
  );
  return rows as Rejection[];
}

/** This day of the zone and the six before, oldest first. */
function lastDays(now: Date, zone: string): string[] {
  const today = Date.parse(`${dayIn(zone, now)}T00:00:00Z`);
  return Array.from({ length: weekDays }, (_, index) =>
    new Date(today - (weekDays - 1 - index) * dayMs).toISOString().slice(0, 10),
  );
}

function weekOf(days: string[], counts: DayCount[]): DayCount[] {
  return days.map((day) => {
    const counted = counts.find((count) => count.day === day);
    const { runs = 0, errors = 0, skipped = 0, missed = 0, durationMs = 0 } = counted ?? {};
    return { day, runs, errors, skipped, missed, durationMs };
  });
}

/** Before the first patrol there is none to be late, until the jobs are known for as long as one takes to be late. */
function patrolOverview(
  patrolled: PatrolState | undefined,
  { rows, now }: { rows: JobRow[]; now: Date },
): Overview["patrol"] {
  const lastFinishedAt = patrolled?.finishedAt ?? null;
  const awaitedSince = lastFinishedAt ?? rows.map(({ scheduleSince }) => scheduleSince).sort(byTime)[0] ?? now;
  const isLate = isPatrolLate(patrolled, now, awaitedSince);
  return { lastFinishedAt, isLate, error: patrolled?.error ?? null };
}

const byTime = (one: Date, other: Date) => one.getTime() - other.getTime();

function warningsAboutChannels(channels: ChannelOverview[]): Overview["warnings"] {
  const failing = channels.flatMap(({ name, failing }) => (failing ? [{ name, failing }] : []));
  const warnings = failing.map(({ name, failing }) => ({ kind: "channel" as const, channel: name, ...failing }));
  if (failing.length === 0 || failing.length < channels.length) return warnings;
  const since = new Date(Math.max(...failing.map(({ failing }) => failing.since.getTime())));
  return [{ kind: "unheard", since }, ...warnings];
}

function deadmanWarning(patrolled: PatrolState | undefined): Overview["warnings"] {
  return patrolled?.deadmanError ? [{ kind: "deadman", message: patrolled.deadmanError }] : [];
}

function warningsAbout({ current, previous }: Secrets): Overview["warnings"] {
  if (!current) return [{ kind: "no-secret" }];
  const isShort = [current, previous].some((secret) => secret && secret.length < shortestSecret);
  return isShort ? [{ kind: "short-secret" }] : [];
}
