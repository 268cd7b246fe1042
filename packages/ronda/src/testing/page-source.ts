import { defineJob, type Job } from "../job/job.ts";
import type { PageSource } from "../page/source.ts";
import type { Health, JobOverview, LogLine, Overview, Run } from "../types.ts";

const at = new Date("2026-11-24T00:12:30Z");

/** The texts that a job, a run or a stranger's request can bring onto a page. */
export type Texts = Record<
  "job" | "message" | "stack" | "line" | "payload" | "reason" | "actor" | "host" | "userAgent",
  string
>;

/** A job that the source of the tests knows. */
export const namedJob: Job = defineJob({
  name: "send-receipts",
  schedule: "*/5 * * * *",
  description: { id: "Mengirim kuitansi", en: "Sends receipts" },
  run: () => ({}),
});

/** A failed run of that job, with a text in every place that has one. */
export function runWith(texts: Texts, changes: Partial<Run> = {}): Run {
  const log: LogLine[] = [{ at: at.toISOString(), level: "error", message: texts.line, stack: texts.stack }];
  return {
    id: "019ab2aa-0000-7000-8000-000000000001",
    jobName: texts.job,
    status: "FAILED",
    trigger: "manual",
    slotAt: null,
    slotLastAt: null,
    slotCount: null,
    createdAt: at,
    startedAt: at,
    heartbeatAt: at,
    finishedAt: at,
    durationMs: 1200,
    attempts: 2,
    payload: { [texts.payload]: [texts.payload] },
    input: null,
    errorMessage: texts.message,
    errorStack: texts.stack,
    log,
    reason: texts.reason,
    actor: texts.actor,
    host: texts.host,
    pid: 1,
    release: texts.host,
    lateStatus: null,
    lateAt: null,
    latePayload: null,
    lateErrorMessage: null,
    hasLease: false,
    ...changes,
  };
}

/** What a page reads, out of memory: one job of the registry, one that is not in it, their runs, a refused trigger. */
export function pageSource(texts: Texts, { run = runWith(texts) }: { run?: Run } = {}): PageSource {
  const { log, errorStack, ...summary } = run;
  const reason = { kind: "error", message: texts.message, runId: run.id, since: at } as const;
  const note = { kind: "note", message: texts.reason } as const;
  const health: Health = { badge: "FAILED", alsoStale: false, state: null, reasons: [reason], notes: [note] };
  const week = ["18", "19", "20", "21", "22", "23", "24"].map((day) => ({
    day: `2026-11-${day}`,
    runs: 1,
    errors: 1,
    skipped: 0,
    missed: 0,
    durationMs: 0,
  }));
  const job = (name: string, schedule: string | null): JobOverview => ({
    name,
    schedule,
    timeZone: schedule && "UTC",
    description: schedule ? { id: texts.reason, en: texts.reason } : null,
    health,
    lastRun: summary,
    lastSuccess: null,
    lastError: { id: run.id, finishedAt: at, errorMessage: texts.message },
    nextSlotAt: schedule ? at : null,
    week,
    runs7d: 7,
    errors7d: 7,
    lastSecret: null,
    paused: null,
    slots: [],
    usual: null,
    lastTrigger: null,
  });
  const overview: Overview = {
    at,
    jobs: [job(namedJob.name, namedJob.schedule), job(texts.job, null)],
    recentRuns: [summary],
    upcoming: [],
    incidents: [],
    watches: [],
    channels: [],
    warnings: [{ kind: "channel", channel: texts.host, failures: 2, alerts: 2, since: at, message: texts.message }],
    patrol: { lastFinishedAt: at, isLate: false, error: texts.message },
  };
  return {
    app: texts.host,
    jobs: new Map([[namedJob.name, namedJob]]),
    displayZone: "Asia/Jakarta",
    zoneNames: { "Asia/Jakarta": "WIB" },
    clock: () => at,
    overview: async () => overview,
    runs: async () => [summary],
    run: async () => run,
    rejections: async () => [{ jobName: texts.job, count: 2, lastAt: at, userAgent: texts.userAgent }],
    incidents: async () => [],
    incident: async () => undefined,
    actions: async () => [],
    act: async () => ({ ok: true }),
    runAgain: async () => ({ ok: true, runId: run.id }),
    start: async () => ({ ok: false, error: texts.message }),
    describe: String,
  };
}
