import { expect, it } from "vitest";
import { isPatrolLate } from "./patrol-late.ts";

it("is late when none has ended for some minutes, also where the last one did so by a clock that was ahead", () => {
  const now = new Date("2026-11-23T18:00:00Z");
  const isLate = (finishedAt: string) => isPatrolLate({ finishedAt: new Date(finishedAt) }, now);
  expect(isLate("2026-11-23T17:58:00Z")).toBe(false);
  expect(isLate("2026-11-23T18:00:30Z")).toBe(false);
  expect(isLate("2026-11-23T17:56:00Z")).toBe(true);
  expect(isLate("2027-11-23T18:00:00Z")).toBe(true);
});
