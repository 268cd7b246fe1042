import { expect, it } from "vitest";
import { bookingStateOf, isOverdue } from "./state.ts";

const now = new Date("2026-05-02T03:00:00Z");
const trip = { date: "2026-05-10", endDate: "2026-05-11", status: "OPEN" } as const;
const awaiting = { expiresAt: new Date("2026-05-02T03:00:00.001Z"), rejectReason: null, hasProof: false };
const overdue = { ...awaiting, expiresAt: now };

it.each([
  ["to-pay", "PENDING_PAYMENT", awaiting],
  ["rejected", "PENDING_PAYMENT", { ...awaiting, rejectReason: "Bukti buram." }],
  ["under-review", "PENDING_PAYMENT", { ...overdue, hasProof: true }],
  ["expired", "PENDING_PAYMENT", overdue],
  ["expired", "PENDING_PAYMENT", { ...overdue, rejectReason: "Bukti buram." }],
  ["expired", "EXPIRED", overdue],
  ["cancelled", "CANCELLED", awaiting],
] as const)("%s: a booking in %s", (state, status, payment) => {
  expect(bookingStateOf({ booking: { status }, payment, trip }, now)).toBe(state);
});

it.each([
  ["upcoming", "2026-05-09T16:59:59.999Z", "OPEN"],
  ["under-way", "2026-05-09T17:00:00Z", "FULL"],
  ["under-way", "2026-05-11T16:59:59.999Z", "FULL"],
  ["over", "2026-05-11T17:00:00Z", "FULL"],
  ["over", "2026-05-11T16:00:00Z", "COMPLETED"],
] as const)("a paid seat is %s at %s", (state, at, status) => {
  const booking = { status: "CONFIRMED" } as const;
  expect(bookingStateOf({ booking, payment: awaiting, trip: { ...trip, status } }, new Date(at))).toBe(state);
});

it("seats are overdue from the deadline on, unless a proof lies there or they were given back", () => {
  const pending = { status: "PENDING_PAYMENT" } as const;
  expect(isOverdue({ booking: pending, payment: awaiting }, now)).toBe(false);
  expect(isOverdue({ booking: pending, payment: overdue }, now)).toBe(true);
  expect(isOverdue({ booking: pending, payment: { ...overdue, hasProof: true } }, now)).toBe(false);
  expect(isOverdue({ booking: { status: "EXPIRED" }, payment: overdue }, now)).toBe(false);
});
