import { describe, expect, it } from "vitest";
import { expectLinear } from "../testing/linear.ts";
import { parseSchedule } from "./schedule.ts";

const dayMs = 24 * 60 * 60 * 1000;
const start = new Date("2026-01-01T00:00:00Z");

describe("slots are counted without being listed", () => {
  it.each([
    ["* * * * *", 1440],
    ["*/5 * * * *", 288],
    ["0 18 * * *", 1],
  ])("%s: as many as fit into 400 days", (expression, aDay) => {
    const schedule = parseSchedule(expression, "UTC");
    expect(schedule.count(start, new Date(start.getTime() + 400 * dayMs), 1_000_000)).toBe(400 * aDay);
  });

  it("a hundred years of a job that runs every minute take no longer than its limit", () => {
    const schedule = parseSchedule("* * * * *", "Europe/Berlin");
    const end = new Date(start.getTime() + 36_500 * dayMs);
    expect(schedule.count(start, end, 1_000_000)).toBe(1_000_000);
    expectLinear((most) => () => schedule.count(start, end, most), 200_000);
  });

  it("one that runs on no day for years is found at once, back and forth", () => {
    const leap = parseSchedule("0 0 29 2 *", "America/New_York");
    const startedMs = performance.now();
    for (let time = 0; time < 1000; time++) {
      leap.next(new Date("2096-03-01T12:00:00Z"));
      leap.previous(new Date("2104-02-28T12:00:00Z"));
    }
    expect(performance.now() - startedMs).toBeLessThan(5000);
  });
});
