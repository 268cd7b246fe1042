import type { Ronda } from "../ronda.ts";
import type { Collected } from "./metric.ts";
import type { Snapshots } from "./snapshot.ts";

/** What only this process knows: what could not be asked of the database, nor written there. */
export function processMetrics({ on }: Pick<Ronda, "on">, snapshots: Snapshots): Collected[] {
  const labels = { pid: String(process.pid) };
  let unrecorded = 0;
  on("run.unrecorded", () => {
    unrecorded += 1;
  });
  return [
    {
      name: "ronda_scrape_error",
      help: "1 where the database did not answer in time, and all of the jobs is as old as the snapshot.",
      type: "gauge",
      samples: () => [{ labels: {}, value: Number(snapshots.errors().isLast) }],
    },
    {
      name: "ronda_scrape_errors_total",
      help: "How often this process asked the database in vain.",
      type: "counter",
      samples: () => [{ labels, value: snapshots.errors().count }],
    },
    {
      name: "ronda_snapshot_timestamp_seconds",
      help: "When the database was last asked successfully; what stands here of jobs is of that moment.",
      type: "gauge",
      samples: (snapshot) => (snapshot ? [{ labels: {}, value: snapshot.at.getTime() / 1000 }] : []),
    },
    {
      name: "ronda_unrecorded_runs_total",
      help: "Runs of this process without a row or without an end, because the database was away.",
      type: "counter",
      samples: () => [{ labels, value: unrecorded }],
    },
  ];
}
