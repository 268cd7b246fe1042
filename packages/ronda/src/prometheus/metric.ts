import type { Spread } from "../types.ts";
import type { Snapshot, Snapshots } from "./snapshot.ts";

type Labels = Record<string, string>;

/** One line of a scrape: a name only where it is not the metric's own, as those of a histogram. */
export type Sample = { labels: Labels; value: number; metricName?: string };

/** A metric whose samples are made of what is known at a scrape. */
export type Collected = {
  name: string;
  help: string;
  type: "counter" | "gauge" | "histogram";
  /** `snapshot` is undefined as long as the database was never asked successfully. */
  samples: (snapshot: Snapshot | undefined) => Sample[];
};

/**
 * As a client's `Registry` takes a metric: the client's own classes count in the process, and have no way to be set to
 * what a database has counted. `first` is for who adds up processes: all of them say the same.
 */
export function collected({ name, help, type, samples }: Collected, snapshots: Snapshots) {
  return {
    name,
    help,
    type,
    aggregator: "first",
    async get() {
      return { name: this.name, help, type, aggregator: "first", values: samples(await snapshots.fresh()) };
    },
    reset() {},
  };
}

/** The lines of a histogram in seconds. */
export function histogram(name: string, labels: Labels, { buckets, count, sumMs }: Spread): Sample[] {
  const bucket = (le: string, value: number) => ({ metricName: `${name}_bucket`, labels: { ...labels, le }, value });
  return [
    ...buckets.map(({ boundMs, count: below }) => bucket(String(boundMs / 1000), below)),
    bucket("+Inf", count),
    { metricName: `${name}_sum`, labels, value: sumMs / 1000 },
    { metricName: `${name}_count`, labels, value: count },
  ];
}
