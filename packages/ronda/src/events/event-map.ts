import type { Alert, Incident, IncidentReason, PatrolReport, RunStatus, Trigger } from "../types.ts";

/** Who asked for a run: a request to the job's URL, a person on the engine's page, the app's own code, the built-in scheduler, or the patrol for a slot that was freed. */
export type Caller = "http" | "page" | "code" | "scheduler" | "patrol";

/** The trace that a request belongs to, as the headers of W3C Trace Context carry it. */
export type TraceContext = { traceparent: string; tracestate?: string };

/** What is known of a run from its start. */
export type RunStart = {
  runId: string;
  jobName: string;
  trigger: Trigger;
  /** The slot that it claimed, if any. */
  slotAt: Date | null;
  startedAt: Date;
  /** How long after its slot it started; negative where it came early, null without a slot. */
  latenessMs: number | null;
  /** Who asked: a person's name or id. */
  actor: string | null;
  caller: Caller;
  /** The trace of the HTTP request that asked. */
  trace: TraceContext | null;
};

/** How a run ended. Texts are without secrets, as its row keeps them. */
export type RunEnd = RunStart & {
  status: Exclude<RunStatus, "RUNNING" | "SKIPPED" | "MISSED">;
  finishedAt: Date;
  durationMs: number;
  /** How often its function was called, where a failure is tried again. */
  attempts: number;
  /** Stopped together with its process: no failure, and its slot is free again. */
  restarted: boolean;
  errorMessage: string | null;
  errorStack: string | null;
  /** Its notes, or why its result is useless. */
  reason: string | null;
};

/**
 * All that happens in this process, by name. A run of another process is told there, not here; only what closes for it is.
 * Whatever a payload says is without secrets.
 */
export type RondaEvents = {
  /** A run was claimed; its function is called next. */
  "run.started": RunStart;
  /** A run of this process ended and is recorded so. */
  "run.finished": RunEnd;
  /** A run of this process found that another had closed it for its silence, when it beat or when it ended. */
  "run.fenced": RunStart & { at: Date };
  /**
   * What a function came to after its run had been closed: for its silence, or because it went on beyond its signal.
   * `closedAs` is what the row goes on to say.
   */
  "run.late": RunStart & {
    status: "SUCCESS" | "FAILED";
    closedAs: RunStatus;
    errorMessage: string | null;
    at: Date;
  };
  /** The run of a silent process was closed by this one. */
  "run.abandoned": { runId: string; jobName: string; startedAt: Date; slotAt: Date | null; message: string; at: Date };
  /**
   * A trigger ran nothing, because the job is running, or waited in vain: `runId` is its SKIPPED row. Or its slot has run,
   * which keeps no row. What the scheduler leaves to another process is none.
   */
  "run.skipped": {
    runId: string | null;
    jobName: string;
    slotAt: Date | null;
    actor: string | null;
    caller: Caller;
    why: string;
    at: Date;
  };
  /** A slot passed without a run, and this process knows why: the database was away, or a restart stopped its run. */
  "run.missed": { jobName: string; slotAt: Date; slotCount: number; why: string; at: Date };
  /** A run has no row, or no end, because the database was away. `runId` is null where it was not even begun. */
  "run.unrecorded": { runId: string | null; jobName: string; error: string; at: Date };
  /** A request with a wrong secret (401), or with the right one and the name of no job (404). Its name is never kept unless a job has it. */
  "trigger.rejected": { jobName: string | null; status: 401 | 404; userAgent: string | null; at: Date };
  /** Something went wrong and was not known yet. Told by the process that found it. */
  "incident.opened": { incident: Incident; at: Date };
  /** A reason of another kind has come to it: `added` are the new ones. */
  "incident.changed": { incident: Incident; added: IncidentReason[]; at: Date };
  "incident.resolved": { incident: Incident; lastedMs: number; at: Date };
  "alert.sent": { channel: string; alert: Alert; at: Date };
  "alert.failed": { channel: string; alert: Alert; error: string; at: Date };
  "patrol.finished": { report: PatrolReport; durationMs: number; at: Date };
  "patrol.failed": { error: string; durationMs: number; at: Date };
  "scheduler.started": { at: Date };
  "scheduler.stopped": { at: Date };
};

/** The name of something that happens. */
export type EventName = keyof RondaEvents;

/** Written out, because a type cannot be asked for its names; the compiler finds what is missing. */
const names: Record<EventName, true> = {
  "run.started": true,
  "run.finished": true,
  "run.fenced": true,
  "run.late": true,
  "run.abandoned": true,
  "run.skipped": true,
  "run.missed": true,
  "run.unrecorded": true,
  "trigger.rejected": true,
  "incident.opened": true,
  "incident.changed": true,
  "incident.resolved": true,
  "alert.sent": true,
  "alert.failed": true,
  "patrol.finished": true,
  "patrol.failed": true,
  "scheduler.started": true,
  "scheduler.stopped": true,
};

/** Every name, in the order of {@link RondaEvents}. */
export const eventNames: readonly EventName[] = Object.keys(names) as EventName[];
