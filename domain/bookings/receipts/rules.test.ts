import { expect, it } from "vitest";
import { missingRupiah } from "#domain/bookings/payments/rules.ts";
import { mayWait, restDeadline, surplusOf, voidDeadline } from "./rules.ts";

const at = (moment: string) => new Date(moment);
const trip = { date: "2026-05-10" };

it.each([
  [300_000, 0, 300_000],
  [300_000, 299_999, 1],
  [300_000, 300_000, 0],
  [300_000, 900_000, 0],
])("of %i with %i received %i is missing", (totalAmount, received, missing) => {
  expect(missingRupiah({ totalAmount, received })).toBe(missing);
});

it.each([
  [300_123, 300_123, 0, 0, 0],
  [300_123, 300_000, 0, 0, 0],
  [300_123, 300_523, 0, 0, 400],
  [300_123, 301_122, 0, 0, 999],
  [300_123, 301_123, 0, 1_000, 0],
  [300_123, 600_246, 0, 300_123, 0],
  [300_123, 600_246, 300_123, 0, 0],
  [300_123, 600_646, 300_123, 0, 400],
])(
  "asked for %i, came %i, returned %i: %i goes back and %i is rounding",
  (amount, received, returned, back, rounding) => {
    expect(surplusOf({ amount, received, returned })).toEqual({ back, rounding });
  },
);

it("the rest may be waited for until the deadline, and with a proof until the trip begins", () => {
  const waiting = { expiresAt: at("2026-05-02T03:00:00Z"), hasProof: false, trip };
  expect(mayWait(waiting, at("2026-05-02T02:59:59Z"))).toBe(true);
  expect(mayWait(waiting, at("2026-05-02T03:00:00Z"))).toBe(false);
  expect(mayWait({ ...waiting, hasProof: true }, at("2026-05-09T16:59:59Z"))).toBe(true);
  expect(mayWait({ ...waiting, hasProof: true }, at("2026-05-09T17:00:00Z"))).toBe(false);
});

it("the rest has the old deadline or 24 hours, whichever is later, and never longer than until the trip", () => {
  const expiresAt = at("2026-05-02T03:00:00Z");
  expect(restDeadline({ expiresAt, trip }, at("2026-05-01T01:00:00Z"))).toEqual(expiresAt);
  expect(restDeadline({ expiresAt, trip }, at("2026-05-02T01:00:00Z"))).toEqual(at("2026-05-03T01:00:00Z"));
  expect(restDeadline({ expiresAt, trip }, at("2026-05-09T10:00:00Z"))).toEqual(at("2026-05-09T17:00:00Z"));
});

it("what waits again after our mistake has 24 hours, also when the trip begins meanwhile", () => {
  const expiresAt = at("2026-05-02T03:00:00Z");
  expect(voidDeadline({ expiresAt }, at("2026-05-09T10:00:00Z"))).toEqual(at("2026-05-10T10:00:00Z"));
  expect(voidDeadline({ expiresAt: at("2026-05-12T03:00:00Z") }, at("2026-05-09T10:00:00Z"))).toEqual(
    at("2026-05-12T03:00:00Z"),
  );
});
