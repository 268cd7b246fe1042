import { setTimeout as sleep } from "node:timers/promises";
import { styleText } from "node:util";
import type { RondaConfig, RunsReader } from "../config.ts";
import { zoneLabel } from "../schedule/time-zone.ts";
import type { ScheduleReader } from "../schedule/words.ts";
import type { RunStatus, RunSummary, Trigger } from "../types.ts";
import { isRestart } from "../words/words.ts";
import { findJob } from "./load-config.ts";
import { clockIn, duration } from "./moment.ts";
import { readerOf } from "./reader.ts";
import { table } from "./table.ts";

/** The flags of `ronda runs`. */
export type RunsOptions = {
  job?: string;
  status?: RunStatus;
  trigger?: Trigger;
  limit: number;
  json: boolean;
  zone?: string;
};
type Print = (text: string) => void;

const followEveryMs = 2000;
const longestDetail = 100;
const colours: Partial<Record<RunStatus, "green" | "red" | "yellow">> = {
  SUCCESS: "green",
  FAILED: "red",
  TIMED_OUT: "red",
  ABANDONED: "red",
  MISSED: "yellow",
  SKIPPED: "yellow",
};

/** As many as the engine gives at once. */
export const mostRuns = 200;

/** Prints the newest runs, newest first: a table, or a JSON array. */
export async function printRuns(config: RondaConfig, options: RunsOptions, print: Print): Promise<void> {
  const runs = await read(config, options);
  if (options.json) return print(JSON.stringify(runs, null, 2));
  if (runs.length === 0) return print("no runs");
  const reader = readerOf(config, { displayZone: options.zone });
  print(
    table(
      header(reader),
      runs.map((run) => cells(run, reader)),
    ),
  );
}

/**
 * Prints the newest runs, oldest first, and then each new run or new state of a run, until `signal` aborts. One JSON
 * object a line with `json`. `limit` is for the beginning only: what comes later is printed however much it is.
 */
export async function followRuns(
  config: RondaConfig,
  options: RunsOptions,
  print: Print,
  signal: AbortSignal,
): Promise<void> {
  const seen = new Map<string, RunStatus>();
  const reader = readerOf(config, { displayZone: options.zone });
  if (!options.json) print(header(reader).join("  "));
  let most = options.limit;
  while (!signal.aborted) {
    const runs = await read(config, { ...options, limit: mostRuns });
    const changed = runs.filter((run) => seen.get(run.id) !== run.status);
    for (const run of runs) seen.set(run.id, run.status);
    for (const run of changed.slice(0, most).reverse()) {
      print(options.json ? JSON.stringify(run) : cells(run, reader).join("  "));
    }
    most = mostRuns;
    await sleep(followEveryMs, undefined, { signal }).catch(() => undefined);
  }
}

async function read(config: RondaConfig, { job, status, trigger, limit }: RunsOptions): Promise<RunSummary[]> {
  if (job) findJob(config, job);
  const reader: RunsReader = await config.ronda();
  return reader.runs({ job, status, trigger, limit });
}

function header({ displayZone, zoneNames }: ScheduleReader): string[] {
  return [zoneLabel(displayZone, zoneNames), "JOB", "STATUS", "TRIGGER", "TOOK", "RESULT"];
}

function cells(run: RunSummary, { displayZone }: ScheduleReader): string[] {
  const colour = isRestart(run) ? "yellow" : colours[run.status];
  return [
    clockIn(displayZone, run.startedAt ?? run.slotAt ?? run.createdAt),
    run.jobName,
    colour ? styleText(colour, run.status) : run.status,
    run.trigger,
    run.durationMs === null ? "-" : duration(run.durationMs),
    shorten(run.errorMessage ?? run.reason ?? (run.payload ? JSON.stringify(run.payload) : "")),
  ];
}

function shorten(text: string): string {
  const line = text.replace(/\s+/g, " ");
  return line.length > longestDetail ? `${line.slice(0, longestDetail - 1)}…` : line;
}
