import { expect, it } from "vitest";
import type { HealthReason, Incident, JobOverview } from "../types.ts";
import { lateTogether, schedulerSubject } from "./late-together.ts";

const since = new Date("2026-11-23T18:00:00Z");
const missed: HealthReason = { kind: "missed", count: 1, since };
const hostDown: HealthReason = { kind: "host-down", since };
const rejected: HealthReason = { kind: "rejected", count: 3, since };

/** A job with these reasons; only what is looked at. */
const job = (name: string, reasons: HealthReason[], changes: Partial<JobOverview["health"]> = {}) =>
  ({ name, schedule: "0 * * * *", health: { reasons, state: null, ...changes } }) as JobOverview;
const jobs = (...reasons: HealthReason[][]) => reasons.map((each, at) => job(`job-${at}`, each));
const names = (count: number) => Array.from({ length: count }, (_, at) => `job-${at}`);

it("three of five are together, and two, or half, are not", () => {
  expect(lateTogether(jobs([missed], [missed], [missed], [], []), [])).toMatchObject({
    jobs: names(3),
    reasons: [{ kind: "scheduler-down", jobs: names(3), since }],
  });
  expect(lateTogether(jobs([missed], [missed], []), [])).toBeUndefined();
  expect(lateTogether(jobs([missed], [missed], [missed], [], [], []), [])).toBeUndefined();
});

it("those that wait, are paused, or have no schedule do not count, and neither do restarts and failures", () => {
  const late = jobs([missed], [missed], [missed]);
  const others = names(4).map((name) => job(`waiting-${name}`, [], { state: "waiting" }));
  expect(lateTogether([...late, ...others], [])).toMatchObject({ jobs: names(3) });
  const restarting: HealthReason = { kind: "restarts", count: 3, since };
  const failed: HealthReason = { kind: "error", message: "no", runId: "r", since };
  expect(lateTogether(jobs([restarting], [restarting], [failed]), [])).toBeUndefined();
});

it("says that the host was down where that explains most of them, and that triggers were rejected", () => {
  const down = jobs([hostDown, missed], [hostDown, missed], [missed]);
  expect(lateTogether(down, [])!.reasons).toEqual([{ kind: "host-down", jobs: names(3), since }]);
  const refused = jobs([rejected, missed], [rejected, missed], [rejected, missed]);
  expect(lateTogether(refused, [])!.reasons).toMatchObject([
    { kind: "scheduler-down" },
    { kind: "rejected", count: 9 },
  ]);
});

it("stays until none of its jobs is late any more, and takes no new one in alone", () => {
  const open = [
    { subject: schedulerSubject, reasons: [{ kind: "scheduler-down", jobs: names(3), since }] },
  ] as Incident[];
  const left = [...jobs([], [], [missed], [], []), job("new", [missed])];
  expect(lateTogether(left, open)!.jobs).toEqual(["job-2"]);
  expect(lateTogether([...jobs([], [], []), job("new", [missed])], open)).toBeUndefined();
});

const neverRan: HealthReason = { kind: "never-ran", since };
const came = (at: string, trigger = "schedule") =>
  ({ ...job("often", []), lastTrigger: { at: new Date(at), trigger } }) as JobOverview;
const after = came("2026-11-23T18:05:00Z");
const open = (jobNames: string[]) =>
  [{ subject: schedulerSubject, reasons: [{ kind: "scheduler-down", jobs: jobNames, since }] }] as Incident[];

it("where a schedule still comes, a forgotten line or an old secret says nothing of the scheduler, unless most have just that", () => {
  expect(lateTogether([...jobs([missed], [neverRan], [rejected, missed]), after], [])).toBeUndefined();
  expect(
    lateTogether([...jobs([missed], [neverRan], [rejected, missed]), came("2026-11-23T17:55:00Z")], []),
  ).toMatchObject({
    jobs: names(3),
  });
  expect(lateTogether([...jobs([rejected], [rejected], [rejected]), after], [])).toMatchObject({ jobs: names(3) });
});

it("says that triggers are back once a schedule came after all had begun to be late", () => {
  const cause = (often: JobOverview) => lateTogether([...left, often], open(names(3)))!.reasons[0];
  const left = jobs([missed], [missed], [missed]).map((each) => ({ ...each, slots: [] }) as JobOverview);
  expect(cause(after)).toMatchObject({ kind: "scheduler-down", backAt: new Date("2026-11-23T18:05:00Z") });
  expect(cause(came("2026-11-23T17:55:00Z"))).not.toHaveProperty("backAt");
  expect(cause(came("2026-11-23T18:05:00Z", "manual"))).not.toHaveProperty("backAt");
});

it("lets those go, once triggers are back, that have a cause of their own", () => {
  const slots = (...at: string[]) => at.map((slotAt) => ({ slotAt: new Date(slotAt), mark: "missed", runId: null }));
  const late = (name: string, reasons: HealthReason[], ...at: string[]) =>
    ({ ...job(name, reasons), slots: slots(...at) }) as unknown as JobOverview;
  const all = [
    late("nightly", [missed], "2026-11-23T18:00:00Z"),
    late("forgotten", [neverRan], "2026-11-23T18:00:00Z"),
    late("refused", [rejected, missed], "2026-11-23T18:00:00Z"),
    late("lost", [missed], "2026-11-23T18:00:00Z", "2026-11-23T18:10:00Z"),
  ];
  const others = jobs([], [], [], [], []);
  expect(lateTogether([...all, ...others, after], open(all.map(({ name }) => name)))!.jobs).toEqual(["nightly"]);
});
