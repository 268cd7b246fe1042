import { readFileSync } from "node:fs";
import { disconnect } from "#db/connection.ts";
import { autoComplete } from "#domain/departures/auto-complete.ts";
import { sweepAt } from "#tests/sweep.ts";

/**
 * A process that does the night's work at the moments given as arguments, one after the other:
 * `node tests/processes/auto-complete.ts 2026-05-11T18:00:00Z …`. Prints one line of JSON for each.
 */
for (const now of process.argv.slice(2)) {
  const { completed, ids, payoutsReleased } = await autoComplete(sweepAt(now));
  console.log(
    JSON.stringify({ completed, ids: ids.length, payoutsReleased: payoutsReleased.length, peakMb: peakMb() }),
  );
}
await disconnect();

/** The most memory of this program. The system's `maxRSS` would also be that of the process that started it. */
function peakMb(): number {
  if (process.platform !== "linux") return Math.round(process.resourceUsage().maxRSS / 1024);
  return Math.round(Number(/VmHWM:\s+(\d+)/.exec(readFileSync("/proc/self/status", "utf8"))![1]) / 1024);
}
