import { describe, expect, it } from "vitest";
import { defineJob } from "./job.ts";
import { isInTime, openSlots, slotsOfSchedule } from "./slots.ts";

const job = (schedule: string, startGraceMs?: number) =>
  defineJob({ name: "bake", schedule, description: "Bakes", startGraceMs, run: () => ({}) });
const daily = job("0 18 * * *", 30 * 60_000);
const time = (text: string) => new Date(`2026-11-24T${text}Z`);
const texts = (slots: Date[]) => slots.map((slot) => slot.toISOString().slice(8, 16));

/** Its early window is five minutes, its grace half an hour: each bound is in, a millisecond beyond it is out. */
describe("a slot of every day is open", () => {
  it.each([
    ["17:54:59.999", []],
    ["17:55:00.000", ["24T18:00"]],
    ["18:00:00.000", ["24T18:00"]],
    ["18:30:00.000", ["24T18:00"]],
    ["18:30:00.001", []],
  ])("at %s: %j", (at, open) => {
    expect(texts(openSlots(daily, time(at)))).toEqual(open);
    expect(isInTime(daily, time("18:00:00"), time(at))).toBe(open.length > 0);
  });
});

it.each([
  ["its own that is open", "18:10:00", "24T18:00"],
  ["long after, the latest that has passed", "23:59:00", "24T18:00"],
  ["before it opens, yesterday's", "17:00:00", "23T18:00"],
])("the schedule's own trigger claims %s", (_, at, slot) => {
  expect(texts(slotsOfSchedule(daily, time(at)))).toEqual([slot]);
});

it.each([
  ["12:00:00", ["24T12:00"]],
  ["12:00:30", ["24T12:00"]],
  ["12:03:44.999", []],
  ["12:03:45", ["24T12:05"]],
  ["12:04:00", ["24T12:05"]],
])("where slots lie close the early window is a quarter of their distance: at %s %j", (at, open) => {
  expect(texts(openSlots(job("*/5 * * * *", 60_000), time(at)))).toEqual(open);
});

it("two that are open at once stand the nearer first", () => {
  const close = job("*/5 * * * *", 4 * 60_000);
  expect(texts(openSlots(close, time("12:03:50")))).toEqual(["24T12:05", "24T12:00"]);
  expect(texts(openSlots(job("0,4 * * * *", 200_000), time("12:03:10")))).toEqual(["24T12:04", "24T12:00"]);
});
