import { expect, it } from "vitest";
import { untilOf } from "./until.ts";

const now = new Date("2026-11-24T12:00:00Z");

it.each([
  ["2h", "Asia/Jakarta", "2026-11-24T14:00:00.000Z"],
  ["30 min", "Asia/Jakarta", "2026-11-24T12:30:00.000Z"],
  ["3d", "UTC", "2026-11-27T12:00:00.000Z"],
  // It is 19:00 in Jakarta.
  ["18:00", "Asia/Jakarta", "2026-11-25T11:00:00.000Z"],
  ["20.15", "Asia/Jakarta", "2026-11-24T13:15:00.000Z"],
  ["2026-11-25 01:00", "Asia/Jakarta", "2026-11-24T18:00:00.000Z"],
  ["2026-11-25T01:00", "Asia/Jakarta", "2026-11-24T18:00:00.000Z"],
  ["2026-12-01", "Asia/Jakarta", "2026-11-30T17:00:00.000Z"],
  ["2026-11-25T01:00:00Z", "Asia/Jakarta", "2026-11-25T01:00:00.000Z"],
  ["2026-11-25T01:00+09:00", "UTC", "2026-11-24T16:00:00.000Z"],
  ["2027-03-28 12:00", "Europe/Berlin", "2027-03-28T10:00:00.000Z"],
  ["2027-03-28 01:59", "Europe/Berlin", "2027-03-28T00:59:00.000Z"],
])("%s in %s is %s", (text, zone, moment) => {
  expect(untilOf(text, { now, zone })?.toISOString()).toBe(moment);
});

it.each(["", "tomorrow", "24:00", "2026-02-31", "2026-13-01", "2h30", "-2h", "99999d", "2026-11-25T99:00Z"])(
  "%j is no moment",
  (text) => {
    expect(untilOf(text, { now, zone: "UTC" })).toBeUndefined();
  },
);
