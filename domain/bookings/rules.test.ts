import { expect, it } from "vitest";
import { seatsLeft, seatsTaken } from "./rules.ts";

it("counts the seats of unpaid and confirmed bookings only", () => {
  const taken = seatsTaken([
    { status: "PENDING_PAYMENT", pax: 2 },
    { status: "CONFIRMED", pax: 3 },
    { status: "EXPIRED", pax: 10 },
    { status: "CANCELLED", pax: 10 },
  ]);
  expect(taken).toBe(5);
  expect([seatsLeft(8, taken), seatsLeft(5, taken), seatsLeft(4, taken)]).toEqual([3, 0, 0]);
  expect(seatsTaken([])).toBe(0);
});
