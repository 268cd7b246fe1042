import { describe, expect, it } from "vitest";
import { bookable, lastDay, tripStart } from "./rules.ts";

describe("a trip's days", () => {
  it("end on endDate, or on date when there is none", () => {
    expect(lastDay({ date: "2026-05-10", endDate: "2026-05-12" })).toBe("2026-05-12");
    expect(lastDay({ date: "2026-05-10", endDate: null })).toBe("2026-05-10");
  });

  it("start at 00:00 WIB, seven hours before the UTC day", () => {
    expect(tripStart({ date: "2026-05-10" }).toISOString()).toBe("2026-05-09T17:00:00.000Z");
  });
});

describe("a trip can be booked", () => {
  const trip = { status: "OPEN", date: "2026-05-10", closesOn: "2026-05-09", registrationClosedAt: null } as const;
  const ask = (
    now: string,
    changes: Partial<{ status: "OPEN" | "FULL" | "CLOSED"; closesOn: string }> = {},
    seats = 3,
  ) => bookable({ ...trip, ...changes }, { pax: 2, seatsLeft: seats, now: new Date(now) });

  it("while it is open, seats are left and the start is at least three hours away", () => {
    expect(ask("2026-05-09T14:00:00.000Z")).toEqual({ ok: true });
    expect(ask("2026-05-09T14:00:00.001Z")).toEqual({ ok: false, reason: "starts-too-soon" });
  });

  it("until the end of closesOn in WIB", () => {
    expect(ask("2026-05-07T16:59:59.999Z", { closesOn: "2026-05-07" })).toEqual({ ok: true });
    expect(ask("2026-05-07T17:00:00.000Z", { closesOn: "2026-05-07" })).toEqual({ ok: false, reason: "closed" });
  });

  it("never beyond its seats, and not when it is full or closed", () => {
    expect(ask("2026-05-01T00:00:00Z", {}, 2)).toEqual({ ok: true });
    expect(ask("2026-05-01T00:00:00Z", {}, 1)).toEqual({ ok: false, reason: "sold-out" });
    expect(ask("2026-05-01T00:00:00Z", { status: "FULL" })).toEqual({ ok: false, reason: "sold-out" });
    expect(ask("2026-05-01T00:00:00Z", { status: "CLOSED" })).toEqual({ ok: false, reason: "not-open" });
  });
});
