import { sql } from "drizzle-orm";
import { parseSchedule } from "ronda/schedule";
import { v7 } from "uuid";
import { db, type Transaction, transaction } from "#db/connection.ts";
import { jobs } from "#jobs/index.ts";
import { displayZone } from "#ronda.config.ts";
import { keepFacts } from "./facts.ts";
import { isIn, isSilent, minuteMs, type Nights, roles } from "./nights.ts";
import type { Random } from "./random.ts";
import { host } from "./watch.ts";

/** A row that the engine would have written for a slot of which nothing came but this row. */
type QuietRun = {
  id: string;
  jobName: string;
  status: "SUCCESS" | "MISSED" | "SKIPPED";
  slotAt: Date;
  slotLastAt: Date | null;
  slotCount: number | null;
  createdAt: Date;
  startedAt: Date | null;
  finishedAt: Date | null;
  durationMs: number | null;
  payload: object | null;
};

/** What an empty run of the jobs answers that come every five minutes. */
const nothingToDo: Record<string, object> = {
  "process-email-jobs": { picked: 0, succeeded: 0, failed: 0 },
  "expire-payments": { expired: 0, ids: [], reminded: 0 },
};

/**
 * Completes the history: the story ran every job where it had something to do, and what is left are thousands of slots
 * in which nothing happened, and those in which cron was off. They are written at once, as the engine leaves them.
 * `present` is the moment to which the real clock has come while the story was lived through.
 */
export async function completeHistory(
  nights: Nights,
  { present, random }: { present: Date; random: Random },
): Promise<void> {
  const { rows } = await db().execute<{ jobName: string; slotAt: string }>(
    sql`select "jobName", "slotAt" from "CronRun" where "slotAt" is not null`,
  );
  const ran = new Set(rows.map(({ jobName, slotAt }) => `${jobName} ${new Date(slotAt).getTime()}`));
  const quiet = jobs.flatMap(({ name, schedule, timeZone }) => {
    // The newest slot is left to the app when it has only just begun: its runs take a moment too.
    const until = new Date((name in nothingToDo ? present : nights.now).getTime() - 10_000);
    const slots = parseSchedule(schedule, timeZone).between(nights.historyFrom, until);
    const empty = slots.filter((slot) => !isSilent(nights, name, slot) && !ran.has(`${name} ${slot.getTime()}`));
    return [
      ...(name in nothingToDo ? empty.map((slot) => emptyRun(name, slot, random)) : []),
      ...silences(name, nights).flatMap(({ status, span, writtenAt }) => {
        // What came while the job was paused was not missed.
        const isPaused = (slot: Date) => name === roles.paused && slot >= nights.pausedAt;
        const isTold = (slot: Date) => isIn(span, slot) && isPaused(slot) === (status === "SKIPPED");
        const none = slots.filter((slot) => isTold(slot) && !ran.has(`${name} ${slot.getTime()}`));
        return none.length > 0 ? [silentRow(name, none, { status, writtenAt: writtenAt ?? none[0]! })] : [];
      }),
    ];
  });
  await transaction(async (tx) => {
    await insert(tx, quiet);
    for (const name of Object.keys(nothingToDo)) await pointToLatest(tx, name);
    await keepFacts(tx, nights, { present, often: Object.keys(nothingToDo) });
    await countDays(tx);
  });
}

function emptyRun(jobName: string, slotAt: Date, random: Random): QuietRun {
  const startedAt = new Date(slotAt.getTime() + random.whole(350, 2_200));
  const durationMs = random.whole(6, 60);
  const finishedAt = new Date(startedAt.getTime() + durationMs);
  const ran = { status: "SUCCESS", createdAt: startedAt, startedAt, finishedAt, durationMs } as const;
  const payload = nothingToDo[jobName]!;
  return { id: idAt(startedAt), jobName, slotAt, slotLastAt: null, slotCount: null, ...ran, payload };
}

/** A time in which a job's slots came and nothing ran; its row was written with the first of them unless `writtenAt` says when. */
type Silence = { status: "MISSED" | "SKIPPED"; span: { from: Date; to: Date }; writtenAt?: Date };

function silences(jobName: string, { gap, hostDown, forgottenSince, pausedAt, now }: Nights): Silence[] {
  if (jobName === roles.forgotten) return [{ status: "MISSED", span: { from: forgottenSince, to: now } }];
  const missed = (span: Silence["span"]): Silence => {
    return { status: "MISSED", span, writtenAt: new Date(span.to.getTime() + 0.7 * minuteMs) };
  };
  const paused: Silence = { status: "SKIPPED", span: { from: pausedAt, to: now } };
  return [missed(gap), missed(hostDown), ...(jobName === roles.paused ? [paused] : [])];
}

/** Slots that nobody ran, as one row. */
function silentRow(
  jobName: string,
  slots: Date[],
  { status, writtenAt }: { status: "MISSED" | "SKIPPED"; writtenAt: Date },
): QuietRun {
  const row = { id: idAt(writtenAt), jobName, status, createdAt: writtenAt, slotAt: slots[0]! };
  const never = { startedAt: null, finishedAt: null, durationMs: null, payload: null };
  return { ...row, slotLastAt: slots.at(-1)!, slotCount: slots.length, ...never };
}

function idAt(moment: Date): string {
  return v7({ msecs: moment.getTime() });
}

async function insert(tx: Transaction, runs: QuietRun[]): Promise<void> {
  await tx.execute(sql`
    insert into "CronRun" ("id", "jobName", "status", "trigger", "slotAt", "slotLastAt", "slotCount", "createdAt", "startedAt",
      "heartbeatAt", "finishedAt", "durationMs", "payload", "log", "host", "pid")
    select "id", "jobName", "status", 'schedule', "slotAt", "slotLastAt", "slotCount", "createdAt", "startedAt",
      "finishedAt", "finishedAt", "durationMs", "payload", '[]', ${host}, 1
    from jsonb_to_recordset(${JSON.stringify(runs)}::jsonb) as run (
      "id" uuid, "jobName" text, "status" text, "slotAt" timestamptz, "slotLastAt" timestamptz, "slotCount" integer,
      "createdAt" timestamptz, "startedAt" timestamptz, "finishedAt" timestamptz, "durationMs" integer, "payload" jsonb)
    on conflict do nothing`);
}

/** The roll-ups of all days, from the runs as they now stand. */
async function countDays(tx: Transaction): Promise<void> {
  await tx.execute(sql`delete from "RondaDay"`);
  await tx.execute(sql`
    insert into "RondaDay" ("jobName", "day", "runs", "errors", "skipped", "missed", "durationMs")
    select "jobName", (coalesce("startedAt", "slotAt") at time zone ${displayZone})::date,
      count(*) filter (where "status" not in ('MISSED', 'SKIPPED')), count(*) filter (where "status" = 'FAILED'),
      coalesce(sum("slotCount") filter (where "status" = 'SKIPPED'), 0),
      coalesce(sum("slotCount") filter (where "status" = 'MISSED'), 0), coalesce(sum("durationMs"), 0)
    from "CronRun" group by 1, 2`);
}

/** A job's own row knows its latest run; for these jobs that may be one of the rows written here. */
async function pointToLatest(tx: Transaction, jobName: string): Promise<void> {
  await tx.execute(sql`
    update "RondaJob" job set "lastRunId" = run."id", "lastSuccessId" = run."id",
      "lastSuccessStartedAt" = run."startedAt", "lastSlotAt" = run."slotAt"
    from (select * from "CronRun" where "jobName" = ${jobName} and "status" = 'SUCCESS' order by "slotAt" desc limit 1) run
    where job."name" = ${jobName} and job."lastSlotAt" < run."slotAt"`);
}
