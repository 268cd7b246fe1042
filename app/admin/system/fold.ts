import type { RunSummary } from "ronda";
import { isEmptySuccess } from "./payload.ts";

/** A line of the list: one run, or several empty successes of one job in a row. */
export type RunLine = { run: RunSummary; folded: RunSummary[] };

/** Every run a line of its own. */
export function unfolded(runs: RunSummary[]): RunLine[] {
  return runs.map((run) => ({ run, folded: [] }));
}

/** Folds empty successes of one job that follow each other; `run` is the newest of a line, `folded` the older ones. */
export function foldEmptySuccesses(runs: RunSummary[]): RunLine[] {
  const lines: RunLine[] = [];
  for (const run of runs) {
    const last = lines.at(-1);
    const belongs = last && last.run.jobName === run.jobName && isEmptySuccess(last.run) && isEmptySuccess(run);
    if (belongs) last.folded.push(run);
    else lines.push({ run, folded: [] });
  }
  return lines;
}
