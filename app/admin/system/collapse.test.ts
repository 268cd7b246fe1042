import type { Payload, RunStatus, RunSummary } from "ronda";
import { describe, expect, it } from "vitest";
import { collapseEmptySuccesses, uncollapsed } from "./collapse.ts";
import { isEmptySuccess } from "./payload.ts";

let ids = 0;
function run(jobName: string, payload: Payload | null, status: RunStatus = "SUCCESS"): RunSummary {
  return { id: `r${ids++}`, jobName, payload, status } as RunSummary;
}
const empty = (jobName = "mails") => run(jobName, { picked: 0, succeeded: 0, failed: 0 });
const collapse = (runs: RunSummary[]) => collapseEmptySuccesses(runs, { mostLines: 20, hasMore: false }).lines;
const lengths = (runs: RunSummary[]) => collapse(runs).map(({ collapsed }) => collapsed.length + 1);

describe("collapsing", () => {
  it("joins empty successes of one job", () => {
    expect(lengths([empty(), empty(), empty()])).toEqual([3]);
  });

  it("keeps the newest of them as the line", () => {
    const runs = [empty(), empty()];
    expect(collapse(runs)[0]?.run).toBe(runs[0]);
  });

  it("makes one line of each job where several alternate, in whatever order they come", () => {
    const runs = [empty(), empty("payments"), empty("payments"), empty(), empty("trips"), empty("payments"), empty()];
    expect(collapse(runs).map(({ run, collapsed }) => [run.id, run.jobName, collapsed.map(({ id }) => id)])).toEqual([
      [runs[0]?.id, "mails", [runs[3]?.id, runs[6]?.id]],
      [runs[1]?.id, "payments", [runs[2]?.id, runs[5]?.id]],
      [runs[4]?.id, "trips", []],
    ]);
  });

  it("stops at work that was done and at anything but a success, of whichever job", () => {
    expect(lengths([empty(), run("mails", { picked: 3 }), empty()])).toEqual([1, 1, 1]);
    expect(lengths([empty(), run("trips", { completed: 1 }), empty(), empty()])).toEqual([1, 1, 2]);
    expect(lengths([empty(), run("mails", null, "FAILED"), empty(), empty()])).toEqual([1, 1, 2]);
    expect(lengths([run("mails", null, "MISSED"), run("mails", null, "SKIPPED")])).toEqual([1, 1]);
  });

  it("loses no run and repeats none", () => {
    const runs = [empty(), empty("payments"), run("trips", { completed: 1 }), empty("payments"), empty(), empty()];
    const ids = collapse(runs).flatMap(({ run, collapsed }) => [run, ...collapsed].map(({ id }) => id));
    expect(ids.toSorted()).toEqual(runs.map(({ id }) => id).toSorted());
  });

  it("is left out by the uncollapsed list", () => {
    expect(uncollapsed([empty(), empty()], 20).lines).toHaveLength(2);
  });
});

describe("a page of lines", () => {
  it("ends where the next line would begin, so that the following page repeats and leaves out no run", () => {
    const runs = [empty(), empty("trips"), empty(), run("mails", { picked: 3 }), empty()];
    expect(collapseEmptySuccesses(runs, { mostLines: 2, hasMore: false }).next).toBe(runs[2]?.id);
    expect(collapseEmptySuccesses(runs, { mostLines: 3, hasMore: false }).next).toBe(runs[3]?.id);
    expect(uncollapsed(runs, 2).next).toBe(runs[1]?.id);
  });

  it("is the last one where nothing follows, and not where more was not read", () => {
    const runs = [empty(), empty()];
    expect(collapseEmptySuccesses(runs, { mostLines: 2, hasMore: false }).next).toBeUndefined();
    expect(collapseEmptySuccesses(runs, { mostLines: 2, hasMore: true }).next).toBe(runs[1]?.id);
    expect(uncollapsed(runs, 2).next).toBeUndefined();
  });
});

describe("an empty success", () => {
  it.each<[Payload | null, boolean]>([
    [{ completed: 0, ids: [], payoutsReleased: [] }, true],
    [{ ok: true, scanned: 0, deleted: 0 }, true],
    [{}, true],
    [null, true],
    [{ scanned: 12, deleted: 0 }, false],
    [{ ids: ["a"] }, false],
    [{ rate: "low" }, false],
  ])("%j: %s", (payload, expected) => {
    expect(isEmptySuccess({ status: "SUCCESS", payload })).toBe(expected);
  });
});
