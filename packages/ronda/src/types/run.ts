import type { Payload } from "./job.ts";
import type { LogLine } from "./logging.ts";

/** How a run stands. SKIPPED and MISSED are rows of runs that never were. */
export type RunStatus = "RUNNING" | "SUCCESS" | "FAILED" | "TIMED_OUT" | "ABANDONED" | "SKIPPED" | "MISSED";

/** What started a run: a claimed slot, a person or any request outside a slot, or the patrol making up for a slot. */
export type Trigger = "schedule" | "manual" | "catch-up";

/** One row of `CronRun`. */
export type Run = {
  id: string;
  jobName: string;
  status: RunStatus;
  trigger: Trigger;
  slotAt: Date | null;
  slotLastAt: Date | null;
  slotCount: number | null;
  createdAt: Date;
  startedAt: Date | null;
  heartbeatAt: Date | null;
  finishedAt: Date | null;
  durationMs: number | null;
  /** How often its function was tried: more than once where its job has `retry`. Null while it runs and where nothing ran. */
  attempts: number | null;
  payload: Payload | null;
  /** What the run was given, as its job's schema has read it, without secrets; null for a job without `input`. */
  input: unknown;
  errorMessage: string | null;
  errorStack: string | null;
  log: LogLine[];
  reason: string | null;
  actor: string | null;
  host: string;
  pid: number;
  release: string | null;
  /** What its function came to after the row was closed; null where nothing came late. */
  lateStatus: "SUCCESS" | "FAILED" | null;
  lateAt: Date | null;
  latePayload: Payload | null;
  lateErrorMessage: string | null;
  /** Whether it keeps other runs of its job out: while it is RUNNING, and beyond its end for as long as its function works on. */
  hasLease: boolean;
};

/**
 * A run as lists show it: without its log, its stack and what came late, and of its payload what a line can show. That has its first 20 keys,
 * numbers as they are, texts cut to 100 characters, objects as `{}` and lists as `[]`, their lengths in `truncated`.
 */
export type RunSummary = Omit<Run, "log" | "errorStack" | "input" | "latePayload" | "lateErrorMessage" | "hasLease">;

/**
 * Newest first. `before` is the id of the last row already shown, for older ones; `after` that of the first, for those
 * just newer. `limit` is at most 200, 20 unless told.
 */
export type RunFilter = {
  job?: string | undefined;
  status?: RunStatus | undefined;
  trigger?: Trigger | undefined;
  limit?: number | undefined;
  before?: string | undefined;
  after?: string | undefined;
};

/** Why nothing ran, such as "already running since …". Typed as words, so that it is never empty and `!outcome.skipped` narrows. */
export type SkipReason = `${string} ${string}`;

/** What a run came to. `skipped` says why nothing ran; `error` is what the HTTP answer shows. */
export type RunOutcome<Result extends object = Payload> =
  | { ok: true; payload: Result; skipped?: undefined; error?: undefined }
  | { ok: true; skipped: SkipReason; payload?: undefined; error?: undefined }
  | {
      ok: false;
      error: string;
      /** What is wrong with the input that was given: nothing ran. */
      issues?: readonly InputIssue[] | undefined;
      payload?: undefined;
      skipped?: undefined;
    };

/** Something that a job's schema does not accept: where in the input, such as `customers.0.id`, empty for all of it, and why. */
export type InputIssue = { path: string; message: string };

/** Who starts a run, and whether it may take an open slot. */
export type RunOptions<Input = unknown> = {
  /**
   * `manual` takes no slot. `schedule` runs once a slot and is skipped where its slot has run; late, it claims the latest
   * slot that has passed. Without either the run claims the slot that is open now, and is manual where there is none.
   */
  trigger?: "manual" | "schedule" | undefined;
  /** Who asked: a person's name or id. A run with an actor is always manual. */
  actor?: string | undefined;
  /** Why, in the words of who asked: kept with the action of a run that has an actor. */
  reason?: string | undefined;
  /** What the job's schema reads. A run that is given something is manual. */
  input?: Input | undefined;
};

/** How long rows of `CronRun` are kept. The last run, success and error of a job are kept in any case. */
export type KeepRuns = {
  /** Days after which successes and skipped triggers are forgotten. */
  successDays?: number | undefined;
  /** Days after which failures and missed slots are. */
  failureDays?: number | undefined;
  /** How many of each job are kept whatever their age. */
  lastOfEachJob?: number | undefined;
};
