import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { defineJob } from "../job/job.ts";
import { createRonda, type Ronda } from "../ronda.ts";
import { testDatabase } from "../testing/database.ts";
import { type TcpProxy, tcpProxy } from "../testing/tcp-proxy.ts";

const { url } = testDatabase();
const job = defineJob({
  name: "send-receipts",
  schedule: "0 18 * * *",
  description: "Sends receipts",
  run: () => ({}),
});
const quiet = { info() {}, warn() {}, error() {} };

/** The contract: an answer with a reason within 5 s; and a second of a busy machine. */
const boundMs = 6000;

let proxy: TcpProxy;
let pool: pg.Pool;
let ronda: Ronda;

beforeAll(async () => {
  const server = new URL(url);
  proxy = await tcpProxy({ host: server.hostname, port: Number(server.port) });
  server.hostname = "127.0.0.1";
  server.port = String(proxy.port);
  pool = new pg.Pool({ connectionString: server.href, max: 20 });
  pool.on("error", () => {});
  ronda = createRonda({
    app: "bakery",
    database: pool,
    jobs: [job],
    secrets: { current: "s".repeat(40) },
    logger: quiet,
  });
  await ronda.migrate();
});
afterAll(async () => {
  proxy.become("pass");
  proxy.cut();
  await proxy.close();
  await pool.end();
});

async function open(path: string, init: RequestInit = {}) {
  const startedMs = performance.now();
  const response = await ronda.page(new Request(`http://localhost/ronda${path}`, init), { authorize: () => "Sari" });
  const text = await response.text();
  return { status: response.status, text, tookMs: performance.now() - startedMs, headers: response.headers };
}

const views = ["", "/runs", "/jobs/send-receipts", "/runs/019ab2aa-0000-7000-8000-000000000001"];

describe("while the database", () => {
  it("refuses connections, every page says so at once", async () => {
    proxy.become("refuse");
    for (const view of views) {
      const { status, text, headers } = await open(view);
      expect([status, headers.get("retry-after")]).toEqual([503, "5"]);
      expect(text).toContain("The database does not answer.");
      expect(text).toContain("Try again");
    }
    proxy.become("pass");
    expect((await open("")).status).toBe(200);
  });

  it("hangs, every page says so in time, however many ask, and leaves connections to the runs", async () => {
    proxy.become("stall");
    const pages = await Promise.all([...views, ...views, ...views].map((view) => open(view)));
    for (const { status, text, tookMs } of pages) {
      expect(status).toBe(503);
      expect(text).toContain("The database does not answer in time.");
      expect(tookMs).toBeLessThan(boundMs);
    }
    expect(pool.totalCount).toBeLessThan(15);
    proxy.become("pass");
    proxy.cut();
    await expect.poll(async () => (await open("")).status).toBe(200);
  });

  it("hangs, who wants to run a job is told that it may or may not have begun", async () => {
    const page = await open("/jobs/send-receipts");
    const cookie = page.headers.get("set-cookie")!.split(";")[0]!;
    const [, token] = /name="token" value="([^"]+)"/.exec(page.text)!;
    proxy.become("stall");
    const { status, text, tookMs } = await open("/jobs/send-receipts/run", {
      method: "POST",
      headers: { cookie, "sec-fetch-site": "same-origin", "content-type": "application/x-www-form-urlencoded" },
      body: `token=${token}`,
    });
    expect(status).toBe(503);
    expect(text).toContain("The job may or may not have run.");
    expect(tookMs).toBeLessThan(boundMs);
    proxy.become("pass");
    proxy.cut();
    await expect.poll(async () => (await open("")).status).toBe(200);
  });
});

describe("a database", () => {
  const empty = testDatabase({ migrated: false });

  it("without the engine's tables is told what makes them", async () => {
    const fresh = createRonda({ app: "bakery", database: empty.pool, jobs: [job], secrets: {}, logger: quiet });
    const response = await fresh.page(new Request("http://localhost/ronda"), { authorize: () => "Sari" });
    expect(response.status).toBe(503);
    expect(await response.text()).toContain("Call ronda.migrate() when the app starts.");
  });

  it("that refuses what the page asks is said to refuse, in its own words", async () => {
    await empty.pool.query(`create table "CronRun" ("id" text)`);
    const fresh = createRonda({ app: "bakery", database: empty.pool, jobs: [job], secrets: {}, logger: quiet });
    const response = await fresh.page(new Request("http://localhost/ronda/runs"), { authorize: () => "Sari" });
    const text = await response.text();
    expect(text).toContain("The database refused what this page asked for.");
    expect(text).toContain("column");
  });
});
