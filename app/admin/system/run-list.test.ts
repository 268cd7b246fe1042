import { describe, expect, it } from "vitest";
import { runListAddress, runListParams } from "./run-list.ts";

const jobs = ["prune", "trip-reminders"];
const id = "0199c1f2-77aa-7b1e-9c53-1d2e3f405162";

describe("the address of a list of runs", () => {
  it.each([
    {},
    { job: "prune" },
    { status: "TIMED_OUT" as const, trigger: "catch-up" as const },
    { job: "prune", status: "FAILED" as const, trigger: "manual" as const, collapsed: true, after: id },
  ])("%j is read as it was written", (shown) => {
    const address = runListAddress("/admin/system", shown);
    const params = Object.fromEntries(new URL(address, "http://x").searchParams);
    expect(runListParams(params, jobs)).toEqual({ collapsed: false, ...shown });
  });

  it("filters nothing by what is none of ours", () => {
    const odd = { job: "__proto__", status: "failed", pemicu: "toString", lipat: ["1", "2"], setelah: "1; drop table" };
    expect(runListParams(odd, jobs)).toMatchObject({ job: undefined, status: undefined, trigger: undefined });
    expect(runListParams(odd, jobs).after).toBeUndefined();
  });
});
