import { expect, it } from "vitest";
import { ageOfBackup, newestOf } from "./layout.ts";
import { dispensable } from "./retention.ts";

const now = new Date("2026-05-31T19:00:00Z");
const dayMs = 24 * 3_600_000;
const installation = "here";
const atDays = (days: number) => ({
  takenAt: new Date(now.getTime() + days * dayMs).toISOString(),
  installation,
  missing: 0,
});
const nights = (amount: number) => Array.from({ length: amount }, (_, night) => atDays(night + 1 - amount));

it("a backup that was named in the future is not the newest, unless there is no other", () => {
  expect(newestOf([...nights(3), atDays(400)], now)).toEqual(atDays(0));
  // Two clocks differ a little.
  expect(newestOf([...nights(3), atDays(0.5)], now)).toEqual(atDays(0.5));
  expect(newestOf([atDays(400)], now)).toEqual(atDays(400));
  expect(newestOf([], now)).toBeUndefined();
});

it("stands in for none of the days that stay, and goes when there are as many without it", () => {
  const ofFuture = atDays(400);
  expect(dispensable([...nights(5), ofFuture], { installation, now })).toEqual([]);
  const later = dispensable([...nights(7), ofFuture], { installation, now });
  expect(later).toEqual([ofFuture]);
  expect(dispensable([...nights(7), { ...ofFuture, installation: "elsewhere" }], { installation, now })).toEqual([]);
});

it("is as old as it is far, so that a backup that is missing is missed", () => {
  expect(ageOfBackup(new Date(now.getTime() + 400 * dayMs), now)).toBe(400 * dayMs);
  expect(ageOfBackup(new Date(now.getTime() - 2 * dayMs), now)).toBe(2 * dayMs);
});
