import { expect, it } from "vitest";
import { clockIn, duration } from "./moment.ts";

it.each([
  [0, "0 ms"],
  [840, "840 ms"],
  [999.6, "999 ms"],
  [1_000, "1.0 s"],
  [3_249, "3.2 s"],
  [59_999, "59.9 s"],
  [60_000, "1 min 0 s"],
  [119_999, "1 min 59 s"],
  [250_000, "4 min 10 s"],
  [7_384_900, "123 min 4 s"],
])("%d ms take %s: no unit is ever full", (ms, expected) => {
  expect(duration(ms)).toBe(expected);
});

it.each([
  ["UTC", "2026-11-23T18:00:59Z", "2026-11-23 18:00"],
  ["Asia/Jakarta", "2026-11-23T18:00:00Z", "2026-11-24 01:00"],
  ["Europe/Berlin", "2026-10-25T00:30:00Z", "2026-10-25 02:30"],
  ["Europe/Berlin", "2026-10-25T01:30:00Z", "2026-10-25 02:30"],
  ["UTC", "2026-01-01T00:00:00Z", "2026-01-01 00:00"],
])("a clock in %s shows %s as %s", (zone, at, expected) => {
  expect(clockIn(zone, new Date(at))).toBe(expected);
});
