import type { Ronda } from "../ronda.ts";
import type { JobTotal, Overview } from "../types.ts";

/** What the database said, and when it was asked. */
export type Snapshot = {
  overview: Overview;
  /** By job and outcome. */
  totals: ReadonlyMap<string, ReadonlyMap<JobTotal["outcome"], JobTotal>>;
  at: Date;
};

/** However many scrape, the database is asked once in this time, also when it does not answer. */
const everyMs = 5000;

/** A scraper gives up after 10 s by itself; what is known is worth more than nothing. */
const patienceMs = 3000;

/** What metrics know of the database. */
export type Snapshots = {
  /** What is known, asked anew where the last time was long enough ago; undefined where it never was. Never rejects. */
  fresh: () => Promise<Snapshot | undefined>;
  /** Whether it was last asked in vain, and how often that was so. */
  errors: () => { isLast: boolean; count: number };
};

/** Asks the database for its metrics, one at a time. */
export function createSnapshots({ overview, totals }: Pick<Ronda, "overview" | "totals">): Snapshots {
  let known: Snapshot | undefined;
  let reading: Promise<void> | undefined;
  let askedAtMs = Number.NEGATIVE_INFINITY;
  let isLast = false;
  let count = 0;

  async function read(): Promise<void> {
    try {
      const [read, counted] = await Promise.all([overview(), totals()]);
      const byJob = Map.groupBy(counted, ({ jobName }) => jobName);
      const byOutcome = (all: JobTotal[]) => new Map(all.map((total) => [total.outcome, total]));
      known = {
        overview: read,
        totals: new Map([...byJob].map(([job, all]) => [job, byOutcome(all)])),
        at: read.at,
      };
      isLast = false;
    } catch {
      fail();
    }
  }

  function fail(): void {
    isLast = true;
    count += 1;
  }

  return {
    async fresh() {
      if (!reading && performance.now() - askedAtMs >= everyMs) {
        askedAtMs = performance.now();
        reading = read().finally(() => {
          reading = undefined;
        });
      }
      if (reading && !(await within(reading, patienceMs))) isLast = true;
      return known;
    },
    errors: () => ({ isLast, count }),
  };
}

/** Whether it ended in time. Keeps no process alive. */
function within(work: Promise<void>, ms: number): Promise<boolean> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(false), ms).unref();
    void work.then(() => {
      clearTimeout(timer);
      resolve(true);
    });
  });
}
