import { sql } from "drizzle-orm";
import pg from "pg";
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from "vitest";
import { limits } from "#limits.ts";
import { type TcpProxy, tcpProxy } from "#packages/ronda/src/testing/tcp-proxy.ts";
import { ownDatabase } from "#tests/database.ts";
import { asJob, asRequest, waitingAtMost } from "./bounds.ts";
import { databaseUrl, pool as ownPool, transaction } from "./connection.ts";
import { BoundedPool } from "./pool.ts";
import { DatabaseUnavailableError, unavailability } from "./unavailable.ts";

ownDatabase();

const { hostname, port } = new URL(inject("postgresUrl"));
let proxy: TcpProxy;
let pool: BoundedPool;
beforeAll(async () => {
  proxy = await tcpProxy({ host: hostname, port: Number(port) });
  const url = new URL(databaseUrl());
  url.port = String(proxy.port);
  pool = new BoundedPool(url.href);
});
afterAll(async () => {
  await pool.end();
  await proxy.close();
});
afterEach(() => proxy.become("pass"));

const failureOf = (work: Promise<unknown>) => work.then(() => undefined, unavailability);
const answers = () =>
  pool.query("select 1").then(
    () => true,
    () => false,
  );

describe("a statement that takes too long", () => {
  it("is ended on the server, and its connection serves the next", async () => {
    const client = await pool.connect();
    const slow = waitingAtMost(200, () => client.query("select pg_sleep(30) as asleep"));
    expect(await failureOf(slow)).toMatchObject({ kind: "slow" });
    expect((await client.query("select 1 as one")).rows).toEqual([{ one: 1 }]);
    client.release();
    const { rows } = await ownPool().query(
      `select pid from pg_stat_activity where datname = current_database() and query like '%as asleep' and state = 'active'
         and pid <> pg_backend_pid()`,
    );
    expect(rows).toEqual([]);
  });

  it("is none that was answered in time, while the process was too busy to listen", async () => {
    const client = await pool.connect();
    const asked = waitingAtMost(200, () => client.query("select 1 as one"));
    await new Promise(setImmediate);
    const untilMs = performance.now() + 500;
    while (performance.now() < untilMs);
    expect((await asked).rows).toEqual([{ one: 1 }]);
    client.release();
  });

  it("is not told apart from others by whoever asks for a job", async () => {
    await asRequest(async () => {
      await expect(asJob(() => pool.query("select pg_sleep(0.01)"))).resolves.toBeDefined();
    });
  });
});

it("a request waits for all its statements together no longer than its page may take", async () => {
  const startedAt = performance.now();
  const failure = await failureOf(
    asRequest(async () => {
      for (let count = 0; count < 20; count++) await pool.query("select pg_sleep(0.9)");
    }),
  );
  expect(failure).toMatchObject({ kind: "slow" });
  expect(performance.now() - startedAt).toBeLessThan(limits.page.unavailableWithinMs);
});

it("a transaction whose statement took too long says so, and not that its rollback failed", async () => {
  const failed = await waitingAtMost(200, () => transaction((tx) => tx.execute(sql`select pg_sleep(30)`))).catch(
    (error: unknown) => error,
  );
  expect(unavailability(failed)).toMatchObject({ kind: "slow" });
  expect(failed).toMatchObject({ digest: "database-unavailable" });
  expect((await ownPool().query("select 1 as one")).rows).toEqual([{ one: 1 }]);
});

it("a lock ends the wait for it, and nothing of the transaction is kept", async () => {
  await pool.query("create table if not exists locked (one integer)");
  const holder = new pg.Client({ connectionString: databaseUrl() });
  await holder.connect();
  try {
    await holder.query("begin; lock table locked in access exclusive mode");
    const blocked = () => waitingAtMost(300, () => pool.query("insert into locked values (1)"));
    // On a crowded machine a cancellation may come too late, and its connection ends; the next one has its own.
    const kindOf = async () => ((await failureOf(blocked())) as DatabaseUnavailableError).kind;
    await expect.poll(kindOf).toBe("slow");
  } finally {
    await holder.end();
  }
  expect((await pool.query("select * from locked")).rows).toEqual([]);
});

it("the server bounds locks and idle transactions by itself, for when this process hangs", async () => {
  const { rows } = await pool.query(
    "select current_setting('lock_timeout') as lock, current_setting('idle_in_transaction_session_timeout') as idle",
  );
  expect(rows).toEqual([{ lock: "5s", idle: "30s" }]);
});

describe("a database that stops answering", () => {
  it("ends the statements under way within their bound", async () => {
    await pool.query("select 1");
    proxy.become("stall");
    const startedAt = performance.now();
    const failures = await Promise.all(
      Array.from({ length: 30 }, () => failureOf(asRequest(() => pool.query("select 1")))),
    );
    expect(failures.every((failure) => failure instanceof DatabaseUnavailableError)).toBe(true);
    expect(performance.now() - startedAt).toBeLessThan(limits.page.unavailableWithinMs);
  });

  it("is not waited for once that is known, and serves again as soon as it answers", async () => {
    proxy.become("stall");
    await expect
      .poll(() => failureOf(asRequest(() => pool.query("select 1"))).then((failure) => failure?.kind))
      .toBe("away");
    await expect
      .poll(async () => {
        const startedAt = performance.now();
        await answers();
        return performance.now() - startedAt;
      })
      .toBeLessThan(100);
    proxy.become("pass");
    const healedAt = performance.now();
    while (!(await answers())) await new Promise((resolve) => setTimeout(resolve, 20));
    expect(performance.now() - healedAt).toBeLessThan(1_500);
  });

  it("is noticed at once when it refuses, and serves again as soon as it is back", async () => {
    proxy.become("refuse");
    const startedAt = performance.now();
    expect(await failureOf(pool.query("select 1"))).toMatchObject({ kind: "away" });
    expect(performance.now() - startedAt).toBeLessThan(1_000);
    proxy.become("pass");
    const healedAt = performance.now();
    while (!(await answers())) await new Promise((resolve) => setTimeout(resolve, 20));
    expect(performance.now() - healedAt).toBeLessThan(1_500);
  });
});

describe("a process that has much to do", () => {
  /** Works for most of the time, as where pages are drawn in a crowd, until it is told to stop. */
  const busy = () => {
    const timer = setInterval(() => work(45), 1);
    return () => clearInterval(timer);
  };
  const work = (ms: number) => {
    const untilMs = performance.now() + ms;
    while (performance.now() < untilMs);
  };

  it("does not count what it worked meanwhile as the database's time", async () => {
    const mostMs = 1_000;
    await waitingAtMost(mostMs, async () => {
      for (let workedMs = 0; workedMs <= mostMs; workedMs += 350) {
        const asked = pool.query("select 1");
        await new Promise(setImmediate);
        work(350);
        await asked;
      }
    });
  });

  it("counts what the database takes, and what it never gave", async () => {
    const slow = waitingAtMost(300, async () => {
      for (let count = 0; count < 10; count++) await pool.query("select pg_sleep(0.1)");
    });
    expect(await failureOf(slow)).toMatchObject({ kind: "slow" });
  });

  it("finds no database away to which it had no time to open a connection", async () => {
    const other = new BoundedPool(databaseUrl());
    const stop = busy();
    const failures = await Promise.all(
      Array.from({ length: 5 }, () => failureOf(waitingAtMost(100, () => other.query("select 1")))),
    );
    stop();
    expect(failures.filter((failure) => failure && failure.kind !== "busy" && failure.kind !== "slow")).toEqual([]);
    expect((await other.query("select 1 as one")).rows).toEqual([{ one: 1 }]);
    await other.end();
  });

  it.each(["stall", "refuse"] as const)("tells in time that the database is away (%s)", async (mode) => {
    await pool.query("select 1");
    proxy.become(mode);
    const stop = busy();
    const startedAt = performance.now();
    const failures = await Promise.all(
      Array.from({ length: 15 }, () => failureOf(asRequest(() => pool.query("select 1")))),
    );
    stop();
    expect(failures.every((failure) => failure instanceof DatabaseUnavailableError)).toBe(true);
    expect(performance.now() - startedAt).toBeLessThan(limits.page.unavailableWithinMs);
  });
});

it("whoever finds all connections in use is told so in time, and no connection is lost", async () => {
  await expect.poll(answers).toBe(true);
  const taken = await Promise.all(Array.from({ length: limits.database.mostConnections - 1 }, () => pool.connect()));
  const startedAt = performance.now();
  expect(await failureOf(asRequest(() => pool.query("select 1")))).toMatchObject({ kind: "busy" });
  expect(performance.now() - startedAt).toBeLessThan(limits.page.unavailableWithinMs);
  for (const client of taken) client.release();
  expect(await answers()).toBe(true);
  expect(pool.waitingCount).toBe(0);
});
