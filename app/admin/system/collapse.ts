import type { RunSummary } from "ronda";
import { isEmptySuccess } from "./payload.ts";

/** A line of the list: one run, or several empty successes of one job between which nothing worth a line happened. */
export type RunLine = { run: RunSummary; collapsed: RunSummary[] };

/** Lines, and the id of the last run among them where more runs follow. */
export type RunLines = { lines: RunLine[]; next: string | undefined };

/** Every run a line of its own, at most so many. */
export function uncollapsed(runs: RunSummary[], mostLines: number): RunLines {
  const shown = runs.slice(0, mostLines);
  return {
    lines: shown.map((run) => ({ run, collapsed: [] })),
    next: runs.length > mostLines ? shown.at(-1)?.id : undefined,
  };
}

/**
 * Collapses the empty successes of each job into one line for as long as no run of any job is worth one of its own, however
 * the jobs alternate meanwhile. `run` is the newest of a line, `collapsed` the older ones; lines stand as their newest do.
 * `hasMore` tells of runs beyond those given.
 */
export function collapseEmptySuccesses(
  runs: RunSummary[],
  { mostLines, hasMore }: { mostLines: number; hasMore: boolean },
): RunLines {
  const lines: RunLine[] = [];
  const quietLines = new Map<string, RunLine>();
  for (const [index, run] of runs.entries()) {
    const isQuiet = isEmptySuccess(run);
    const line = isQuiet ? quietLines.get(run.jobName) : undefined;
    if (line) {
      line.collapsed.push(run);
      continue;
    }
    if (lines.length === mostLines) return { lines, next: runs[index - 1]?.id };
    const own: RunLine = { run, collapsed: [] };
    lines.push(own);
    if (isQuiet) quietLines.set(run.jobName, own);
    else quietLines.clear();
  }
  return { lines, next: hasMore ? runs.at(-1)?.id : undefined };
}
