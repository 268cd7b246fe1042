import { checkIncidentFilter, readIncident, readIncidents } from "../alerts/reading.ts";
import { readRun, readRuns } from "../database/reading.ts";
import { readTotals } from "../database/totals.ts";
import type { Engine } from "../engine.ts";
import { limitsOf } from "../job/limits.ts";
import { checkRunFilter } from "../runs/run-filter.ts";
import type {
  Incident,
  IncidentFilter,
  IncidentHistory,
  JobDetails,
  JobTotal,
  Overview,
  Run,
  RunFilter,
  RunSummary,
} from "../types.ts";

/** What can be asked of an engine. Filters that are none are rejected, with what is wrong with them. */
export function readsOf(engine: Engine, overview: () => Promise<Overview>) {
  const { clock, database } = engine;
  return {
    overview,
    async job(name: string): Promise<JobDetails | undefined> {
      const known = (await overview()).jobs.find((each) => each.name === name);
      return known && { ...known, limits: limitsOf(engine.jobs.get(name)) };
    },
    totals: (): Promise<JobTotal[]> => readTotals(database),
    async runs(filter: RunFilter = {}): Promise<RunSummary[]> {
      checkRunFilter(filter);
      return await readRuns(database, filter);
    },
    run: (id: string): Promise<Run | undefined> => readRun(database, id),
    async incidents(filter: IncidentFilter = {}): Promise<Incident[]> {
      checkIncidentFilter(filter);
      return await readIncidents(database, filter, clock());
    },
    incident: (id: string): Promise<IncidentHistory | undefined> => readIncident(database, id, clock()),
  };
}
