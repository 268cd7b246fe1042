import { describe, expect, it } from "vitest";
import { defineJob } from "../job/job.ts";
import { intercepted, testDatabase } from "../testing/database.ts";
import { testClock, testLogger, testRonda } from "../testing/engine.ts";

const database = testDatabase();
const description = { id: "Mengirim email", en: "Sends mail" };
const mails = defineJob({ name: "send-mails", schedule: "*/5 * * * *", description, run: () => ({ sent: 1 }) });
const query = async (sql: string) => (await database.pool.query(sql)).rows;

describe("of many processes", () => {
  it("one patrols at a time; the others leave it alone, and take their turn after it", async () => {
    const othersAreBack = Promise.withResolvers<void>();
    let pruned = 0;
    const pool = intercepted(database.pool, async (run, { text }) => {
      if (!text.includes("with scanned")) return await run();
      pruned += 1;
      await othersAreBack.promise;
      return await run();
    });
    const processes = await Promise.all(Array.from({ length: 4 }, () => testRonda({ pool }, [mails])));
    let back = 0;
    const patrols = processes.map(async (ronda) => {
      await ronda.patrol();
      if (++back === processes.length - 1) othersAreBack.resolve();
    });
    await Promise.all(patrols);
    expect(pruned).toBe(1);
    for (const ronda of processes) await ronda.patrol();
    expect(pruned).toBe(5);
  });

  it("a dead one keeps the patrol only until its lease is over", async () => {
    const ronda = await testRonda(database, [mails]);
    await ronda.patrol();
    await query(`update "RondaPatrol" set "leaseId" = gen_random_uuid(), "leaseUntil" = now() + interval '1 minute',
      "finishedAt" = null`);
    await ronda.patrol();
    expect((await ronda.overview()).patrol.lastFinishedAt).toBeNull();
    await query(`update "RondaPatrol" set "leaseUntil" = now() - interval '1 second'`);
    await ronda.patrol();
    expect((await ronda.overview()).patrol.lastFinishedAt).not.toBeNull();
  });
});

describe("a step that fails", () => {
  it("keeps no later one from being taken, and is told: to who asked, to listeners, on the page", async () => {
    const seen: string[] = [];
    const pool = intercepted(database.pool, async (run, { text }) => {
      if (text.includes(`"freedSlotAt" = null`)) throw new Error("the disk is full");
      if (text.includes("with scanned")) seen.push("pruned");
      return await run();
    });
    const ronda = await testRonda({ pool }, [mails], { logger: testLogger() });
    const failed: string[] = [];
    ronda.on("patrol.failed", ({ error }) => void failed.push(error));
    await expect(ronda.patrol()).rejects.toThrow("freed slots: the disk is full");
    expect(seen).toEqual(["pruned"]);
    expect(failed).toEqual(["freed slots: the disk is full"]);
    const other = await testRonda(database, [mails]);
    expect((await other.overview()).patrol).toMatchObject({ isLate: false, error: "freed slots: the disk is full" });
    await other.patrol();
    expect((await other.overview()).patrol.error).toBeNull();
  });
});

describe("the page", () => {
  it("says when the patrol itself has not come for some minutes", async () => {
    const clock = testClock("2026-11-23T18:00:00Z");
    const ronda = await testRonda(database, [mails], { clock });
    const isLate = async () => (await ronda.overview()).patrol.isLate;
    expect(await isLate()).toBe(false);
    clock.advance(3 * 60_000 + 1);
    expect(await isLate()).toBe(true);
    await ronda.patrol();
    expect(await isLate()).toBe(false);
    clock.advance(3 * 60_000);
    expect(await isLate()).toBe(false);
    clock.advance(1);
    expect(await isLate()).toBe(true);
  });
});

describe("a time in which no process was alive", () => {
  const gaps = () => query(`select "from", "until" from "RondaGap" order by 1`);
  const at = (text: string) => new Date(text);

  it("is kept, once, by whoever comes first after it; a restart within a minute is none", async () => {
    const clock = testClock("2026-11-23T18:00:00Z");
    const before = await testRonda(database, [mails], { clock });
    await before.patrol();
    clock.advance(90_000);
    await (await testRonda(database, [mails], { clock })).patrol();
    expect(await gaps()).toEqual([]);
    clock.advance(90_001);
    const after = await Promise.all([1, 2].map(() => testRonda(database, [mails], { clock })));
    await Promise.all(after.map((ronda) => ronda.patrol()));
    expect(await gaps()).toEqual([{ from: at("2026-11-23T18:01:30Z"), until: at("2026-11-23T18:03:00.001Z") }]);
  });

  it("is none while a process lives that could not reach the database, or that nobody asked to patrol", async () => {
    const clock = testClock("2026-11-23T18:00:00Z");
    const ronda = await testRonda(database, [mails], { clock });
    await ronda.patrol();
    clock.advance(3_600_000);
    await ronda.patrol();
    expect(await gaps()).toEqual([]);
  });

  it("begins anew where the clock was set back", async () => {
    const clock = testClock("2027-11-23T18:00:00Z");
    await (await testRonda(database, [mails], { clock })).patrol();
    clock.set("2026-11-23T18:00:00Z");
    await (await testRonda(database, [mails], { clock })).patrol();
    clock.set("2026-11-23T19:00:00Z");
    await (await testRonda(database, [mails], { clock })).patrol();
    expect(await gaps()).toEqual([{ from: at("2026-11-23T18:00:00Z"), until: at("2026-11-23T19:00:00Z") }]);
  });
});
