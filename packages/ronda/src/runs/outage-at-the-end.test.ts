import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from "vitest";
import { defineJob } from "../job/job.ts";
import { testDatabase } from "../testing/database.ts";
import { testChannel, testRonda } from "../testing/engine.ts";
import { tcpProxy } from "../testing/tcp-proxy.ts";

// The pauses between tries wait by the timers that are faked below, too.
vi.mock("node:timers/promises", () => ({
  setTimeout: (ms: number, value: unknown, { signal }: { signal?: AbortSignal } = {}) =>
    new Promise((resolve) => {
      setTimeout(resolve, ms, value);
      signal?.addEventListener("abort", () => resolve(value));
    }),
}));

const database = testDatabase();
const { pool } = database;

// Only the engine's own waiting is faked; the network and the database answer in real time.
beforeEach(() => void vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "setInterval", "clearInterval"] }));
afterEach(() => void vi.useRealTimers());

/** A run that ends while PostgreSQL cannot be reached by its process, nor by its neighbour behind the same network. */
async function endingWhileAway() {
  const { hostname: host, port } = new URL(database.url);
  const proxy = await tcpProxy({ host, port: Number(port) });
  onTestFinished(() => proxy.close());
  const url = new URL(database.url);
  url.port = String(proxy.port);
  const behindProxy = () => ({ pool: database.poolWith({ connectionString: url.href, max: 3 }) });
  const started = Promise.withResolvers<void>();
  const finish = Promise.withResolvers<{ completed: number }>();
  const job = defineJob({
    name: "auto-complete-trips",
    schedule: "0 18 * * *",
    description: { id: "Menyelesaikan trip", en: "Completes trips" },
    maxRunMs: 3_600_000,
    run: () => {
      started.resolve();
      return finish.promise;
    },
  });
  const channel = testChannel();
  const ronda = await testRonda(behindProxy(), [job], { channels: [channel] });
  const neighbour = await testRonda(behindProxy(), [job]);
  const elsewhere = await testRonda(database, [job], { channels: [channel] });
  const outcome = ronda.runCron(job.name);
  await started.promise;
  const [{ id } = { id: "" }] = await elsewhere.runs();
  proxy.become("refuse");
  finish.resolve({ completed: 2 });

  /** What an outage of that length looks like: from inside, and from the row. */
  async function away(seconds: number): Promise<void> {
    for (let second = 0; second < seconds; second++) {
      await vi.advanceTimersByTimeAsync(1000);
      // The network refuses in real time.
      for (let turn = 0; turn < 5; turn++) await new Promise(setImmediate);
    }
    await expect(neighbour.patrol()).rejects.toThrow();
    await pool.query(`update "CronRun" set "heartbeatAt" = now() - $1 * interval '1 second'`, [seconds]);
  }

  async function back(): Promise<void> {
    proxy.become("pass");
    expect(await neighbour.patrol()).toMatchObject({ abandoned: 0 });
    expect(await ronda.patrol()).toMatchObject({ abandoned: 0 });
    const isOpen = async () => (await elsewhere.run(id))!.status === "RUNNING";
    for (let second = 0; second < 10 && (await isOpen()); second++) {
      await vi.advanceTimersByTimeAsync(1000);
      for (let turn = 0; turn < 20; turn++) await new Promise(setImmediate);
    }
  }

  return { ronda, elsewhere, channel, outcome, id, away, back };
}

describe("PostgreSQL is away as a run ends", () => {
  it("for 25 s: it is the success that it was, and nobody is told anything", async () => {
    const { ronda, elsewhere, channel, outcome, id, away, back } = await endingWhileAway();
    await away(25);
    await back();
    expect(await outcome).toEqual({ ok: true, payload: { completed: 2 } });
    expect(await elsewhere.run(id)).toMatchObject({ status: "SUCCESS", payload: { completed: 2 }, lateStatus: null });
    await ronda.stop();
    expect(channel.alerts).toEqual([]);
  });

  it("for 3 min: whoever asked has been answered, and it is the success that it was", async () => {
    const { ronda, elsewhere, channel, outcome, id, away, back } = await endingWhileAway();
    await away(180);
    expect(await outcome).toEqual({ ok: false, error: expect.stringContaining("still to be written") });
    await back();
    await expect.poll(() => elsewhere.run(id)).toMatchObject({ status: "SUCCESS", payload: { completed: 2 } });
    expect((await elsewhere.overview()).jobs[0]).toMatchObject({ runs7d: 1, errors7d: 0, health: { badge: "OK" } });
    await expect.poll(() => channel.alerts.map(({ kind }) => kind)).toEqual(["unrecorded", "recorded"]);
    expect(channel.alerts[1]!.message).toContain("None was lost");
    await ronda.stop();
  });

  it("for 3 min, and somebody who was not cut off has given it up: its result is kept, and the alert taken back", async () => {
    const { ronda, elsewhere, channel, outcome, id, away, back } = await endingWhileAway();
    await away(180);
    await outcome;
    expect(await elsewhere.patrol()).toMatchObject({ abandoned: 1 });
    await back();
    await expect
      .poll(() => elsewhere.run(id))
      .toMatchObject({ status: "ABANDONED", lateStatus: "SUCCESS", latePayload: { completed: 2 } });
    const kinds = () => channel.alerts.map(({ kind }) => kind).sort();
    await expect.poll(kinds).toEqual(["opened", "recorded", "unrecorded", "withdrawn"]);
    await ronda.stop();
  });

  it("and its process has to stop: that takes no longer than a stop may", async () => {
    const { ronda, elsewhere, outcome, id, away } = await endingWhileAway();
    await away(5);
    const stopping = ronda.stop();
    await vi.advanceTimersByTimeAsync(10_000);
    await stopping;
    expect(await outcome).toMatchObject({ ok: false });
    expect(await elsewhere.run(id)).toMatchObject({ status: "RUNNING" });
  });
});
