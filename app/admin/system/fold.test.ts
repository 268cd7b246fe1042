import type { Payload, RunStatus, RunSummary } from "ronda";
import { describe, expect, it } from "vitest";
import { foldEmptySuccesses, unfolded } from "./fold.ts";
import { isEmptySuccess, payloadInLine } from "./payload.ts";

let ids = 0;
function run(jobName: string, payload: Payload | null, status: RunStatus = "SUCCESS"): RunSummary {
  return { id: `r${ids++}`, jobName, payload, status } as RunSummary;
}
const empty = (jobName = "mails") => run(jobName, { picked: 0, succeeded: 0, failed: 0 });
const lengths = (runs: RunSummary[]) => foldEmptySuccesses(runs).map(({ folded }) => folded.length + 1);

describe("folding", () => {
  it("joins empty successes of one job in a row", () => {
    expect(lengths([empty(), empty(), empty()])).toEqual([3]);
  });

  it("keeps the newest of them as the line", () => {
    const runs = [empty(), empty()];
    expect(foldEmptySuccesses(runs)[0]?.run).toBe(runs[0]);
  });

  it("stops at another job, at work that was done and at anything but a success", () => {
    expect(lengths([empty(), empty("trips"), empty()])).toEqual([1, 1, 1]);
    expect(lengths([empty(), run("mails", { picked: 3 }), empty()])).toEqual([1, 1, 1]);
    expect(lengths([empty(), run("mails", null, "FAILED"), empty(), empty()])).toEqual([1, 1, 2]);
  });

  it("is left out by the unfolded list", () => {
    expect(unfolded([empty(), empty()])).toHaveLength(2);
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

describe("a payload in one line", () => {
  it.each<[Payload | null, string]>([
    [{ completed: 2, ids: ["a", "b"], payoutsReleased: [] }, "completed 2 · ids [2] · payoutsReleased [0]"],
    [{ ids: ["a"], truncated: { ids: 100_000 } }, "ids [100000]"],
    [{ note: "slow", detail: { a: 1 }, nothing: null }, "note slow · detail {…} · nothing null"],
    [null, ""],
  ])("%j: %s", (payload, line) => {
    expect(payloadInLine(payload)).toBe(line);
  });
});
