import { describe, expect, it } from "vitest";
import { addDays, daysBetween, startOfUtcDay, startOfWibDay, utcDay, wibDay } from "./calendar.ts";

describe("calendar days", () => {
  it("puts 17:00 UTC on the next day in WIB and the same day in UTC", () => {
    const moment = new Date("2026-05-10T17:00:00Z");
    expect([utcDay(moment), wibDay(moment)]).toEqual(["2026-05-10", "2026-05-11"]);
    expect(wibDay(new Date("2026-05-10T16:59:59.999Z"))).toBe("2026-05-10");
  });

  it("starts a day at 00:00 UTC, or at 17:00 UTC of the day before in WIB", () => {
    expect(startOfUtcDay("2026-05-10").toISOString()).toBe("2026-05-10T00:00:00.000Z");
    expect(startOfWibDay("2026-05-10").toISOString()).toBe("2026-05-09T17:00:00.000Z");
  });

  it("counts over months and leap days", () => {
    expect(addDays("2028-02-28", 2)).toBe("2028-03-01");
    expect(addDays("2026-01-01", -1)).toBe("2025-12-31");
    expect(daysBetween("2026-04-30", "2026-05-14")).toBe(14);
    expect(daysBetween("2026-05-14", "2026-04-30")).toBe(-14);
  });

  it("refuses a day that does not exist", () => {
    expect(() => startOfUtcDay("2026-02-30")).toThrow(RangeError);
  });
});
