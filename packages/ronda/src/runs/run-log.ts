import type { Logger, LogLevel, LogLine, RunLog } from "../types.ts";
import { textOf } from "./failure.ts";
import type { Redact } from "./redact.ts";

const mostLines = 500;
const longestLine = 2000;

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
}): RunLogBook {
  const { jobName, runId, logger, redact, clock } = options;
  const kept: LogLine[] = [];
  let written = 0;

  const write = (level: LogLevel) => (message: string, fields?: Record<string, unknown>) => {
    const text = redact(`${textOf(message)}${fields ? ` ${asJson(fields)}` : ""}`)
      .slice(0, longestLine)
      .toWellFormed();
    written += 1;
    if (kept.length < mostLines) kept.push({ at: clock().toISOString(), level, message: text });
    logger[level]({ cron: jobName, runId }, text);
  };

  return {
    log: { info: write("info"), warn: write("warn"), error: write("error") },
    lines: () => (written > kept.length ? [...kept, droppedLine(written - kept.length, clock())] : kept),
  };
}

function droppedLine(count: number, at: Date): LogLine {
  return { at: at.toISOString(), level: "warn", message: `${count} more lines were dropped` };
}

function asJson(fields: Record<string, unknown>): string {
  try {
    return JSON.stringify(fields, (_key, value) => (typeof value === "bigint" ? `${value}` : value)) ?? textOf(fields);
  } catch {
    return textOf(fields);
  }
}
