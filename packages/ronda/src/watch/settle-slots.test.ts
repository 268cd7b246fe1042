import { describe, expect, it } from "vitest";
import { defineJob, type Job } from "../job/job.ts";
import type { Ronda } from "../ronda.ts";
import type { RondaOptions } from "../ronda-options.ts";
import { testDatabase } from "../testing/database.ts";
import { secret, testClock, testLogger, testRonda } from "../testing/engine.ts";

const database = testDatabase();
const description = { id: "Mengirim email", en: "Sends mail" };
const jobOf = (schedule: string, more: { catchUp?: "once"; timeZone?: string } = {}) =>
  defineJob({ name: "send-mails", schedule, description, ...more, run: () => ({ sent: 1 }) });
const mails = jobOf("*/5 * * * *");

/** The app at six in the evening, patrolled by one process. */
async function app(job: Job = mails, options: Partial<RondaOptions> = {}) {
  const clock = testClock("2026-11-23T18:00:00Z");
  const logger = testLogger();
  const ronda = await testRonda(database, [job], { clock, logger, ...options });
  return { clock, logger, ronda, ...watching(ronda, clock) };
}

function watching(ronda: Ronda, clock: ReturnType<typeof testClock>) {
  const patrolAt = async (time: string) => {
    clock.set(time.length > 8 ? time : `2026-11-23T${time}Z`);
    return (await ronda.patrol()).missed;
  };
  const trigger = async (trigger?: "schedule") => {
    const headers = { authorization: `Bearer ${secret}`, ...(trigger ? { "x-ronda-trigger": trigger } : {}) };
    return await (await ronda.handle(new Request("https://bakery.example/", { headers }), "send-mails")).json();
  };
  const gaps = async () =>
    (await ronda.runs())
      .filter(({ slotCount }) => slotCount !== null)
      .map(({ status, slotAt, slotLastAt, slotCount, startedAt, reason }) => {
        const [first, last] = [slotAt!, slotLastAt!].map((at) => at.toISOString().slice(11, 16));
        return [status, first, last, slotCount, ...(startedAt ? ["started"] : []), ...(reason ? [reason] : [])];
      });
  const days = async () => {
    const { week } = (await ronda.overview()).jobs[0]!;
    return week
      .filter(({ missed, skipped }) => missed || skipped)
      .map(({ day, missed, skipped }) => [day, missed, skipped]);
  };
  return { patrolAt, trigger, gaps, days };
}

describe("slots that nobody ran", () => {
  it("are one row as long as it goes on, and the next is another one", async () => {
    const { patrolAt, trigger, gaps, days, clock, logger, ronda } = await app();
    const heard: unknown[] = [];
    ronda.on("run.missed", ({ slotAt, slotCount, why }) => void heard.push([slotAt.toISOString(), slotCount, why]));
    expect(await patrolAt("18:06:00")).toBe(0);
    expect(await patrolAt("18:06:01")).toBe(1);
    expect(await patrolAt("18:07:00")).toBe(0);
    expect(await patrolAt("18:21:30")).toBe(3);
    expect(await gaps()).toEqual([["MISSED", "18:05", "18:20", 4]]);
    clock.set("2026-11-23T18:25:02Z");
    expect(await trigger()).toMatchObject({ sent: 1 });
    await patrolAt("18:31:30");
    expect(await gaps()).toEqual([
      ["MISSED", "18:30", "18:30", 1],
      ["MISSED", "18:05", "18:20", 4],
    ]);
    expect(await days()).toEqual([["2026-11-23", 5, 0]]);
    const why = "nobody started it within its start grace";
    expect(heard).toEqual([
      ["2026-11-23T18:05:00.000Z", 1, why],
      ["2026-11-23T18:10:00.000Z", 3, why],
      ["2026-11-23T18:30:00.000Z", 1, why],
    ]);
    expect(logger.lines.filter(({ message }) => message.includes("MISSED"))).toHaveLength(2);
  });

  it("are one row where several processes find them at once", async () => {
    const { clock, gaps, days } = await app();
    const others = await Promise.all([1, 2, 3].map(() => testRonda(database, [mails], { clock })));
    clock.set("2026-11-23T18:16:30Z");
    // Without the lease, as if it had been lost at the worst moment.
    const patrols = others.map(async (other) => {
      await database.pool.query(`update "RondaPatrol" set "leaseUntil" = now() - interval '1 second'`);
      return (await other.patrol()).missed;
    });
    const missed = await Promise.all(patrols);
    expect(missed.reduce((sum, count) => sum + count)).toBe(3);
    expect(await gaps()).toEqual([["MISSED", "18:05", "18:15", 3]]);
    expect(await days()).toEqual([["2026-11-23", 3, 0]]);
  });

  it("count on the day of each, in the zone whose days are shown, also when that changes", async () => {
    const job = jobOf("0 * * * *");
    const { patrolAt, days, clock } = await app(job, { displayZone: "Asia/Jakarta" });
    await patrolAt("2026-11-24T18:30:00Z");
    // The day of Jakarta begins at 17:00 in UTC.
    const inJakarta = [
      ["2026-11-24", 22, 0],
      ["2026-11-25", 2, 0],
    ];
    expect(await days()).toEqual(inJakarta);
    const inUtc = await testRonda(database, [job], { clock });
    expect(await watching(inUtc, clock).days()).toEqual([
      ["2026-11-23", 5, 0],
      ["2026-11-24", 19, 0],
    ]);
    await testRonda(database, [job], { clock, displayZone: "Asia/Jakarta" });
    expect(await days()).toEqual(inJakarta);
  });

  it("lose the last one where the schedule runs it late, and its day counts one less", async () => {
    const { patrolAt, trigger, gaps, days, clock } = await app();
    await patrolAt("18:22:00");
    clock.set("2026-11-23T18:22:30Z");
    expect(await trigger("schedule")).toMatchObject({ sent: 1 });
    await expect.poll(gaps).toEqual([["MISSED", "18:05", "18:15", 3]]);
    expect(await days()).toEqual([["2026-11-23", 3, 0]]);
    // The patrol that follows the trigger may be under way yet.
    await patrolAt("18:25:03");
    await patrolAt("18:31:30");
    expect(await gaps()).toEqual([
      ["MISSED", "18:25", "18:30", 2],
      ["MISSED", "18:05", "18:15", 3],
    ]);
  });

  it("say that no process was alive, where that is so of all of them", async () => {
    const { patrolAt, clock } = await app();
    await patrolAt("18:01:00");
    clock.set("2026-11-23T18:12:00Z");
    const after = watching(await testRonda(database, [mails], { clock }), clock);
    expect(await after.patrolAt("18:12:00")).toBe(2);
    expect(await after.gaps()).toEqual([["MISSED", "18:05", "18:10", 2, "no process of the app was alive"]]);
    await after.patrolAt("18:16:30");
    expect(await after.gaps()).toEqual([["MISSED", "18:05", "18:15", 3]]);
  });
});

describe("slots that pass while the job is paused", () => {
  it("are one SKIPPED row that says by whom, and none is missed", async () => {
    const { patrolAt, gaps, days, ronda, clock } = await app();
    clock.set("2026-11-23T18:04:00Z");
    await ronda.pause("send-mails", { by: "Sari", reason: "moving" });
    await patrolAt("18:05:30");
    await patrolAt("18:12:00");
    expect(await gaps()).toEqual([["SKIPPED", "18:05", "18:10", 2, "paused by Sari: moving"]]);
    await ronda.resume("send-mails", { by: "Sari" });
    await patrolAt("18:16:30");
    expect(await gaps()).toEqual([
      ["MISSED", "18:15", "18:15", 1],
      ["SKIPPED", "18:05", "18:10", 2, "paused by Sari: moving"],
    ]);
    expect(await days()).toEqual([["2026-11-23", 1, 2]]);
  });

  it("are known afterwards too, where nobody patrolled meanwhile", async () => {
    const { patrolAt, gaps, ronda, clock } = await app();
    clock.set("2026-11-23T18:04:00Z");
    await ronda.pause("send-mails", { by: "Sari", until: new Date("2026-11-23T18:14:00Z") });
    await patrolAt("18:21:30");
    expect(await gaps()).toMatchObject([
      ["MISSED", "18:15", "18:20", 2],
      ["SKIPPED", "18:05", "18:10", 2, "paused by Sari"],
    ]);
  });
});

describe("no row is written that is not true", () => {
  it("of a new job, whose schedule is waited for from now on", async () => {
    const { patrolAt, gaps } = await app();
    await patrolAt("18:00:00");
    expect(await gaps()).toEqual([]);
  });

  it("of a schedule that was changed, by its slots before that", async () => {
    const { clock } = await app(jobOf("0 18 * * *"));
    clock.set("2026-11-23T18:59:00Z");
    const after = watching(await testRonda(database, [mails], { clock }), clock);
    expect(await after.patrolAt("19:01:30")).toBe(1);
    expect(await after.gaps()).toEqual([["MISSED", "19:00", "19:00", 1]]);
  });

  it("by a process of another release, which knows another schedule", async () => {
    const { patrolAt, gaps, clock } = await app(jobOf("* * * * *"));
    await testRonda(database, [mails], { clock });
    expect(await patrolAt("18:04:30")).toBe(0);
    expect(await gaps()).toEqual([]);
  });

  it("of a job that left the registry, neither meanwhile nor when it comes back", async () => {
    const { patrolAt, clock } = await app();
    await patrolAt("18:04:00");
    const without = await testRonda(database, [], { clock });
    clock.set("2026-11-23T18:04:30Z");
    await without.patrol();
    clock.set("2026-11-24T18:02:00Z");
    await without.patrol();
    const after = watching(await testRonda(database, [mails], { clock }), clock);
    await after.patrolAt("2026-11-24T18:02:00Z");
    expect(await after.gaps()).toEqual([]);
    expect(await after.patrolAt("2026-11-24T18:06:30Z")).toBe(1);
  });

  it("of a slot that was skipped because the job was running", async () => {
    const { patrolAt, trigger, gaps, ronda, clock } = await app();
    const works = Promise.withResolvers<object>();
    clock.set("2026-11-23T18:04:00Z");
    const running = ronda.runCron("send-mails", () => works.promise, { trigger: "manual" });
    await expect.poll(() => ronda.runs({ status: "RUNNING" })).toHaveLength(1);
    clock.set("2026-11-23T18:05:02Z");
    expect(await trigger()).toMatchObject({ skipped: expect.stringContaining("already running") });
    works.resolve({});
    await running;
    expect(await patrolAt("18:07:00")).toBe(0);
    expect(await gaps()).toEqual([]);
  });
});
