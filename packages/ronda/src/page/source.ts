import type { Rejections } from "../database/rejections.ts";
import type { Job } from "../job/job.ts";
import type { ZoneNames } from "../schedule/time-zone.ts";
import type {
  Action,
  ActionFilter,
  ActionOutcome,
  Incident,
  IncidentFilter,
  IncidentHistory,
  Overview,
  Run,
  RunAgainOutcome,
  RunFilter,
  RunOutcome,
  RunSummary,
} from "../types.ts";
import type { PageVerb } from "./address.ts";

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
  incidents: (filter: IncidentFilter) => Promise<Incident[]>;
  incident: (id: string) => Promise<IncidentHistory | undefined>;
  actions: (filter: ActionFilter) => Promise<Action[]>;
  /** Does something to a job, a run or an incident in the name of who asks. */
  act: (
    verb: Exclude<PageVerb, "again">,
    of: string,
    given: { by: string; reason: string | undefined; until: Date | undefined; pausedAt: Date | undefined },
  ) => Promise<ActionOutcome>;
  /** Runs a run again; resolves when the new run's row stands. */
  runAgain: (runId: string, given: { by: string; reason: string | undefined }) => Promise<RunAgainOutcome>;
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
