import type { Rejections } from "../database/rejections.ts";
import type { Job } from "../job/job.ts";
import type { ZoneNames } from "../schedule/time-zone.ts";
import type { Overview, Run, RunFilter, RunOutcome, RunSummary } from "../types.ts";

/** What the page needs of the engine. */
export type PageSource = {
  app: string;
  jobs: ReadonlyMap<string, Job>;
  displayZone: string;
  zoneNames: ZoneNames | undefined;
  clock: () => Date;
  overview: () => Promise<Overview>;
  runs: (filter: RunFilter) => Promise<RunSummary[]>;
  run: (id: string) => Promise<Run | undefined>;
  /** What was turned away from that day of UTC on. */
  rejections: (since: string) => Promise<Rejections[]>;
  /** Runs a job for a person. `onRecorded` hears the id of its row as soon as it stands. Never rejects. */
  start: (
    name: string,
    options: { actor: string; input: unknown; onRecorded: (runId: string) => void },
  ) => Promise<RunOutcome>;
  /** An error in words, without secrets. */
  describe: (error: unknown) => string;
};
