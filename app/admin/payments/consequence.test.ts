import { expect, it } from "vitest";
import { type Awaited, consequence } from "./consequence.ts";

const awaited: Awaited = {
  totalAmount: 600_000,
  amount: 600_123,
  received: 0,
  smallestRefund: 1_000,
  mayWait: true,
  expired: false,
  tripIsDone: false,
  expected: "confirmed",
};

it.each([
  [600_123, "confirmed", 0],
  [600_000, "confirmed", 0],
  [599_999, "short", 599_999],
  [650_123, "surplus", 50_000],
  [600_523, "rounding", 400],
  [undefined, "empty", 0],
  [0, "empty", 0],
])("of %s rupiah it is %s, with %i going back", (received, kind, rupiah) => {
  expect(consequence(received, awaited, "return")).toEqual({ kind, rupiah });
});

it("late money gets its seats while they are free", () => {
  expect(consequence(600_123, { ...awaited, expired: true }, "wait")).toEqual({ kind: "late", rupiah: 0 });
});

it("money that is enough for a trip that is over is said to confirm a seat of the past", () => {
  expect(consequence(600_123, { ...awaited, tripIsDone: true }, "wait")).toEqual({ kind: "trip-done", rupiah: 0 });
  expect(consequence(1, { ...awaited, tripIsDone: true, mayWait: false }, "wait")).toEqual({
    kind: "short",
    rupiah: 1,
  });
});

it("money that cannot be used goes back whole, however much it is", () => {
  const soldOut = consequence(700_000, { ...awaited, expected: "sold-out" }, "wait");
  expect(soldOut).toEqual({ kind: "sold-out", rupiah: 700_000 });
  expect(consequence(1, { ...awaited, expected: "cancelled" }, "wait")).toEqual({ kind: "cancelled", rupiah: 1 });
});

it("of too little the rest is waited for where that may be, and what came before counts", () => {
  expect(consequence(599_999, awaited, "wait")).toEqual({ kind: "wait", rupiah: 1 });
  const part = { ...awaited, received: 599_999 };
  expect(consequence(1, part, "wait")).toEqual({ kind: "confirmed", rupiah: 0 });
  expect(consequence(599_999, { ...awaited, mayWait: false }, "wait")).toEqual({ kind: "short", rupiah: 599_999 });
});
