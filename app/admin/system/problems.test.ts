import type { HealthReason, JobOverview } from "ronda";
import type { Badge, Incident, WatchOverview } from "ronda/types";
import { describe, expect, it } from "vitest";
import { foundAndAdvice, problemsOf } from "./problems.ts";
import { pausedJobs } from "./rooms.ts";

const at = (hour: number) => new Date(Date.UTC(2026, 4, 10, hour));
const job = (name: string, badge: Badge, reasons: HealthReason[] = []) =>
  ({ name, health: { badge, reasons }, paused: null }) as unknown as JobOverview;
const error = (hour: number): HealthReason => ({
  kind: "error",
  message: "boom",
  runId: `run-${hour}`,
  since: at(hour),
});
const missed = (hour: number): HealthReason => ({ kind: "missed", count: 2, since: at(hour) });
const incident = (given: Pick<Incident, "id" | "subject" | "severity" | "reasons">) =>
  ({ openedAt: at(0), runId: null, ...given }) as Incident;
const watch = (name: string, given: Partial<WatchOverview> = {}) =>
  ({
    name,
    sentence: `${name} found`,
    count: 1,
    amountRupiah: null,
    oldestAt: at(5),
    href: "/x",
    error: null,
    ...given,
  }) as WatchOverview;

const keys = (seen: Partial<Parameters<typeof problemsOf>[0]>) =>
  problemsOf({ jobs: [], incidents: [], watches: [], ...seen }).map(({ key }) => key);

describe("what is wrong", () => {
  it("is nothing on a good morning", () => {
    expect(keys({ jobs: [job("mails", "OK")], watches: [watch("money", { count: 0, oldestAt: null })] })).toEqual([]);
  });

  it("is not what a watch of another release found: who looks now finds it under its own name", () => {
    const found = { kind: "found", count: 1, amountRupiah: 5, oldestAt: at(1), href: null, since: at(1) } as const;
    const of = (name: string) =>
      incident({ id: name, subject: { kind: "watch", name }, severity: "STALE", reasons: [found] });
    expect(keys({ watches: [watch("money")], incidents: [of("money"), of("former")] })).toEqual(["money"]);
  });

  it("is told once, by its incident where there is one", () => {
    const open = incident({
      id: "i1",
      subject: { kind: "job", name: "mails" },
      severity: "FAILED",
      reasons: [error(3)],
    });
    const found = incident({ id: "i2", subject: { kind: "watch", name: "money" }, severity: "STALE", reasons: [] });
    const jobs = [job("mails", "FAILED", [error(3)]), job("trips", "STALE", [missed(1)])];
    expect(keys({ jobs, incidents: [open, found], watches: [watch("money"), watch("files")] })).toEqual([
      "i1",
      "i2",
      "job trips",
      "watch files",
    ]);
  });

  it("stands worst first, and what began first before what came later", () => {
    const jobs = [
      job("late", "STALE", [missed(1)]),
      job("later", "FAILED", [error(9)]),
      job("first", "FAILED", [error(2)]),
    ];
    expect(keys({ jobs })).toEqual(["job first", "job later", "job late"]);
    const grave = [job("cleanup-trip-images", "FAILED", [error(1)]), job("process-email-jobs", "FAILED", [error(9)])];
    expect(keys({ jobs: [...grave, job("money-reconcile", "FAILED", [error(9)])] })).toEqual([
      "job money-reconcile",
      "job process-email-jobs",
      "job cleanup-trip-images",
    ]);
  });

  it("is one thing while the scheduler is down, and jobs that failed by themselves", () => {
    const down = incident({
      id: "down",
      subject: { kind: "host", name: "scheduler" },
      severity: "STALE",
      reasons: [{ kind: "scheduler-down", jobs: ["a", "b"], since: at(1) }],
    });
    const jobs = [job("a", "STALE", [missed(1)]), job("b", "STALE", [missed(1)]), job("c", "FAILED", [error(1)])];
    expect(keys({ jobs, incidents: [down] })).toEqual(["job c", "down"]);
    // What is late for a reason of its own is told before a patrol has made an incident of it.
    expect(keys({ jobs: [...jobs, job("d", "STALE", [missed(3)])], incidents: [down] })).toEqual([
      "job c",
      "down",
      "job d",
    ]);
  });

  it("stands last while somebody deals with it, however bad it is", () => {
    const of = (id: string, severity: Incident["severity"], handling: Incident["handling"]) => ({
      ...incident({ id, subject: { kind: "job", name: id }, severity, reasons: [] }),
      handling,
    });
    const incidents = [
      of("acknowledged", "FAILED", "acknowledged"),
      of("snoozed", "STALE", "snoozed"),
      of("waits", "STALE", "unhandled"),
    ];
    expect(keys({ incidents })).toEqual(["waits", "acknowledged", "snoozed"]);
  });

  it("is a watch that could not look, with why", () => {
    const [problem] = problemsOf({
      jobs: [],
      incidents: [],
      watches: [watch("money", { count: 0, oldestAt: null, checkedAt: at(6), error: "time-out" })],
    });
    expect(problem?.reasons).toEqual([{ kind: "blind", message: "time-out", since: at(6) }]);
  });

  it("stands behind what it follows from: a job that keeps the watch empty, or that the scheduler is down", () => {
    const jobs = [
      job("mails", "FAILED", [error(1)]),
      job("payouts", "FAILED", [error(3)]),
      job("prune", "STALE", [missed(0)]),
    ];
    const watches = [watch("held", { jobs: ["payouts"] }), watch("money", { jobs: ["fine"] }), watch("files")];
    const found = problemsOf({ jobs, incidents: [], watches });
    expect(found.map(({ key }) => key)).toEqual([
      "job mails",
      "job payouts",
      "watch held",
      "job prune",
      "watch money",
      "watch files",
    ]);
    expect(found.map(({ cause }) => cause)).toEqual([
      null,
      null,
      { kind: "job", name: "payouts", since: at(3) },
      null,
      null,
      null,
    ]);
  });

  it("follows from nothing that went wrong only after it was found", () => {
    const found = {
      ...incident({ id: "i1", subject: { kind: "watch", name: "held" }, severity: "STALE", reasons: [] }),
      openedAt: at(2),
    };
    const watches = [watch("held", { jobs: ["payouts"] })];
    const causeSince = (hour: number) =>
      problemsOf({ jobs: [job("payouts", "FAILED", [error(hour)])], incidents: [found], watches }).find(
        ({ subject }) => subject.kind === "watch",
      )?.cause?.since;
    expect([causeSince(1), causeSince(2), causeSince(3)]).toEqual([at(1), at(2), undefined]);
  });

  it("says that it may follow from a pause, and stays where it is", () => {
    const paused = { since: at(1), until: null, by: "sari@setrip.example", reason: "moving" };
    const jobs = [{ ...job("payouts", "OK"), paused }, job("mails", "FAILED", [error(1)])];
    const found = problemsOf({ jobs, incidents: [], watches: [watch("held", { jobs: ["payouts"] })] });
    expect(found.map(({ key, cause }) => [key, cause?.kind])).toEqual([
      ["job mails", undefined],
      ["watch held", "paused"],
    ]);
  });

  it("says of an incident of a watch what the watch says", () => {
    const found = incident({ id: "i2", subject: { kind: "watch", name: "money" }, severity: "STALE", reasons: [] });
    expect(problemsOf({ jobs: [], incidents: [found], watches: [watch("money")] })[0]?.sentence).toBe("money found");
  });
});

it("a paused job is none of these, but nobody shall forget it", () => {
  const paused = { since: at(1), until: null, by: "sari@setrip.example", reason: "moving" };
  const jobs = [{ ...job("mails", "OK"), paused }, job("trips", "OK")];
  expect(pausedJobs(jobs).map(({ name }) => name)).toEqual(["mails"]);
  expect(keys({ jobs })).toEqual([]);
});

it.each([
  ["1.234 mails failed. Send them again.", { found: "1.234 mails failed", advice: "Send them again." }],
  ["3 photos are lost", { found: "3 photos are lost", advice: "" }],
  ["Lost. Restore `a.b`. Then look.", { found: "Lost", advice: "Restore `a.b`. Then look." }],
])("%s says what was found, and what to do", (sentence, parts) => {
  expect(foundAndAdvice(sentence)).toEqual(parts);
});
