import type { UsualDuration } from "../types.ts";

/** Fewer say nothing about what is usual. */
const fewestRuns = 5;

/** How long successes usually take: the 10th percentile, the median and the 90th of their durations. */
export function usualDuration(durationsMs: readonly number[]): UsualDuration | null {
  const runs = durationsMs.length;
  if (runs < fewestRuns) return null;
  const sorted = durationsMs.toSorted((one, other) => one - other);
  const at = (share: number) => sorted[Math.max(0, Math.ceil(share * runs) - 1)]!;
  return { lowMs: at(0.1), medianMs: at(0.5), highMs: at(0.9), runs };
}
