import { actFromPage } from "../actions/from-page.ts";
import { runAgain } from "../actions/run-again.ts";
import { readIncident, readIncidents } from "../alerts/reading.ts";
import { readActions } from "../database/actions.ts";
import { readRun, readRuns } from "../database/reading.ts";
import { readRejectionsByJob } from "../database/rejections.ts";
import type { Engine } from "../engine.ts";
import { describeFailure } from "../record/failure.ts";
import type { StartRun } from "../runs/task.ts";
import { taskOfTrigger } from "../runs/wanted.ts";
import type { Overview } from "../types.ts";
import type { PageSource } from "./source.ts";

/** What the page needs, of an engine. */
export function sourceOf(
  engine: Engine,
  { app, overview, run }: { app: string; overview: () => Promise<Overview>; run: StartRun },
): PageSource {
  const { clock, database } = engine;
  return {
    ...engine,
    app,
    overview,
    runs: (filter) => readRuns(database, filter),
    run: (id) => readRun(database, id),
    rejections: (since) => readRejectionsByJob(database, since),
    start: (name, { actor, input, onRecorded }) =>
      run(name, { actor, input, onRecorded, caller: "page", ...taskOfTrigger(engine, name, "manual") }),
    incidents: (filter = {}) => readIncidents(database, filter, clock()),
    incident: (id) => readIncident(database, id, clock()),
    actions: (filter) => readActions(database, filter),
    act: (verb, of, given) => actFromPage(engine, { verb, of, given }),
    runAgain: (runId, given) => runAgain(engine, { start: run, runId, options: given, caller: "page" }),
    describe: (error) => describeFailure(error, engine.redact).message,
  };
}
