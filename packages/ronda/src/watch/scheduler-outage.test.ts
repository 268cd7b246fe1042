import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from "vitest";
import { defineJob } from "../job/job.ts";
import { intercepted, testDatabase } from "../testing/database.ts";
import { testClock, testRonda } from "../testing/engine.ts";
import { tcpProxy } from "../testing/tcp-proxy.ts";
import type { DatabasePool } from "../types.ts";

const database = testDatabase();

// Only the engine's own waiting is faked; the database answers, or does not, in real time.
beforeEach(() => void vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] }));
afterEach(() => void vi.useRealTimers());

/** An app with the schedule inside, a minute before the slot of its one job. */
async function scheduled(pool: DatabasePool) {
  const clock = testClock("2026-11-23T17:59:00Z");
  let runs = 0;
  const job = defineJob({
    name: "auto-complete-trips",
    schedule: "0 18 * * *",
    description: { id: "Menyelesaikan trip", en: "Completes trips" },
    run: () => ({ completed: ++runs }),
  });
  const ronda = await testRonda({ pool }, [job], { clock });
  onTestFinished(() => ronda.stop());
  /** Lets time pass, for the clock and for whoever waits, until something holds or for so long. */
  const pass = async (ms: number, until: () => boolean | Promise<boolean> = () => false) => {
    for (let passed = 0; passed < ms && !(await until()); passed += 500) {
      clock.advance(500);
      await vi.advanceTimersByTimeAsync(500);
      await new Promise((resolve) => setImmediate(resolve));
    }
  };
  return { clock, ronda, pass, runs: () => runs, hasRun: () => runs > 0 };
}

const rows = async () => (await database.pool.query(`select "status", "trigger", "slotAt" from "CronRun"`)).rows;
const oneRun = [{ status: "SUCCESS", trigger: "schedule", slotAt: new Date("2026-11-23T18:00:00Z") }];

/** A pool whose way to the server a test can close. */
async function behindProxy() {
  const { hostname, port } = new URL(database.url);
  const proxy = await tcpProxy({ host: hostname, port: Number(port) });
  onTestFinished(() => proxy.close());
  const url = new URL(database.url);
  url.hostname = "127.0.0.1";
  url.port = String(proxy.port);
  return { proxy, pool: database.poolWith({ connectionString: url.href, max: 5 }) };
}

describe("the schedule inside the app loses no slot to a database", () => {
  it.each(["refuse", "stall"] as const)(
    "that does nothing but %s for ten minutes from before the slot",
    async (mode) => {
      const { proxy, pool } = await behindProxy();
      const { ronda, pass, runs, hasRun } = await scheduled(pool);
      proxy.become(mode);
      ronda.startScheduler();
      await pass(10 * 60_000);
      expect(runs()).toBe(0);
      proxy.become("pass");
      await vi.waitUntil(async () => {
        await pass(1000);
        return hasRun();
      }, 20_000);
      await expect.poll(rows).toEqual(oneRun);
      await pass(60_000);
      expect(runs()).toBe(1);
    },
  );

  it("that takes the claim and whose answer is lost: the run that has its slot is taken up", async () => {
    let lost = 0;
    const pool = intercepted(database.pool, async (run, { text }) => {
      const result = await run();
      if (text.includes("ronda_claim_run") && lost++ === 0) throw new Error("connection terminated");
      return result;
    });
    const { ronda, pass, runs, hasRun } = await scheduled(pool);
    ronda.startScheduler();
    await vi.waitUntil(async () => {
      await pass(1000);
      return hasRun();
    }, 20_000);
    await expect.poll(rows).toEqual(oneRun);
    expect([runs(), lost]).toEqual([1, 2]);
  });

  it("that takes the claim unheard, while another process calls the run silent before it is taken up", async () => {
    let lost = 0;
    const pool = intercepted(database.pool, async (run, { text }) => {
      if (!text.includes("ronda_claim_run") || lost++ > 0) return await run();
      await run();
      await database.pool.query(`update "CronRun" set "heartbeatAt" = now() - interval '61 seconds'`);
      await (await testRonda(database, [])).patrol();
      throw new Error("connection terminated");
    });
    const { ronda, pass, runs, hasRun } = await scheduled(pool);
    ronda.startScheduler();
    await vi.waitUntil(async () => {
      await pass(1000);
      return hasRun();
    }, 20_000);
    await expect.poll(async () => (await ronda.runs({ status: "SUCCESS" })).length).toBe(1);
    expect(runs()).toBe(1);
  });

  it("that takes the claim unheard before the process stops: the next one runs the slot", async () => {
    let lost = 0;
    const pool = intercepted(database.pool, async (run, { text }) => {
      const result = await run();
      if (text.includes("ronda_claim_run") && lost++ === 0) throw new Error("connection terminated");
      return result;
    });
    const { clock, ronda, pass, runs } = await scheduled(pool);
    clock.set("2026-11-23T17:59:59Z");
    ronda.startScheduler();
    await vi.waitUntil(async () => {
      await pass(500);
      return lost > 0;
    }, 20_000);
    await ronda.stop();
    expect(await rows()).toEqual([{ status: "ABANDONED", trigger: "schedule", slotAt: null }]);
    expect((await ronda.overview()).jobs[0]).toMatchObject({ errors7d: 0 });
    expect(runs()).toBe(0);
    await (await testRonda(database, [...ronda.jobs] as never, { clock })).patrol();
    await expect.poll(runs).toBe(1);
  });
});

it("a slot whose whole grace the database was away is missed, and said to be, once", async () => {
  const { proxy, pool } = await behindProxy();
  const { ronda, pass, runs } = await scheduled(pool);
  const missed: string[] = [];
  ronda.on("run.missed", ({ jobName, why }) => void missed.push(`${jobName}: ${why}`));
  proxy.become("refuse");
  ronda.startScheduler();
  await pass(65 * 60_000);
  proxy.become("pass");
  await pass(60_000);
  expect([runs(), await rows()]).toEqual([0, []]);
  expect(missed).toEqual([expect.stringContaining("auto-complete-trips: nobody could be asked")]);
});
