import { expect, it } from "vitest";
import { flashMark, isJustDone } from "./flash-mark.ts";

const now = new Date("2026-11-30T03:00:00Z");
const later = (minutes: number) => new Date(now.getTime() + minutes * 60_000);
const done = { adminId: "sari", flash: "paid", about: "ST-7F3K9" };
const mark = flashMark(done, now);

it("says what was just done to who did it, a reload too, for ten minutes", () => {
  expect([0, 9].map((minutes) => isJustDone(mark, done, later(minutes)))).toEqual([true, true]);
  expect([11, 60 * 24, -11].map((minutes) => isJustDone(mark, done, later(minutes)))).toEqual([false, false, false]);
});

it("says nothing to anybody else, of anything else, or by a mark of somebody's own", () => {
  for (const other of [{ adminId: "eve" }, { flash: "approved" }, { about: "ST-00000" }])
    expect(isJustDone(mark, { ...done, ...other }, now)).toBe(false);
  for (const made of ["", ".", `${later(1).getTime().toString(36)}.${mark.split(".")[1]}`, `${mark}x`])
    expect(isJustDone(made, done, now)).toBe(false);
});
