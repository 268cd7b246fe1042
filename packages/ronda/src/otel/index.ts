import "../check-node.ts";

import { checkEngine } from "../job/options.ts";
import type { Ronda } from "../ronda.ts";
import { measureRuns } from "./metrics.ts";
import { traceRuns } from "./traces.ts";

/**
 * Makes a span of every run in this process and metrics of runs, failures, durations and lateness, by whatever SDK the app
 * has registered with `@opentelemetry/api`; without one it costs next to nothing. Returns the function that takes it off.
 */
export function instrument(ronda: Pick<Ronda, "on" | "around" | "jobs">): () => void {
  checkEngine("instrument", ronda, ["on", "around"]);
  const off = [traceRuns(ronda), measureRuns(ronda)];
  return () => {
    for (const end of off) end();
  };
}
