import { briefJson } from "../record/brief-json.ts";
import { describeFailure, isError, textOf } from "../record/failure.ts";
import { cut, type Redact } from "../record/redact.ts";
import type { Logger, LogLevel, LogLine, RunLog } from "../types.ts";

const mostLines = 500;
const longestLine = 2000;
/** What is written of a line's fields before secrets are looked for in it. */
const longestFields = 4 * longestLine;

/** Among so many fields of a line is looked for an error. */
const mostFieldsSearched = 100;

/** Stacks are long: so many of a run are kept, each cut. */
const mostStacks = 50;
const longestStack = 4000;

/** A run's log while it is being written. */
export type RunLogBook = {
  log: RunLog;
  /** The lines to keep: at most 500, then one that says how many more there were. */
  lines: () => LogLine[];
};

/** Starts a run's log. Each line also goes to the process's logger under the job's name. Writing never throws. */
export function openRunLog(options: {
  jobName: string;
  runId: string;
  logger: Logger;
  redact: Redact;
  clock: () => Date;
  /** Hears of each line that is kept. */
  onLine?: () => void;
}): RunLogBook {
  const { jobName, runId, logger, redact, clock, onLine } = options;
  const kept: LogLine[] = [];
  let written = 0;
  let stacks = 0;

  const write = (level: LogLevel) => (message: string, details?: unknown) => {
    const error = errorIn(message) ?? errorIn(details);
    const failure = error && describeFailure(error, redact);
    const text = redact(`${startOf(message)}${appended(details)}`, longestLine);
    const stack = failure && cut(failure.stack, longestStack);
    written += 1;
    if (kept.length < mostLines) {
      const line = { at: clock().toISOString(), level, message: text };
      kept.push(stack && stacks < mostStacks ? { ...line, stack } : line);
      if (stack) stacks += 1;
      onLine?.();
    }
    logger[level]({ cron: jobName, runId, ...(stack && { stack }) }, text);
  };

  return {
    log: { info: write("info"), warn: write("warn"), error: write("error") },
    lines: () => (written > kept.length ? [...kept, droppedLine(written - kept.length, clock())] : kept),
  };
}

function droppedLine(count: number, at: Date): LogLine {
  return { at: at.toISOString(), level: "warn", message: `${count} more lines were dropped` };
}

/** The error that was logged: the details themselves, or the first of their fields that is one. */
function errorIn(details: unknown): object | undefined {
  if (isError(details)) return details;
  if (typeof details !== "object" || details === null) return undefined;
  try {
    let fields = 0;
    for (const key in details) {
      const field: unknown = (details as Record<string, unknown>)[key];
      if (isError(field)) return field;
      if (++fields === mostFieldsSearched) return undefined;
    }
  } catch {
    // A field that may not be read is none that can be shown.
  }
  return undefined;
}

/** The message, which from JavaScript may be an error, or fields that hold one. */
function startOf(message: unknown): string {
  return typeof message === "string" ? textOf(message) : (errorMessage(message) ?? asJson(message));
}

/** What stands behind the message: an error's own message with its causes, or fields as JSON, in which errors are their messages. */
function appended(details: unknown): string {
  if (details === undefined) return "";
  const told = errorMessage(details);
  return told === undefined ? ` ${asJson(details)}` : `: ${told}`;
}

function asJson(fields: unknown): string {
  return briefJson(fields, longestFields, errorMessage) ?? textOf(fields);
}

function errorMessage(value: unknown): string | undefined {
  return isError(value) ? describeFailure(value, (text) => text).message : undefined;
}
