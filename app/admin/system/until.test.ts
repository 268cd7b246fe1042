import { expect, it } from "vitest";
import { isUntilChoice, untilOf } from "./until.ts";

const now = new Date("2026-05-10T00:59:00Z");

it.each([
  ["1h", "2026-05-10T01:59:00.000Z"],
  ["24h", "2026-05-11T00:59:00.000Z"],
  ["morning", "2026-05-10T01:00:00.000Z"],
])("%s from 07.59 WIB on lasts until %s", (choice, until) => {
  expect(untilOf(choice, now)?.toISOString()).toBe(until);
});

it("the morning of a morning is the next one", () => {
  expect(untilOf("morning", new Date("2026-05-10T01:00:00Z"))?.toISOString()).toBe("2026-05-11T01:00:00.000Z");
});

it.each(["open", "", "9h", null])("%j has no end", (choice) => {
  expect(untilOf(choice, now)).toBeUndefined();
});

it("what a form makes up or leaves out is no choice, so that nothing rests for ever by mistake", () => {
  expect(["open", "1h", "morning"].map(isUntilChoice)).toEqual([true, true, true]);
  expect(["", "zzz", "9h", null, undefined].map(isUntilChoice)).toEqual([false, false, false, false, false]);
});
