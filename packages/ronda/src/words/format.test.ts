import { describe, expect, it } from "vitest";
import { age, count, duration, moment, momentParts, shortDay } from "./format.ts";

const winter = new Date("2026-11-23T18:00:05Z");
const summer = new Date("2026-07-01T18:00:05Z");

describe("a moment", () => {
  it.each([
    ["UTC", winter, "en", "23 Nov 18:00 UTC"],
    ["Asia/Jakarta", winter, "id", "24 Nov 01.00 WIB"],
    ["Asia/Jakarta", winter, "en", "24 Nov 01:00 GMT+7"],
    ["Europe/Berlin", winter, "en", "23 Nov 19:00 CET"],
    ["Europe/Berlin", summer, "en", "1 Jul 20:00 CEST"],
    ["America/Argentina/Buenos_Aires", winter, "en", "23 Nov 15:00 GMT-3"],
  ] as const)("in %s is called as its people call it", (zone, at, locale, expected) => {
    expect(moment(at, locale, zone)).toBe(expected);
  });

  it("is called as the app calls its zone, where it does", () => {
    expect(moment(winter, "en", "Europe/Berlin", { zoneNames: { "Europe/Berlin": "Berlin time" } })).toBe(
      "23 Nov 19:00 Berlin time",
    );
  });

  it("is as exact as it is asked for", () => {
    expect(moment(winter, "id", "UTC", { precision: "full" })).toBe("23 Nov 2026 18.00.05 UTC");
    expect(moment(winter, "en", "UTC", { precision: "time" })).toBe("18:00:05");
    expect(momentParts(winter, "en", "UTC")).toEqual({ date: "23 Nov", time: "18:00", name: "UTC" });
  });
});

it.each([
  [850, "850 ms"],
  [999.6, "999 ms"],
  [9_999, "9.9 s"],
  [3_599_999, "59 min 59 s"],
  [1_250, "1.2 s"],
  [59_999, "59 s"],
  [192_000, "3 min 12 s"],
  [7_500_000, "2 h 5 min"],
  [273_600_000, "3 d 4 h"],
])("%i ms take %s", (ms, expected) => {
  expect(duration(ms, "en")).toBe(expected);
});

it("is as old as it is, in seconds below a minute, and not older than now", () => {
  expect([age(1_900, "id"), age(59_999, "en"), age(60_000, "id")]).toEqual(["1 dtk", "59 s", "1 mnt"]);
  expect(age(-5_000_000, "id")).toBe("0 dtk");
});

it("counts and names days as the reader does", () => {
  expect([count(12_345, "id"), count(12_345, "en")]).toEqual(["12.345", "12,345"]);
  expect([shortDay("2026-11-21", "id"), shortDay("2026-11-21", "en")]).toEqual(["Sab 21 Nov", "Sat 21 Nov"]);
});
