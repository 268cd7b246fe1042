import { describe, expect, it } from "vitest";
import { raiseIncident } from "../alerts/incidents.ts";
import { openDatabase } from "../database/database.ts";
import { defineJob } from "../job/job.ts";
import { testDatabase } from "../testing/database.ts";
import { testChannel, testClock, testRonda } from "../testing/engine.ts";
import type { Incident, IncidentReason, IncidentSubject } from "../types.ts";

const database = testDatabase();
const now = new Date("2026-11-24T08:00:00Z");
const minutesAgo = (minutes: number) => new Date(now.getTime() - minutes * 60_000);
const by = "Sari";

type Wrong = { subject: IncidentSubject; severity?: Incident["severity"]; reasons: IncidentReason[] };

const blind = (name: string, minutes: number, severity: Incident["severity"] = "STALE"): Wrong => ({
  subject: { kind: "watch", name },
  severity,
  reasons: [{ kind: "blind", message: "no table", since: minutesAgo(minutes) }],
});

/** An engine with what is wrong, opened a minute ago in the order in which it is given. */
async function withIncidents(...wrong: Wrong[]) {
  const clock = testClock(now.toISOString());
  const ronda = await testRonda(database, [], { clock });
  const raise = ({ subject, severity = "STALE", reasons }: Wrong, at = minutesAgo(1)) =>
    raiseIncident(
      openDatabase(database.pool),
      { subject, severity, reasons, runId: null, streak: 0 },
      { now: at, channels: [], flappingMs: 3_600_000 },
    );
  const ids = new Map<string, string>();
  for (const each of wrong) ids.set(each.subject.name, (await raise(each)).incidentId!);
  const shown = async () =>
    (await ronda.overview()).incidents.map(({ subject, handling }) => `${subject.name} ${handling}`);
  const page = async () => {
    const response = await ronda.page(new Request("http://localhost/ronda"), { authorize: () => by });
    return /<h1[^>]*>(.*?)<\/h1>/s.exec(await response.text())![1]!.replace(/<[^>]*>/g, "");
  };
  return { clock, ronda, raise, shown, page, id: (name: string) => ids.get(name)! };
}

describe("what is open", () => {
  it("stands in the order in which it needs somebody: what nobody deals with first, then acknowledged, then snoozed", async () => {
    const { ronda, shown, page, id } = await withIncidents(
      blind("late-new", 5),
      blind("late-old", 50),
      blind("failed", 1, "FAILED"),
      blind("failed-snoozed", 99, "FAILED"),
      blind("failed-acknowledged", 90, "FAILED"),
      { ...blind("scheduler", 2), subject: { kind: "host", name: "scheduler" } },
      blind("late-acknowledged", 95),
    );
    expect(await page()).toBe("7 other things need attention.");
    await ronda.acknowledge(id("failed-acknowledged"), { by });
    await ronda.acknowledge(id("late-acknowledged"), { by });
    await ronda.snooze(id("failed-snoozed"), { by, until: new Date("2026-11-24T09:00:00Z") });
    expect(await shown()).toEqual([
      "failed unhandled",
      "scheduler unhandled",
      "late-old unhandled",
      "late-new unhandled",
      "late-acknowledged acknowledged",
      "failed-acknowledged acknowledged",
      "failed-snoozed snoozed",
    ]);
    expect(await page()).toBe("4 other things need attention, 2 are being looked after, 1 is snoozed.");
  });

  it("needs somebody again as soon as there is a reason of another kind, and at the end of its snooze", async () => {
    const { clock, ronda, raise, shown, id } = await withIncidents(blind("one", 5), blind("two", 4));
    await ronda.acknowledge(id("one"), { by });
    await ronda.snooze(id("two"), { by, until: new Date("2026-11-24T09:00:00Z") });
    await raise(blind("one", 5), now);
    expect(await shown()).toEqual(["one acknowledged", "two snoozed"]);
    const found = { kind: "found", count: 1, amountRupiah: null, oldestAt: now, href: null, since: now } as const;
    await raise({ ...blind("one", 5), reasons: [...blind("one", 5).reasons, found] }, now);
    expect(await shown()).toEqual(["one unhandled", "two snoozed"]);
    clock.set("2026-11-24T09:00:00Z");
    expect(await shown()).toEqual(["one unhandled", "two unhandled"]);
    expect(await ronda.incident(id("two"))).toMatchObject({ handling: "unhandled" });
  });

  it("needs somebody again when a week has not mended it, and is told again; who had looked after it is still known", async () => {
    const clock = testClock("2026-11-24T05:30:00Z");
    const channel = testChannel();
    const bake = defineJob({ name: "bake", schedule: "0 4 * * *", description: "Bakes", run: () => ({}) });
    const ronda = await testRonda(database, [bake], { clock: testClock("2026-11-24T03:00:00Z"), channels: [channel] });
    await ronda.stop();
    const later = await testRonda(database, [bake], { clock, channels: [channel] });
    await later.patrol();
    const [{ id } = { id: "" }] = await later.incidents();
    await later.acknowledge(id, { by, reason: "installed on Thursday" });
    clock.set("2026-12-01T05:29:00Z");
    await later.patrol();
    expect(await later.incident(id)).toMatchObject({ handling: "acknowledged", formerly: null });
    clock.set("2026-12-01T05:30:00Z");
    await later.patrol();
    const formerly = { at: new Date("2026-11-24T05:30:00Z"), by, reason: "installed on Thursday" };
    expect(await later.incident(id)).toMatchObject({ handling: "unhandled", acknowledged: null, formerly });
    expect((await later.incident(id))!.history.map(({ kind }) => kind)).toEqual([
      ...["opened", "acknowledged", "returned", "reminded"],
    ]);
    expect(channel.alerts.map(({ kind }) => kind)).toEqual(["opened", "reminder"]);
    // Whoever looks after it now does so for a week of their own.
    expect(await later.acknowledge(id, { by: "Hugo" })).toEqual({ ok: true });
    clock.set("2026-12-05T05:30:00Z");
    await later.patrol();
    expect(await later.incident(id)).toMatchObject({ handling: "acknowledged", formerly: null });
    await later.stop();
  });

  it("is acknowledged beside a snooze, which says more", async () => {
    const { ronda, shown, id } = await withIncidents(blind("one", 5));
    await ronda.acknowledge(id("one"), { by });
    await ronda.snooze(id("one"), { by, until: new Date("2026-11-24T09:00:00Z") });
    expect(await shown()).toEqual(["one snoozed"]);
  });
});

it("a job's failure that somebody looks after is no longer counted as what needs somebody", async () => {
  const run = () => Promise.reject(new Error("the oven is cold"));
  const bake = defineJob({ name: "bake", schedule: "0 4 * * *", description: "Bakes", run });
  const ronda = await testRonda(database, [bake], { clock: testClock(now.toISOString()) });
  await ronda.runCron("bake", { trigger: "manual" });
  const headline = async () => {
    const response = await ronda.page(new Request("http://localhost/ronda"), { authorize: () => by, locale: "id" });
    const text = await response.text();
    return /<h1[^>]*>(.*?)<\/h1>/s.exec(text)![1]!.replace(/<[^>]*>/g, "");
  };
  expect(await headline()).toBe("1 job gagal.");
  await ronda.acknowledge((await ronda.incidents())[0]!.id, { by });
  expect(await headline()).toBe("1 sedang ditangani.");
});

it("one moment is told since when, in the list, of the incident, and in its messages: when its first reason began", async () => {
  const clock = testClock("2026-11-24T00:00:00Z");
  const channel = testChannel();
  const bake = defineJob({ name: "bake", schedule: "0 4 * * *", description: "Bakes", run: () => ({}) });
  const ronda = await testRonda(database, [bake], { clock, channels: [channel] });
  const ended: number[] = [];
  ronda.on("incident.resolved", ({ lastedMs }) => void ended.push(lastedMs));
  clock.set("2026-11-24T05:30:00Z");
  await ronda.patrol();
  const since = new Date("2026-11-24T04:00:00Z");
  const [incident] = await ronda.incidents();
  expect(incident).toMatchObject({ since, openedAt: clock() });
  expect((await ronda.overview()).incidents).toMatchObject([{ since }]);
  expect(await ronda.incident(incident!.id)).toMatchObject({ since });
  await ronda.runCron("bake", { trigger: "schedule" });
  await ronda.patrol();
  expect(channel.alerts.map(({ kind, since }) => [kind, since])).toEqual([
    ["opened", since],
    ["resolved", since],
  ]);
  expect(ended).toEqual([90 * 60_000]);
  await ronda.stop();
});
