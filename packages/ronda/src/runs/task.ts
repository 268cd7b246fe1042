import type { TraceContext } from "../events/event-map.ts";
import type { Job } from "../job/job.ts";
import type { RunContext, RunOutcome } from "../types.ts";
import type { Request } from "./claim.ts";

/** A run that is wanted: what to claim and what to do. */
export type Task = Request & {
  run: (context: RunContext) => unknown;
  /** The registry's job of that name, if there is one: its limits and its expectation. */
  job: Job | undefined;
  lastSecret: "current" | "previous" | null;
  /** The trace of the request that asks, if any. */
  trace: TraceContext | null;
  /**
   * Called once it is settled whether this task runs. Where it is given and cannot be called, because the database is
   * away, whoever gave it asks again, and nobody else is told.
   */
  onSettled?: () => void;
};

/** Starts a task of a job with what it is given. Never rejects. */
export type StartRun = (
  name: string,
  given: Partial<Task> & { input?: unknown; reason?: unknown },
) => Promise<RunOutcome>;
