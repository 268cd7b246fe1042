import type { MarkedSlot, SlotMark } from "ronda/types";
import { describe, expect, it } from "vitest";
import { countMarks, dayHeight, dayWidth, drawDay, slotDays } from "./slot-week.ts";

const slot = (at: string, mark: SlotMark = "on-time"): MarkedSlot => ({ slotAt: new Date(at), mark, runId: null });
const day = "2026-05-10";
/** Every five minutes of a WIB day. */
const everyFive = (mark: (at: number) => SlotMark = () => "on-time") =>
  Array.from({ length: 288 }, (_, at) =>
    slot(new Date(Date.parse("2026-05-09T17:00:00Z") + at * 300_000).toISOString(), mark(at)),
  );

describe("the days of a week of slots", () => {
  it("are those of WIB", () => {
    const slots = [slot("2026-05-09T16:55:00Z"), slot("2026-05-09T17:00:00Z")];
    expect(slotDays(slots, ["2026-05-09", "2026-05-10"])).toEqual([
      { day: "2026-05-09", slots: [slots[0]] },
      { day: "2026-05-10", slots: [slots[1]] },
    ]);
  });

  it("are there also without a slot", () => {
    expect(slotDays([], [day])).toEqual([{ day, slots: [] }]);
  });
});

it("counts marks, the worst first, and leaves out what none has", () => {
  const slots = [slot("2026-05-10T01:00:00Z"), slot("2026-05-10T02:00:00Z", "failed"), slot("2026-05-10T03:00:00Z")];
  expect(countMarks(slots).map(({ mark, count }) => [mark, count])).toEqual([
    ["failed", 1],
    ["on-time", 2],
  ]);
});

describe("a day's drawing", () => {
  const cells = (d: string) =>
    [...d.matchAll(/M([\d.]+) ([\d.]+)h([\d.]+)v([\d.]+)/g)].map((cell) => cell.slice(1).map(Number));

  it("is one bar for one slot that went well", () => {
    const [whole] = drawDay({ day, slots: [slot("2026-05-10T18:00:00Z")] }, 1);
    expect(whole?.mark).toBe("on-time");
    expect(cells(whole?.d ?? "")).toEqual([[1, 0, dayWidth - 2, dayHeight]]);
  });

  it("joins what touches, so that a day of 288 slots that went well is one bar", () => {
    const [whole, ...others] = drawDay({ day, slots: everyFive() }, 288);
    expect(others).toEqual([]);
    expect(cells(whole?.d ?? "")).toEqual([[0, 0, dayWidth, dayHeight]]);
  });

  it("shows the one slot of 288 that failed at its hour", () => {
    const drawn = drawDay({ day, slots: everyFive((at) => (at === 12 * 6 + 3 ? "failed" : "on-time")) }, 288);
    const failed = drawn.find(({ mark }) => mark === "failed");
    expect(cells(failed?.d ?? "")).toEqual([[6 * 3, 3 * 2, 3, 2]]);
  });

  it("keeps today's slots at their hours, also while the day is young", () => {
    const drawn = drawDay({ day, slots: everyFive().slice(0, 13) }, 288);
    expect(cells(drawn[0]?.d ?? "")).toEqual([
      [0, 0, 3, dayHeight],
      [3, 0, 3, 2],
    ]);
  });

  it.each<SlotMark>(["late", "skipped"])("gives %s a shape of its own", (mark) => {
    const [drawn] = drawDay({ day, slots: [slot("2026-05-10T18:00:00Z", mark)] }, 1);
    expect(cells(drawn?.d ?? "")[0]).not.toEqual([1, 0, dayWidth - 2, dayHeight]);
  });
});
