import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { earliestRelease, heldUntil, split } from "./rules.ts";

describe("the split of a booking's money", () => {
  const total = 600_000;

  it("keeps 5 % and the unique code as the fee", () => {
    expect(split({ received: 600_123, refunded: 0, total })).toEqual({
      net: 600_123,
      kept: 600_000,
      payout: 570_000,
      fee: 30_123,
    });
  });

  it("shrinks both shares after a refund of half the price", () => {
    expect(split({ received: 600_123, refunded: 300_000, total })).toMatchObject({ payout: 285_117, fee: 15_006 });
  });

  it("shrinks both shares after a dispute of 200.000 is approved", () => {
    expect(split({ received: 600_123, refunded: 200_000, total })).toMatchObject({
      net: 400_123,
      payout: 380_117,
      fee: 20_006,
    });
  });

  it("takes no fee when everything goes back", () => {
    expect(split({ received: 600_123, refunded: 600_123, total })).toEqual({ net: 0, kept: 0, payout: 0, fee: 0 });
  });

  it("never loses a rupiah and never goes below zero", () => {
    const money = fc.record({
      total: fc.nat(1_000_000_000),
      surplus: fc.nat(999),
      share: fc.double({ min: 0, max: 1, noNaN: true }),
    });
    fc.assert(
      fc.property(money, ({ total, surplus, share }) => {
        const received = total + surplus;
        const refunded = Math.floor(received * share);
        const { payout, fee } = split({ received, refunded, total });
        expect(payout + fee + refunded).toBe(received);
        expect(Math.min(payout, fee)).toBeGreaterThanOrEqual(0);
      }),
    );
  });
});

describe("a payout is held", () => {
  it("until three days after the last day", () => {
    const now = new Date("2026-05-01T00:00:00Z");
    expect(heldUntil({ date: "2026-05-10", endDate: null }, now)).toEqual(new Date("2026-05-13T00:00:00Z"));
    expect(heldUntil({ date: "2026-05-10", endDate: "2026-05-12" }, now)).toEqual(new Date("2026-05-15T00:00:00Z"));
  });

  it("at least 24 hours when the money is accepted late", () => {
    const late = new Date("2026-05-20T09:15:30Z");
    expect(heldUntil({ date: "2026-05-10", endDate: null }, late)).toEqual(new Date("2026-05-21T09:15:30Z"));
  });

  it("24 hours from the minute in which its trip is completed", () => {
    expect(earliestRelease(new Date("2026-05-11T18:00:59.999Z"))).toEqual(new Date("2026-05-12T18:00:00Z"));
    expect(earliestRelease(new Date("2026-05-11T18:00:00.000Z"))).toEqual(new Date("2026-05-12T18:00:00Z"));
  });
});
