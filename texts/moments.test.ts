import { expect, it } from "vitest";
import { clockTime, shortDay, timeOfDay } from "./moments.ts";

const at = new Date("2026-11-22T18:00:05Z");

it("shows a moment in WIB, where it may already be the next day", () => {
  expect(clockTime(at, "id", "WIB")).toBe("23 Nov 01.00 WIB");
  expect(clockTime(at, "en", "WIB")).toBe("23 Nov 01:00 WIB");
});

it("shows the same moment in UTC", () => {
  expect(clockTime(at, "id", "UTC")).toBe("22 Nov 18.00 UTC");
});

it("adds year and seconds in full", () => {
  expect(clockTime(at, "id", "WIB", "full")).toBe("23 Nov 2026 01.00.05 WIB");
});

it("tells the time of day alone, in WIB", () => {
  expect([timeOfDay(at, "id"), timeOfDay(at, "en")]).toEqual(["01.00", "01:00"]);
});

it("names a calendar day whatever the server's zone", () => {
  expect(shortDay("2026-11-21", "id")).toBe("Sab 21 Nov");
  expect(shortDay("2026-11-21", "en")).toBe("Sat 21 Nov");
});
