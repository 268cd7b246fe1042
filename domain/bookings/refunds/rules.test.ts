import { describe, expect, it } from "vitest";
import { addDays } from "#domain/calendar.ts";
import { refundQuote, refundSteps } from "./rules.ts";

describe("the refund quote", () => {
  const trip = { date: "2026-05-20" };
  const money = { totalAmount: 600_000, received: 600_123, refunded: 0 };
  /** 00:30 WIB, when the UTC day is still the one before. */
  const at = (wibDay: string) => new Date(`${wibDay}T00:30:00+07:00`);

  it("gives 100 %, 50 %, 50 % and 0 % at H-14, H-13, H-7 and H-6 of the WIB calendar", () => {
    const days = ["2026-05-06", "2026-05-07", "2026-05-13", "2026-05-14"];
    expect(days.map((day) => refundQuote(trip, money, at(day)))).toEqual([600_123, 300_000, 300_000, 0]);
  });

  it("never gives back more than what is left", () => {
    expect(refundQuote(trip, { ...money, refunded: 400_000 }, at("2026-05-01"))).toBe(200_123);
    expect(refundQuote(trip, { ...money, refunded: 400_000 }, at("2026-05-10"))).toBe(200_123);
    expect(refundQuote(trip, { ...money, refunded: 600_123 }, at("2026-05-10"))).toBe(0);
  });

  it("gives nothing once the trip has begun", () => {
    expect(refundQuote(trip, money, at("2026-05-20"))).toBe(0);
    expect(refundQuote(trip, money, at("2026-06-20"))).toBe(0);
  });

  it("is what the table of its days says, on every day", () => {
    const shares = { everything: 600_123, half: 300_000, nothing: 0 };
    for (let before = -40; before <= 3; before++) {
      const day = addDays(trip.date, before);
      const step = refundSteps(trip).filter(({ from, until }) => (from ?? "") <= day && day <= (until ?? "9999"));
      expect(step.map(({ gives }) => shares[gives])).toEqual([refundQuote(trip, money, at(day))]);
    }
  });
});
