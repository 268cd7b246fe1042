import pg from "pg";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { defineJob } from "../job/job.ts";
import { createRonda } from "../ronda.ts";
import { stopMs } from "../stopping.ts";
import { testDatabase } from "../testing/database.ts";
import { testRonda } from "../testing/engine.ts";
import { msUntil, proxied } from "../testing/stalled.ts";
import { connectMs } from "./connections.ts";
import { openDatabase, statementMs } from "./database.ts";

const database = testDatabase();
const behind = proxied(database);
const description = { id: "Mengirim email", en: "Sends mail" };
const jobCalled = (name: string) =>
  defineJob({ name, schedule: "*/5 * * * *", description, run: () => ({ picked: 1 }) });
const mails = jobCalled("process-email-jobs");

const stall = () => {
  behind.proxy.become("stall");
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "setInterval", "clearInterval", "performance"] });
};
const pass = () => {
  vi.useRealTimers();
  behind.proxy.become("pass");
};

/** Locks the runs as somebody else does; a test that fails leaves them to the next one unlocked. */
async function lockRuns(): Promise<{ unlock: () => Promise<unknown> }> {
  const locker = new pg.Client({ connectionString: database.url });
  await locker.connect();
  onTestFinished(() => locker.end());
  await locker.query(`begin; lock table "CronRun"`);
  return { unlock: () => locker.query("rollback") };
}

/** Whether everybody else can still work with the pool. */
async function expectUsable(pool: ReturnType<typeof behind.poolWith>): Promise<void> {
  const asked = Array.from({ length: 20 }, (_, at) => pool.query("select $1::integer as n", [at]));
  expect((await Promise.all(asked)).map(({ rows }) => rows[0].n)).toEqual(Array.from({ length: 20 }, (_, at) => at));
}

describe("a database that stalls", () => {
  it("ends a statement, and leaves no connection in the pool that still waits for its answer", async () => {
    const pool = behind.poolWith({ max: 1 });
    const ronda = await testRonda({ pool }, [mails]);
    stall();
    const asked = ronda.runs();
    expect(await msUntil(asked)).toBeLessThanOrEqual(statementMs);
    await expect(asked).rejects.toMatchObject({
      name: "DatabaseTimeoutError",
      message: "The database did not answer within 15 s",
    });
    pass();
    expect(await ronda.runs()).toEqual([]);
    await expectUsable(pool);
  });

  it("ends a wait for a new connection, which goes back when it comes after all", async () => {
    const pool = behind.poolWith({ max: 1 });
    const engine = openDatabase(pool);
    behind.proxy.become("stall");
    stall();
    const asked = engine.query("select 1");
    expect(await msUntil(asked)).toBeLessThanOrEqual(connectMs);
    await expect(asked).rejects.toMatchObject({ name: "DatabaseTimeoutError" });
    pass();
    await expect.poll(() => pool.idleCount).toBe(1);
    await expectUsable(pool);
  });

  it.each([1, 3, 10])("leaves a pool of %i usable after ten patrols and ten triggers", async (max) => {
    const pool = behind.poolWith({ max });
    const jobs = Array.from({ length: 10 }, (_, at) => jobCalled(`job-${at}`));
    const ronda = await testRonda({ pool }, jobs);
    await Promise.all(jobs.map(({ name }) => ronda.runCron(name)));
    stall();
    const patrols = jobs.map(() => ronda.patrol());
    const triggers = jobs.map(({ name }) => ronda.runCron(name));
    const all = Promise.allSettled([...patrols, ...triggers]);
    expect(await msUntil(all)).toBeLessThanOrEqual(3 * (connectMs + statementMs));
    for (const outcome of (await all).slice(0, 10)) expect(outcome.status).toBe("rejected");
    for (const outcome of await Promise.all(triggers)) expect(outcome).toMatchObject({ ok: false });
    pass();
    await expectUsable(pool);
    await ronda.patrol();
    expect(await ronda.runCron("job-7")).toMatchObject({ ok: true });
    await ronda.stop();
  });

  it("ends a migration, of one process and of ten", async () => {
    const pool = behind.poolWith({ max: 10 });
    const engines = await Promise.all(Array.from({ length: 10 }, () => testRonda({ pool }, [mails])));
    stall();
    const migrations = Promise.allSettled(engines.map((ronda) => ronda.migrate()));
    expect(await msUntil(migrations)).toBeLessThanOrEqual(connectMs + statementMs);
    for (const { status } of await migrations) expect(status).toBe("rejected");
    pass();
    await Promise.all(engines.map((ronda) => ronda.migrate()));
    await expectUsable(pool);
  });
});

describe("a stop while the database stalls", () => {
  const endless = defineJob({
    name: "endless",
    schedule: "0 18 * * *",
    description,
    run: () => new Promise<never>(() => {}),
  });

  it.each<[string, (ronda: Awaited<ReturnType<typeof testRonda>>) => unknown]>([
    ["a claim", (ronda) => ronda.runCron(mails.name)],
    [
      "ten claims and patrols",
      (ronda) => Array.from({ length: 10 }, () => [ronda.runCron(mails.name), ronda.patrol().catch(() => {})]),
    ],
    ["a migration", (ronda) => ronda.migrate().catch(() => {})],
    ["the built-in scheduler", (ronda) => ronda.startScheduler()],
    ["nothing at all", () => {}],
  ])("resolves within 10 s during %s", async (_, begin) => {
    const pool = behind.poolWith({ max: 2 });
    const ronda = await testRonda({ pool }, [mails, endless]);
    stall();
    begin(ronda);
    await vi.advanceTimersByTimeAsync(100);
    const stopped = ronda.stop();
    expect(await msUntil(stopped)).toBeLessThanOrEqual(stopMs);
    await expect(stopped).resolves.toBeUndefined();
    pass();
    await expectUsable(pool);
  });

  it("resolves within 10 s while a run ends, and while a function ignores its signal", async () => {
    const pool = behind.poolWith({ max: 3 });
    const ronda = await testRonda({ pool }, [mails, endless]);
    const entered = Promise.withResolvers<void>();
    const leave = Promise.withResolvers<void>();
    const outcome = ronda.runCron(mails.name, async () => {
      entered.resolve();
      await leave.promise;
      return {};
    });
    await entered.promise;
    const ignoring = Promise.withResolvers<void>();
    void ronda.runCron(endless.name, () => {
      ignoring.resolve();
      return new Promise<never>(() => {});
    });
    await ignoring.promise;
    stall();
    leave.resolve();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(await msUntil(ronda.stop())).toBeLessThanOrEqual(stopMs);
    pass();
    // Written behind the back of whoever stopped, or not at all: the next process sees.
    await outcome;
    await expectUsable(pool);
  });
});

describe("a table that somebody has locked", () => {
  const waiting = async () =>
    (
      await database.pool.query(
        `select from pg_stat_activity
         where datname = current_database() and wait_event_type = 'Lock' and starts_with(query, '/* ronda ')`,
      )
    ).rowCount;

  it.each([1, 4])("ends a statement, on the server too, with a pool of %i", async (max) => {
    const pool = behind.poolWith({ max });
    const ronda = await testRonda({ pool }, [mails]);
    const { unlock } = await lockRuns();
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    const asked = Promise.allSettled(Array.from({ length: max }, () => ronda.runs()));
    await vi.waitUntil(async () => (await waiting()) === max, { timeout: 20_000 });
    expect(await msUntil(asked)).toBeLessThanOrEqual(statementMs);
    for (const { status } of await asked) expect(status).toBe("rejected");
    vi.useRealTimers();
    await expect.poll(waiting).toBe(0);
    await expectUsable(pool);
    await unlock();
    expect(await ronda.runs()).toEqual([]);
  });
});

it("a host whose own time-out is shorter has no connection left in the middle of a statement", async () => {
  const pool = behind.poolWith({ max: 1, query_timeout: 200 });
  const ronda = await testRonda({ pool }, [mails]);
  const { unlock } = await lockRuns();
  await expect(ronda.runs()).rejects.toThrow("Query read timeout");
  await expectUsable(pool);
  await unlock();
  expect(await ronda.runs()).toEqual([]);
});

describe("what lends no connections", () => {
  it("is told so at once where it shows", () => {
    const options = { app: "shop", jobs: [], secrets: {} };
    for (const wrong of [undefined, {}, { query: async () => ({ rows: [], rowCount: 0 }) }, new pg.Client()]) {
      expect(() => createRonda({ ...options, database: wrong as never })).toThrow("new pg.Pool");
    }
  });
});

describe("a pool that is exhausted", () => {
  it("ends a statement that gets no connection, and serves the next when one is back", async () => {
    const pool = behind.poolWith({ max: 1 });
    const ronda = await testRonda({ pool }, [mails]);
    const lent = await pool.connect();
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    const asked = Array.from({ length: 5 }, () => ronda.runs());
    expect(await msUntil(Promise.allSettled(asked))).toBeLessThanOrEqual(connectMs);
    for (const { reason } of (await Promise.allSettled(asked)) as PromiseRejectedResult[]) {
      expect(reason).toMatchObject({
        message: "The database gave no connection within 5 s: all are in use, or none can be opened",
      });
    }
    vi.useRealTimers();
    lent.release();
    expect(await ronda.runs()).toEqual([]);
    expect(pool.totalCount).toBe(1);
    await expectUsable(pool);
  });
});

describe("a connection that breaks", () => {
  it("is given up when its network forgot it, and the next statement has a new one", async () => {
    const pool = behind.poolWith({ max: 1 });
    const ronda = await testRonda({ pool }, [mails]);
    behind.proxy.forget();
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    const asked = ronda.runs();
    expect(await msUntil(asked)).toBeLessThanOrEqual(statementMs);
    await expect(asked).rejects.toThrow("did not answer");
    vi.useRealTimers();
    expect(await ronda.runs()).toEqual([]);
    await expectUsable(pool);
  });

  it("in the middle of a statement fails that statement, and does not end the process", async () => {
    const uncaught: unknown[] = [];
    const listen = (error: unknown) => void uncaught.push(error);
    process.on("uncaughtException", listen);
    const pool = behind.poolWith({ max: 2 });
    const engine = openDatabase(pool);
    await engine.query("select 1");
    const asked = engine.query("select pg_sleep(30)");
    const inTransaction = engine.transaction(({ query }) => query("select pg_sleep(30)"));
    const both = Promise.allSettled([asked, inTransaction]);
    const sleeping = `select from pg_stat_activity where datname = current_database() and wait_event = 'PgSleep'`;
    await expect.poll(async () => (await database.pool.query(sleeping)).rowCount).toBe(2);
    behind.proxy.cut();
    for (const { status } of await both) expect(status).toBe("rejected");
    process.off("uncaughtException", listen);
    expect(uncaught).toEqual([]);
    await expectUsable(pool);
  });
});
