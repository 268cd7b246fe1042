import { beforeEach, describe, expect, it } from "vitest";
import { defineJob } from "../job/job.ts";
import { testDatabase } from "../testing/database.ts";
import { testChannel, testClock, testRonda } from "../testing/engine.ts";
import type { JobOptions } from "../types.ts";

const database = testDatabase();
const description = { id: "Mengirim email", en: "Sends mail" };
const clock = testClock("2026-11-23T00:00:00Z");
beforeEach(() => clock.set("2026-11-23T00:00:00Z"));
const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

/** A job that fails until it is mended. */
function fragileJob(options: Partial<JobOptions> = {}) {
  const state = { broken: true, message: "Resend is away" };
  const run = () => {
    if (state.broken) throw new Error(state.message);
    return { picked: 0 };
  };
  return {
    state,
    job: defineJob({ name: "process-email-jobs", schedule: "*/5 * * * *", description, run, ...options }),
  };
}

async function given(options: Partial<JobOptions> = {}) {
  const { state, job } = fragileJob(options);
  const channel = testChannel();
  const ronda = await testRonda(database, [job], { clock, channels: [channel] });
  const runAt = async (minutes: number, broken: boolean) => {
    clock.set(new Date(Date.parse("2026-11-23T00:00:00Z") + minutes * minuteMs).toISOString());
    state.broken = broken;
    await ronda.runCron(job.name);
    await ronda.patrol();
  };
  const told = () => channel.alerts.map(({ kind, at }) => `${at.toISOString().slice(11, 16)} ${kind}`);
  return { state, job, channel, ronda, runAt, told };
}

describe("a job that keeps failing", () => {
  it("is one incident: told when it opens, every 4 hours, and when it is over", async () => {
    const { job, channel, ronda, runAt, told } = await given();
    for (let minutes = 0; minutes <= 8 * 60; minutes += 5) await runAt(minutes, true);
    await runAt(8 * 60 + 5, false);
    expect(told()).toEqual(["00:00 opened", "04:00 reminder", "08:00 reminder", "08:05 resolved"]);
    expect(channel.alerts[0]).toMatchObject({
      app: "bakery",
      subject: { kind: "job", name: job.name },
      severity: "FAILED",
      message: "Resend is away",
      streak: 1,
    });
    expect(channel.alerts[2]).toMatchObject({ streak: 97, since: new Date("2026-11-23T00:00:00Z") });
    const [incident, ...others] = await ronda.incidents();
    expect(others).toEqual([]);
    expect(incident).toMatchObject({ alertCount: 3, resolvedAt: new Date("2026-11-23T08:05:00Z") });
    const { history = [], deliveries = [] } = (await ronda.incident(incident!.id)) ?? {};
    expect(history.map(({ kind }) => kind)).toEqual(["opened", "reminded", "reminded", "resolved"]);
    expect(deliveries.every(({ sentAt }) => sentAt !== null)).toBe(true);
  });

  it("is opened together with its messages by the close of the run, and ended by the next success", async () => {
    const { ronda, job, state, channel } = await given();
    const events: string[] = [];
    for (const name of ["incident.opened", "incident.resolved"] as const) ronda.on(name, () => void events.push(name));
    await ronda.runCron(job.name);
    expect(await ronda.incidents({ open: true })).toMatchObject([
      { subject: { name: job.name }, severity: "FAILED", reasons: [{ kind: "error", message: "Resend is away" }] },
    ]);
    state.broken = false;
    clock.advance(2 * hourMs);
    await ronda.runCron(job.name);
    await ronda.stop();
    expect(await ronda.incidents({ open: true })).toEqual([]);
    expect(channel.alerts.map(({ kind }) => kind)).toEqual(["opened", "resolved"]);
    expect(channel.alerts[1]).toMatchObject({ since: new Date("2026-11-23T00:00:00Z"), at: clock() });
    expect(events).toEqual(["incident.opened", "incident.resolved"]);
  });

  it("tells of it after as many failures as the job asks for", async () => {
    const { runAt, told, ronda } = await given({ failuresBeforeAlert: 3 });
    for (const minutes of [0, 5]) await runAt(minutes, true);
    expect(await ronda.incidents()).toEqual([]);
    for (const minutes of [10, 15]) await runAt(minutes, true);
    expect(told()).toEqual(["00:10 opened"]);
  });

  it("tells of a reason of another kind at once, and no second time", async () => {
    const { runAt, told, channel, ronda } = await given();
    await runAt(0, true);
    clock.advance(17 * minuteMs);
    await ronda.patrol();
    await ronda.patrol();
    await runAt(20, true);
    expect(told()).toEqual(["00:00 opened", "00:17 changed"]);
    expect(channel.alerts[1]!.reasons.map(({ kind }) => kind)).toEqual(["error", "missed"]);
  });

  it("is repeated by the patrol when it does not even run again, by one of many", async () => {
    const { ronda, job, told } = await given({ schedule: "0 18 * * *" });
    await ronda.runCron(job.name);
    clock.advance(4 * hourMs - 1);
    expect(await ronda.patrol()).toMatchObject({ reminded: 0 });
    clock.advance(1);
    expect(await ronda.patrol()).toMatchObject({ reminded: 1 });
    expect(await ronda.patrol()).toMatchObject({ reminded: 0 });
    expect(told()).toEqual(["00:00 opened", "04:00 reminder"]);
  });

  it("is left, without a word, when it has left the registry", async () => {
    const { ronda, job, told, channel } = await given();
    await ronda.runCron(job.name);
    const next = await testRonda(database, [], { clock, channels: [channel] });
    await ronda.stop();
    clock.advance(4 * hourMs);
    expect(await next.patrol()).toMatchObject({ reminded: 0, resolved: 1 });
    expect(told()).toEqual(["00:00 opened"]);
    const [incident] = await next.incidents();
    expect((await next.incident(incident!.id))?.history.at(-1)).toMatchObject({ kind: "left" });
  });

  it("is repeated too when it is a hand-written handler, which no registry names", async () => {
    const channel = testChannel();
    const ronda = await testRonda(database, [], { clock, channels: [channel] });
    await ronda.runCron("seed-handler", () => Promise.reject(new Error("broken")));
    clock.advance(4 * hourMs);
    await ronda.patrol();
    expect(channel.alerts.map(({ kind }) => kind)).toEqual(["opened", "reminder"]);
  });

  it("is one incident and one message, however many processes see it fail", async () => {
    const { job } = fragileJob();
    const channel = testChannel();
    const processes = await Promise.all(
      [1, 2, 3].map(() => testRonda(database, [job], { clock, channels: [channel] })),
    );
    for (let round = 0; round < 3; round++) {
      await Promise.all(processes.map((ronda) => ronda.runCron(job.name)));
      await Promise.all(processes.map((ronda) => ronda.patrol()));
    }
    await Promise.all(processes.map((ronda) => ronda.stop()));
    expect(channel.alerts).toHaveLength(1);
    expect(await processes[0]!.incidents()).toHaveLength(1);
  });
});

describe("what somebody has said of an incident", () => {
  const set = (columns: string, values: unknown[]) =>
    database.pool.query(`update "RondaIncident" set ${columns} where "resolvedAt" is null`, values);

  it("acknowledged: it is repeated no more, until another reason comes", async () => {
    const { ronda, runAt, told, channel } = await given({ schedule: "0 * * * *" });
    await runAt(0, true);
    await set(`"acknowledgedAt" = $1, "acknowledgedBy" = 'Sari'`, [clock()]);
    await runAt(4 * 60, true);
    expect(told()).toEqual(["00:00 opened"]);
    clock.advance(2 * hourMs);
    await ronda.patrol();
    expect(told()).toEqual(["00:00 opened", "06:00 changed"]);
    expect(channel.alerts[1]!.reasons.map(({ kind }) => kind)).toContain("missed");
    expect((await ronda.incidents())[0]!.acknowledged).toBeNull();
  });

  it("snoozed: nothing is told until then, and then what came meanwhile", async () => {
    const { ronda, runAt, told } = await given({ schedule: "0 * * * *" });
    await runAt(0, true);
    await set(`"snoozedUntil" = $1, "snoozedBy" = 'Sari'`, [new Date("2026-11-23T12:00:00Z")]);
    for (let minutes = 60; minutes <= 11 * 60; minutes += 60) await runAt(minutes, true);
    clock.set("2026-11-23T11:59:00Z");
    await ronda.patrol();
    expect(told()).toEqual(["00:00 opened"]);
    clock.set("2026-11-23T12:00:00Z");
    await ronda.patrol();
    expect(told()).toEqual(["00:00 opened", "12:00 reminder"]);
  });
});

describe("a job that fails and recovers all the time", () => {
  it("becomes one message that says so, and is over only when it has been quiet", async () => {
    const { runAt, told, channel, ronda } = await given({ schedule: "*/10 * * * *" });
    for (let slot = 0; slot < 20; slot++) await runAt(slot * 10, slot % 2 === 0);
    expect(told()).toEqual(["00:00 opened", "00:10 resolved", "00:20 opened", "00:30 resolved", "00:40 opened"]);
    expect(channel.alerts.map(({ isFlapping }) => isFlapping)).toEqual([false, false, false, false, true]);
    for (let slot = 20; slot < 32; slot++) await runAt(slot * 10, false);
    expect(told().slice(5)).toEqual(["04:50 resolved"]);
    expect(await ronda.incidents()).toHaveLength(3);
  });
});

describe("a useless result", () => {
  it("is an incident, and a good one ends it", async () => {
    const state = { picked: 0 };
    const job = defineJob({
      name: "process-email-jobs",
      schedule: "*/5 * * * *",
      description,
      run: () => ({ picked: state.picked }),
      expect: ({ picked }) => (picked === 0 ? "no mail was sent" : undefined),
    });
    const channel = testChannel();
    const ronda = await testRonda(database, [job], { clock, channels: [channel] });
    await ronda.runCron(job.name);
    state.picked = 1;
    clock.advance(5 * minuteMs);
    await ronda.runCron(job.name);
    await ronda.stop();
    expect(channel.alerts.map(({ kind, message }) => [kind, message])).toEqual([
      ["opened", "no mail was sent"],
      ["resolved", "no mail was sent"],
    ]);
  });
});

describe("most jobs late at once", () => {
  const jobs = ["a", "b", "c", "d"].map((name) =>
    defineJob({ name, schedule: "0 * * * *", description, run: () => ({ done: 1 }) }),
  );

  it("are one incident, over when none of them is late any more", async () => {
    const channel = testChannel();
    const ronda = await testRonda(database, jobs, { clock, channels: [channel] });
    clock.set("2026-11-23T01:01:00Z");
    await ronda.runCron("a");
    clock.set("2026-11-23T02:10:00Z");
    await ronda.patrol();
    expect(await ronda.incidents({ open: true })).toMatchObject([
      {
        subject: { kind: "host", name: "scheduler" },
        severity: "STALE",
        reasons: [{ kind: "scheduler-down", jobs: ["a", "b", "c", "d"] }],
      },
    ]);
    for (const name of ["a", "b", "c"]) await ronda.runCron(name, { trigger: "schedule" });
    await ronda.patrol();
    expect(await ronda.incidents({ open: true })).toMatchObject([{ reasons: [{ jobs: ["d"] }] }]);
    await ronda.runCron("d", { trigger: "schedule" });
    await ronda.patrol();
    expect(channel.alerts.map(({ kind, subject }) => `${subject?.kind} ${kind}`)).toEqual([
      "host opened",
      "host resolved",
    ]);
  });

  it("take the incidents of those that were late first into theirs; two alone are no such thing", async () => {
    const channel = testChannel();
    const ronda = await testRonda(database, jobs, { clock, channels: [channel] });
    clock.set("2026-11-23T01:00:30Z");
    for (const name of ["c", "d"]) await ronda.runCron(name);
    clock.set("2026-11-23T01:10:00Z");
    await ronda.patrol();
    clock.set("2026-11-23T02:10:00Z");
    await ronda.patrol();
    const [host] = await ronda.incidents({ open: true });
    expect(host).toMatchObject({ subject: { kind: "host" }, ending: null, mergedInto: null });
    // What went on as part of another is not over: it says of which.
    const merged = { ending: "merged", mergedInto: host!.id };
    expect(await ronda.incidents({ open: false })).toMatchObject([merged, merged]);
    expect(channel.alerts.map(({ kind, subject }) => `${subject?.name} ${kind}`)).toEqual([
      "a opened",
      "b opened",
      "scheduler opened",
    ]);
  });
});
