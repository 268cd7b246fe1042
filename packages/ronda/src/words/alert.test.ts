import { describe, expect, it } from "vitest";
import type { Alert, IncidentReason } from "../types.ts";
import { wordsFor } from "./words.ts";

const since = new Date("2026-11-24T08:00:00Z");
const at = new Date("2026-11-24T10:05:00Z");
const error: IncidentReason = { kind: "error", message: "the oven is cold", runId: "r", since };

const alert = (change: Partial<Alert>): Alert => ({
  ...{ id: "1", app: "bakery", kind: "opened", subject: { kind: "job", name: "bake" }, incidentId: "i" },
  ...{ severity: "FAILED", reasons: [error], message: "the oven is cold", sentence: null, runId: "r", at, since },
  ...{ streak: 1, isFlapping: false, alerts: [] },
  ...change,
});

const english = wordsFor({ locale: "en" });
const indonesian = wordsFor({ locale: "id" });
const host = { kind: "host", name: "scheduler" } as const;
const watch = { kind: "watch", name: "held-money" } as const;
const late: IncidentReason = { kind: "missed", count: 3, since };
const leapt = { kind: "clock-leapt", leapMs: 86_400_000 * 400, since } as unknown as IncidentReason;
const back = { kind: "scheduler-down", jobs: ["bake", "prune"], backAt: at, since } as unknown as IncidentReason;

describe("a message's title is what it is about and what became of it", () => {
  it.each<[string, Partial<Alert>]>([
    ["Job bake failed", {}],
    ["Job bake is late", { severity: "STALE", reasons: [late] }],
    [
      "Watch held-money found something",
      { subject: watch, severity: "STALE", reasons: [{ kind: "found", count: 2 } as never] },
    ],
    ["Scheduler or host down: most jobs are late together", { subject: host, severity: "STALE", reasons: [late] }],
    [
      "The scheduler runs again, and jobs have not caught up yet: 2",
      { subject: host, severity: "STALE", reasons: [back] },
    ],
    ["Clock of vps has leapt: all jobs are held", { subject: { kind: "host", name: "clock@vps" }, reasons: [leapt] }],
    [
      "Clock of vps is right again, all jobs go on",
      { kind: "resolved", subject: { kind: "host", name: "clock@vps" }, reasons: [leapt] },
    ],
    ["Job bake keeps failing and recovering", { isFlapping: true }],
    ["Job bake failed, and there is another cause", { kind: "changed" }],
    ["Job bake failed, and it is not over", { kind: "reminder" }],
    ["Job bake is well again, after 2 h 5 min", { kind: "resolved" }],
    ["Job bake is well again, after 1 s", { kind: "resolved", at: since }],
    ["Job bake succeeded after all", { kind: "withdrawn" }],
    ["A run of bake could not be recorded", { kind: "unrecorded" }],
    ["The database cannot be used", { kind: "unrecorded", subject: { kind: "host", name: "database" } }],
    ["Runs are recorded again, after 2 h 5 min", { kind: "recorded" }],
    [
      "The database can be used again, after 2 h 5 min",
      { kind: "recorded", subject: { kind: "host", name: "database" } },
    ],
    ["Test message", { kind: "test", subject: null, message: "Sari" }],
    ["2 alerts at once", { kind: "summary", subject: null, alerts: [alert({}), alert({ kind: "resolved" })] }],
  ])("%s", (title, change) => {
    expect(english.alert(alert(change)).title).toBe(title);
    const { title: own, cause, details } = indonesian.alert(alert(change));
    expect(own).not.toBe(title);
    expect([own, ...cause, ...details].join("\n")).not.toMatch(/undefined|\[object|NaN/);
  });
});

describe("what else it says", () => {
  it.each<[string, Partial<Alert>, { cause: string[]; details: string[] }]>([
    [
      "an error of the app's own: its message, since when, how often, what to do",
      { streak: 3 },
      {
        cause: ["the oven is cold"],
        details: [
          "Since 24 Nov 2026 08:00:00 UTC · 3 in a row",
          "What to do: open the run, read its error, mend it and run it again.",
        ],
      },
    ],
    ["what is over says nothing more", { kind: "resolved" }, { cause: [], details: [] }],
    [
      "a run of which nothing was heard has succeeded",
      { kind: "withdrawn" },
      { cause: ["The run that was not heard of has succeeded. What was said of it was wrong."], details: [] },
    ],
    [
      "nothing was lost while the database was away",
      { kind: "recorded", streak: 0 },
      { cause: ["None was lost."], details: [] },
    ],
    [
      "or so much was",
      { kind: "recorded", streak: 1200 },
      { cause: ["Runs without a row, or without an end: 1,200."], details: [] },
    ],
    [
      "a test says who asked",
      { kind: "test", subject: null, message: "Sari" },
      { cause: ["Sari asked for it. If you can read this, the channel works."], details: [] },
    ],
    [
      "a watch says its own sentence",
      {
        subject: watch,
        severity: "STALE",
        reasons: [{ kind: "found", count: 2, since } as never],
        sentence: { en: "2 payouts wait", id: "2 pencairan menunggu" },
      },
      {
        cause: ["2 payouts wait"],
        details: ["Since 24 Nov 2026 08:00:00 UTC", "What to do: open the list and deal with each."],
      },
    ],
  ])("%s", (_, change, expected) => expect(english.alert(alert(change))).toMatchObject(expected));

  it("a known error stands below what it means, and its own advice wins", () => {
    const deadlock: IncidentReason = { ...error, message: "deadlock detected" };
    const { cause, details } = english.alert(alert({ reasons: [deadlock] }));
    expect(cause).toEqual([expect.stringMatching(/^Two pieces of work waited/), "deadlock detected"]);
    expect(details.at(-1)).toBe("What to do: Nothing is half done. Run it again; that usually succeeds at once.");
  });

  it("flapping is said to be one message for all of it", () => {
    expect(english.alert(alert({ isFlapping: true })).details[1]).toMatch(/^This is one message for all of it/);
  });

  it("a summary has a line a message, with the first line of its cause", () => {
    const alerts = [alert({ reasons: [{ ...error, message: "first\nsecond" }] }), alert({ kind: "resolved" })];
    expect(english.alert(alert({ kind: "summary", subject: null, alerts })).cause).toEqual([
      "Job bake failed: first",
      "Job bake is well again, after 2 h 5 min",
    ]);
  });

  it.each([
    [20, 20, "Job bake failed: the oven is cold"],
    [21, 21, "… and 1 more"],
    [1_500, 21, "… and 1,480 more"],
  ])("of %d messages it has %d lines, the last of which is %j", (amount, lines, last) => {
    const { cause } = english.alert(alert({ kind: "summary", subject: null, alerts: Array(amount).fill(alert({})) }));
    expect([cause.length, cause.at(-1)]).toEqual([lines, last]);
  });
});
