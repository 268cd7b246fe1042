import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import pg from "pg";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { disconnect } from "#db/connection.ts";
import { clusterFolder } from "#db/embedded/address.ts";
import { startEmbedded, stopEmbedded } from "#db/embedded.ts";
import { migrate } from "#db/migrate.ts";
import { limits } from "#limits.ts";
import { type TcpProxy, tcpProxy } from "#packages/ronda/src/testing/tcp-proxy.ts";
import { formsOf } from "#tests/access/visits.ts";
import { cronSecret, type RunningApp, startApp } from "#tests/app.ts";
import { isMachineCrowded, stopwatch } from "#tests/hostile/processor.ts";
import { givenOrganizer, givenTrip, givenUser } from "#tests/rows.ts";
import { cookieOf } from "#tests/signed-in.ts";

/** A server of its own behind a proxy of its own, so that both can be taken away without any other test noticing. */
const dataDir = join(mkdtempSync(join(tmpdir(), "setrip-outage-")), "data");
const settings = { fsync: "off", max_connections: "40" };
const visitors = 30;
/** More than have their turn while a table is locked. */
const manyVisitors = 120;
/** How soon after its cause is gone everything is well again; a busy machine gets as much once more. */
const recoveryMs = 2 * 1_000;

let url = "";
let proxy: TcpProxy;
let app: RunningApp;
let admin: { cookie: string };
let trip = "";

beforeAll(async () => {
  ({ url } = await startEmbedded(dataDir, settings));
  process.env.DATABASE_URL = url;
  await migrate(url);
  const { hostname, port } = new URL(url);
  proxy = await tcpProxy({ host: hostname, port: Number(port) });
  const proxied = Object.assign(new URL(url), { hostname: "127.0.0.1", port: String(proxy.port) });
  app = await startApp({ databaseUrl: proxied.href });
  admin = await cookieOf(await givenUser({ email: "sari@setrip.test", role: "ADMIN" }));
  const organizer = await givenOrganizer({});
  trip = (await givenTrip({ organizerId: organizer.id, date: "2099-05-10", endDate: "2099-05-11" })).slug;
});

afterAll(async () => {
  await app?.stop();
  await disconnect();
  await proxy?.close();
  stopEmbedded(dataDir);
  rmSync(join(dataDir, ".."), { recursive: true, force: true });
});

/** Whether others use this machine so much that bounds are judged without them. */
let isCrowded: boolean;
beforeEach(() => {
  isCrowded = isMachineCrowded();
});
const measure = () => stopwatch({ pid: app.pid, isCrowded });

afterEach(async () => {
  await untilWell();
});

/** What a browser gets without running a script, and how long it took. */
async function open(path: string, headers: Record<string, string> = {}) {
  const elapsedMs = measure();
  const response = await fetch(app.url + path, { headers: { accept: "text/html", ...headers }, redirect: "manual" });
  const html = await response.text();
  return { path, status: response.status, html, headers: response.headers, ms: elapsedMs() };
}

async function ready() {
  const elapsedMs = measure();
  const response = await fetch(`${app.url}/api/health/ready`);
  const found = (await response.json()) as Record<string, string>;
  return { status: response.status, found, ms: elapsedMs() };
}

let newest = 0;
/** An address of its own, for which nobody has been sent a page that could be kept. */
const unseen = (path: string) => `${path}${path.includes("?") ? "&" : "?"}from=${newest++}`;

/** Many people who look at different pages at the same moment, each of which reads trips. */
function crowd(count = visitors): Promise<Awaited<ReturnType<typeof open>>[]> {
  const pages = ["/", `/trip/${trip}`, "/?q=Bromo", "/sitemap.xml"];
  return Promise.all(Array.from({ length: count }, (_, index) => open(unseen(pages[index % pages.length]!))));
}

/** Each is told in time: of the database, or, on a machine that is slow to draw so many, that there are too many. */
function expectSentences(answers: Awaited<ReturnType<typeof open>>[]): void {
  const sentence = /Tidak ada yang hilang|sangat ramai/;
  expect(answers.some(({ html }) => html.includes("Tidak ada yang hilang"))).toBe(true);
  for (const { html, ...answer } of answers) {
    expect({ ...answer, html }).toMatchObject({ status: 503, html: expect.stringMatching(sentence) });
    expect(answer.headers.get("retry-after")).toBe(String(limits.page.retryAfterSeconds));
    expect(answer.ms, answer.path).toBeLessThan(limits.page.unavailableWithinMs);
  }
}

/** Whole again: every page answers and readiness says so. Gives how long that took. */
async function untilWell(): Promise<number> {
  const elapsedMs = measure();
  for (;;) {
    const [page, { found }] = await Promise.all([open(unseen(`/trip/${trip}`)), ready()]);
    if (page.status === 200 && found.database === "ok") return elapsedMs();
    await wait(20);
  }
}

/** Somebody at the database's own prompt. */
async function atPrompt(work: (client: pg.Client) => Promise<void>): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  client.on("error", () => {});
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end().catch(() => {});
  }
}

describe("a table that somebody has locked", () => {
  it("keeps 30 visitors no longer than their pages may take, tells each why, and all is well a second later", async () => {
    let healedIn = Number.NaN;
    await atPrompt(async (psql) => {
      await psql.query(`begin; lock table "Trip" in access exclusive mode`);
      const [answers] = await Promise.all([crowd(), wait(1_500)]);
      expectSentences(answers);
      const english = await open(unseen("/"), { cookie: "setrip-locale=en; setrip-theme=dark" });
      expect(english.html).toMatch(/<html lang="en" data-theme="dark">[\s\S]*Nothing is lost/);
      expect(english.html).toContain("color-scheme: dark");
      const told = await ready();
      expect(told).toMatchObject({ status: 503, found: { ok: false, migrations: "ok" } });
      expect(told.found.database).toMatch(/^locked: Trip by process \d+ for \d+ s$/);
      const morning = await open("/admin/system", admin);
      expect(morning).toMatchObject({
        status: 200,
        html: expect.stringContaining("ebagian basis data tidak menjawab"),
      });
      expect(morning.html).toContain("locked: Trip by process");
      expect(morning.html).not.toContain("Semua aman");
      expect((await open("/cara-kerja")).status).toBe(200);
      await psql.query("commit");
      healedIn = await untilWell();
    });
    expect(healedIn).toBeLessThan(recoveryMs);
  });

  it("keeps 120 visitors no longer, whether they wait for their turn or for the table", async () => {
    await atPrompt(async (psql) => {
      await psql.query(`begin; lock table "Trip" in access exclusive mode`);
      expectSentences(await crowd(manyVisitors));
      await psql.query("rollback");
    });
  });

  it("is told of by the morning page's headline, above all that can still be read", async () => {
    await atPrompt(async (psql) => {
      await psql.query(`begin; lock table "Payment", "Payout", "Refund" in access exclusive mode`);
      // What watches look at cannot be read: the next patrol finds out, and the page reads nothing of it itself.
      await fetch(`${app.url}/api/cron/patrol`, { headers: { authorization: `Bearer ${cronSecret}` } });
      await expect
        .poll(async () => (await open("/admin/system", admin)).html, { timeout: 60_000, interval: 1000 })
        .toContain("tidak bisa memeriksa");
      const page = await open("/admin/system", admin);
      expect(page.status).toBe(200);
      expect(page.html).toContain("expire-payments");
      expect(page.html).not.toContain("Semua aman");
      expect(page.ms).toBeLessThan(limits.page.unavailableWithinMs);
      await psql.query("rollback");
    });
  });

  it("leaves a form that was sent unprocessed, and says so", async () => {
    const [form] = formsOf("/masuk", (await open("/masuk")).html).filter(({ fields }) =>
      fields.some(([name]) => name === "password"),
    );
    const body = new FormData();
    for (const [name, value] of form!.fields) body.append(name, name === "email" ? "sari@setrip.test" : value);
    const headers = { accept: "text/html", origin: app.url, "x-real-ip": "10.8.0.1" };
    await atPrompt(async (psql) => {
      await psql.query(`begin; lock table "User", "RateLimit" in access exclusive mode`);
      const elapsedMs = measure();
      const response = await fetch(`${app.url}/masuk`, { method: "POST", headers, body });
      expect(response.status).toBe(503);
      expect(await response.text()).toContain("Yang baru kamu kirim belum diproses");
      expect(elapsedMs()).toBeLessThan(limits.page.unavailableWithinMs);
      await psql.query("rollback");
    });
  });
});

const postmaster = () =>
  readFileSync(join(clusterFolder(dataDir), "data", "postmaster.pid"), "utf8")
    .split("\n")[0]!
    .trim();
const processesOfServer = () =>
  [postmaster(), ...execFileSync("ps", ["-o", "pid=", "--ppid", postmaster()], { encoding: "utf8" }).split("\n")]
    .map((pid) => Number(pid.trim()))
    .filter((pid) => pid > 0);
let stopped: number[] = [];

describe.each<{ name: string; take: () => void; giveBack: () => Promise<void> | void }>([
  { name: "accepts and never answers", take: () => proxy.become("stall"), giveBack: () => proxy.become("pass") },
  { name: "refuses everybody", take: () => proxy.become("refuse"), giveBack: () => proxy.become("pass") },
  {
    name: "is halted",
    take: () => {
      stopped = processesOfServer();
      for (const pid of stopped) process.kill(pid, "SIGSTOP");
    },
    giveBack: () => {
      for (const pid of stopped) process.kill(pid, "SIGCONT");
    },
  },
  {
    name: "is stopped",
    take: () => stopEmbedded(dataDir),
    giveBack: async () => void (await startEmbedded(dataDir, settings)),
  },
])("a database that $name", ({ take, giveBack }) => {
  it("is told of in time by every page and by readiness, and all is well a second after it is back", async () => {
    let healedIn = Number.NaN;
    take();
    try {
      const [answers, first] = await Promise.all([crowd(), ready()]);
      expectSentences(answers);
      for (const told of [first, await ready()]) {
        expect(told).toMatchObject({ status: 503, found: { ok: false } });
        expect(told.found.database).not.toBe("ok");
        expect(told.ms).toBeLessThan(limits.page.readyWithinMs);
      }
      expect((await fetch(`${app.url}/api/health/live`)).status).toBe(200);
      expect((await open("/masuk")).status).toBe(200);
      const morning = await open("/admin/system", admin);
      expect(morning).toMatchObject({ status: 503, html: expect.stringContaining("Basis data tidak menjawab") });
      expect(morning.html).not.toContain("Semua aman");
      expect(morning.ms).toBeLessThan(limits.page.unavailableWithinMs);
      const program = await fetch(`${app.url}/admin/counts`, { headers: { ...admin, accept: "application/json" } });
      expect(program.status).toBe(503);
      expect(await program.json()).toEqual({ error: expect.any(String) });
    } finally {
      await giveBack();
      healedIn = await untilWell();
    }
    expect(healedIn).toBeLessThan(recoveryMs);
  });
});

describe("connections", () => {
  it("one process opens no more than it may, however many ask at once", async () => {
    let most = 0;
    await atPrompt(async (psql) => {
      const load = Promise.all([
        ...Array.from({ length: 3 }, crowd),
        ...Array.from({ length: 30 }, () => open("/admin/system", admin)),
        ...Array.from({ length: 10 }, () => ready()),
      ]).then(() => true);
      while (!(await Promise.race([load, wait(5, false)]))) {
        most = Math.max(most, await opened(psql));
      }
    });
    expect(most).toBeGreaterThan(1);
    expect(most).toBeLessThanOrEqual(limits.database.mostConnections);
  });

  it("a server that has no place left is told of in time, and nobody waits once it has", async () => {
    const taken: pg.Client[] = [];
    // Kept away meanwhile, so that it finds no place that it has just left itself.
    proxy.become("refuse");
    try {
      await atPrompt(async (psql) => expect.poll(() => opened(psql)).toBe(0));
      await expect(takeAll(taken)).rejects.toMatchObject({ code: "53300" });
      proxy.become("pass");
      expectSentences(await crowd());
      const told = await ready();
      expect(told).toMatchObject({ status: 503, found: { database: "sorry, too many clients already" } });
    } finally {
      proxy.become("pass");
      await Promise.all(taken.map((client) => client.end()));
    }
    expect(await untilWell()).toBeLessThan(recoveryMs);
  });

  /** How many the app has. */
  async function opened(psql: pg.Client): Promise<number> {
    const { rows } = await psql.query(
      "select count(*)::integer as open from pg_stat_activity where application_name = 'setrip'",
    );
    return rows[0].open;
  }

  /** Connects until the server refuses. */
  async function takeAll(taken: pg.Client[]): Promise<never> {
    for (;;) {
      const client = new pg.Client({ connectionString: url });
      client.on("error", () => {});
      await client.connect();
      taken.push(client);
    }
  }
});
