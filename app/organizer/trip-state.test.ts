import { expect, it } from "vitest";
import { tripState } from "./trip-state.ts";

const trip = {
  status: "OPEN",
  date: "2026-05-10",
  endDate: "2026-05-11",
  closesOn: "2026-05-08",
  registrationClosedAt: null,
} as const;

it.each([
  ["2026-05-08T16:59:59Z", {}, "open"],
  ["2026-05-08T17:00:00Z", {}, "booking-closed"],
  ["2026-05-01T00:00:00Z", { status: "FULL" }, "full"],
  ["2026-05-01T00:00:00Z", { registrationClosedAt: new Date("2026-04-30") }, "registration-closed"],
  ["2026-05-09T17:00:00Z", { registrationClosedAt: new Date("2026-04-30") }, "running"],
  ["2026-05-09T17:00:00Z", { status: "FULL" }, "running"],
  ["2026-05-11T17:00:00Z", {}, "over"],
  ["2026-05-11T17:00:00Z", { status: "COMPLETED" }, "completed"],
  ["2026-05-01T00:00:00Z", { status: "CLOSED" }, "closed"],
] as const)("at %s, with %o, a trip is %s", (at, changes, state) => {
  expect(tripState({ ...trip, ...changes }, new Date(at))).toBe(state);
});
