import type { RunStatus } from "ronda";
import type { Trigger } from "ronda/types";
import { one } from "#app/_http/one.ts";
import { ronda } from "#ronda.config.ts";
import { collapseEmptySuccesses, type RunLines, uncollapsed } from "./collapse.ts";

/** Which runs a list shows, as its address says it. */
export type RunListParams = {
  job?: string;
  status?: RunStatus;
  trigger?: Trigger;
  /** Whether empty successes collapse. */
  collapsed: boolean;
  /** The id of the run behind which the page begins. */
  after?: string;
};

/** In the order in which they are offered. */
export const runStatuses = [
  "SUCCESS",
  "FAILED",
  "TIMED_OUT",
  "ABANDONED",
  "MISSED",
  "SKIPPED",
  "RUNNING",
] as const satisfies readonly RunStatus[];
export const triggers = ["schedule", "manual", "catch-up"] as const satisfies readonly Trigger[];

type SearchParams = Record<string, string | string[] | undefined>;

const uuid = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

/** Reads `?job=…&status=…&pemicu=…&lipat=1&setelah=…`; what is none of ours filters nothing. */
export function runListParams(params: SearchParams, jobNames: readonly string[]): RunListParams {
  const after = one(params.setelah);
  return {
    job: jobNames.find((name) => name === one(params.job)),
    status: runStatuses.find((status) => status === one(params.status)),
    trigger: triggers.find((trigger) => trigger === one(params.pemicu)),
    collapsed: one(params.lipat) === "1",
    after: after && uuid.test(after) ? after : undefined,
  };
}

/** The address of such a list, the other way around. */
export function runListAddress(
  path: string,
  { job, status, trigger, collapsed, after }: Partial<RunListParams>,
): string {
  const query = new URLSearchParams();
  if (job) query.set("job", job);
  if (status) query.set("status", status);
  if (trigger) query.set("pemicu", trigger);
  if (collapsed) query.set("lipat", "1");
  if (after) query.set("setelah", after);
  return query.size > 0 ? `${path}?${query}` : path;
}

/** How many lines a page has, and how many runs it reads to find as many when empty successes collapse. */
const linesAPage = 20;
const readForCollapsing = 200;

/** A page of runs as lines, newest first. */
export async function readRunLines({ job, status, trigger, collapsed, after }: RunListParams): Promise<RunLines> {
  const limit = collapsed ? readForCollapsing : linesAPage + 1;
  const runs = await ronda().runs({ job, status, trigger, before: after, limit });
  if (!collapsed) return uncollapsed(runs, linesAPage);
  return collapseEmptySuccesses(runs, { mostLines: linesAPage, hasMore: runs.length === readForCollapsing });
}
