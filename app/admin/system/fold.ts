import type { RunSummary } from "ronda";
import { isEmptySuccess } from "./payload.ts";

/** A line of the list: one run, or several empty successes of one job between which nothing worth a line happened. */
export type RunLine = { run: RunSummary; folded: RunSummary[] };

/** Every run a line of its own. */
export function unfolded(runs: RunSummary[]): RunLine[] {
  return runs.map((run) => ({ run, folded: [] }));
}

/**
 * Folds the empty successes of each job into one line for as long as no run of any job is worth one of its own, however
 * the jobs alternate meanwhile. `run` is the newest of a line, `folded` the older ones; lines stand as their newest do.
 */
export function foldEmptySuccesses(runs: RunSummary[]): RunLine[] {
  const lines: RunLine[] = [];
  const quietLines = new Map<string, RunLine>();
  for (const run of runs) {
    const isQuiet = isEmptySuccess(run);
    const line = isQuiet ? quietLines.get(run.jobName) : undefined;
    if (line) {
      line.folded.push(run);
      continue;
    }
    const own: RunLine = { run, folded: [] };
    lines.push(own);
    if (isQuiet) quietLines.set(run.jobName, own);
    else quietLines.clear();
  }
  return lines;
}
