import { expect, it } from "vitest";
import { expiresAt } from "./rules.ts";

it("gives a day to pay", () => {
  expect(expiresAt({ date: "2026-05-10" }, new Date("2026-05-01T08:30:00Z"))).toEqual(new Date("2026-05-02T08:30:00Z"));
});

it("never gives time past the start of the trip", () => {
  expect(expiresAt({ date: "2026-05-10" }, new Date("2026-05-09T10:00:00Z"))).toEqual(new Date("2026-05-09T17:00:00Z"));
});
