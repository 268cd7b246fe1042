import { expect, it } from "vitest";
import type { PublicTrip } from "#domain/departures/public.ts";
import { obstacleOf, seatsAllowedBeside } from "./obstacle.ts";

const now = new Date("2026-05-01T03:00:00Z");
const trip = {
  organizer: { userId: "hugo", verified: true },
  status: "OPEN",
  date: "2026-05-10",
  closesOn: "2026-05-09",
  seatsLeft: 8,
} as PublicTrip;
const ana = { trip, asking: { id: "ana", emailVerified: true }, booker: { live: null }, accounts: 1 };
const held = (...paxes: number[]) => paxes.map((pax) => ({ pax }));

it("stands in nobody's way who holds little or nothing unpaid", () => {
  expect(obstacleOf({ ...ana, unpaid: [] }, now)).toBeUndefined();
  expect(obstacleOf({ ...ana, unpaid: held(10, 9) }, now)).toBeUndefined();
  expect(seatsAllowedBeside(held(10, 9))).toBe(1);
});

it.each([[held(1, 1, 1)], [held(10, 10)]])("before any form it is said that too much is unpaid: %o", (unpaid) => {
  expect(obstacleOf({ ...ana, unpaid }, now)).toBe("unpaid-limit");
});

it("whose bookings of this trip came to nothing too often is told so before any form", () => {
  expect(obstacleOf({ ...ana, unpaid: [], mayTryAgainAt: now }, now)).toBe("unpaid-tries");
});

it("but what no payment would change is said first", () => {
  expect(obstacleOf({ ...ana, trip: { ...trip, seatsLeft: 0, status: "FULL" }, unpaid: held(1, 1, 1) }, now)).toBe(
    "sold-out",
  );
});
