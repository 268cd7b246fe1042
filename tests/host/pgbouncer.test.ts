import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chmodSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, inject, it, vi } from "vitest";
import { waitingAtMost } from "#db/bounds.ts";
import { BoundedPool } from "#db/pool.ts";
import { unavailability } from "#db/unavailable.ts";
import { type MailStandIn, startMailStandIn } from "#gateways/mail/stand-in/stand-in.ts";
import { jobs } from "#jobs/index.ts";
import { limits } from "#limits.ts";
import { cronSecret, type RunningApp, startApp } from "#tests/app.ts";
import { freePort } from "#tests/free-port.ts";
import { withConnection } from "#tests/with-connection.ts";

/**
 * The app behind Debian's PgBouncer in transaction mode: each transaction may get another connection of the server, and
 * what belongs to a session is nobody's. Fewer connections than the app has of its own, so that they do change.
 */
const serverConnections = 4;
const mails = 250;
/** What whoever set the database up gave it; another than the app's own, so that the two are told apart. */
const ownersLockTimeout = "7s";

const database = `pooled_${randomBytes(6).toString("hex")}`;
const direct = Object.assign(new URL(inject("postgresUrl")), { pathname: `/${database}` });
let pooled = "";
let bouncer: ChildProcess;
let mail: MailStandIn;
let app: RunningApp;

beforeAll(async () => {
  await withConnection(inject("postgresUrl"), async (client) => {
    await client.query(`create database ${database}`);
    // As the runbook says: a cancellation may get lost on its way through a pooler.
    await client.query(`alter database ${database} set lock_timeout = '${ownersLockTimeout}'`);
  });
  pooled = await startPgbouncer();
  mail = await startMailStandIn();
  app = await startApp({
    databaseUrl: pooled,
    env: { RESEND_API_KEY: "re_test", RESEND_BASE_URL: mail.url, MAIL_CALLS_PER_SECOND: "1000" },
  });
});

afterAll(async () => {
  await app?.stop();
  await mail?.stop();
  bouncer?.kill("SIGINT");
});

it("migrations run through it, and the app is ready", async () => {
  const response = await fetch(`${app.url}/api/health/ready`);
  expect(await response.json()).toMatchObject({ ok: true, database: "ok", migrations: "ok" });
  expect((await fetch(app.url)).status).toBe(200);
});

it("every job runs, three times at once, and the queued mails are sent once each", async () => {
  await withConnection(direct.href, (client) => client.query(queueMails, [mails]));
  for (let round = 0; round < 3; round++) {
    // A backup is named by its second, so that another one within it is refused.
    const due = jobs.filter(({ name }) => round === 0 || name !== "backup");
    const runs = await Promise.all(due.map(({ name }) => runJob(name)));
    expect(runs.filter(({ status }) => status !== 200)).toEqual([]);
  }
  await expect.poll(sendAndCount, { timeout: 30_000 }).toBe(mails);
  expect(app.logs()).not.toMatch(/prepared statement|unsupported startup parameter/);
});

it("a transaction brings its bounds along, and leaves none of them to the next", async () => {
  const pool = new BoundedPool(pooled);
  const bounds =
    "select current_setting('lock_timeout') as lock, current_setting('idle_in_transaction_session_timeout') as idle";
  try {
    const client = await pool.connect();
    await client.query("begin");
    expect((await client.query(bounds)).rows).toEqual([{ lock: "5s", idle: "30s" }]);
    await client.query("commit");
    client.release();
    for (let count = 0; count < 2 * serverConnections; count++)
      expect((await pool.query(bounds)).rows).toEqual([{ lock: ownersLockTimeout, idle: "0" }]);
  } finally {
    await pool.end();
  }
});

it("a statement that takes too long ends on the server, too", async () => {
  const pool = new BoundedPool(pooled);
  const slow = waitingAtMost(300, () => pool.query("select pg_sleep(60) as behind_the_pooler"));
  expect(await slow.then(() => undefined, unavailability)).toMatchObject({ kind: "slow" });
  await expect.poll(() => activeStatements("behind_the_pooler")).toBe(0);
  await pool.end();
});

it("a locked table keeps no page longer than it may take, and no statement waits on behind it", async () => {
  await withConnection(direct.href, async (client) => {
    await client.query(`begin; lock table "Trip" in access exclusive mode`);
    const startedAt = performance.now();
    const answers = await Promise.all(Array.from({ length: 10 }, () => fetch(app.url)));
    expect(answers.map(({ status }) => status)).toEqual(new Array(10).fill(503));
    expect(performance.now() - startedAt).toBeLessThan(limits.page.unavailableWithinMs);
    // A job's statement may wait longer than a page's.
    await expect.poll(() => activeStatements(`from "Trip"`), { timeout: 60_000 }).toBe(0);
    await client.query("commit");
  });
  await expect.poll(async () => (await fetch(app.url)).status).toBe(200);
});

/** Mails as they stand in the queue before anybody has tried to send them. */
const queueMails = `
  insert into "EmailJob" ("id", "dedupeKey", "toEmail", "fromAddress", "template", "subject", "html", "text", "status",
    "attempts", "nextAttemptAt", "createdAt", "updatedAt")
  select gen_random_uuid()::text, 'pooled:' || number, 'ana' || number || '@setrip.test', 'SeTrip <a@setrip.test>',
    'booking-confirmed', 'Halo', '<p>Halo</p>', 'Halo', 'PENDING', 0, now() - interval '1 minute', now(), now()
  from generate_series(1, $1::integer) as number`;

async function runJob(name: string): Promise<{ name: string; status: number; body: string }> {
  const headers = { authorization: `Bearer ${cronSecret}` };
  const response = await fetch(`${app.url}/api/cron/${name}`, { method: "POST", headers });
  return { name, status: response.status, body: await response.text() };
}

/** Runs the drain once more, and gives how many mails are sent by then. */
async function sendAndCount(): Promise<number> {
  await runJob("process-email-jobs");
  const { rows } = await withConnection(direct.href, (client) =>
    client.query(`select count(*)::integer as sent from "EmailJob" where "status" = 'SENT'`),
  );
  return rows[0].sent;
}

async function activeStatements(text: string): Promise<number> {
  const { rows } = await withConnection(direct.href, (client) =>
    client.query(
      `select count(*)::integer as active from pg_stat_activity
       where datname = current_database() and state = 'active' and pid <> pg_backend_pid() and position($1 in query) > 0`,
      [text],
    ),
  );
  return rows[0].active;
}

/** Gives the address of the test's database behind it. Its settings are those that a fresh package has, but for the mode. */
async function startPgbouncer(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), "setrip-pgbouncer-"));
  chmodSync(folder, 0o755);
  const port = await freePort();
  const { hostname, port: serverPort, username, password } = direct;
  const config = `
[databases]
* = host=${hostname} port=${serverPort} user=${username} password=${decodeURIComponent(password)}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${port}
unix_socket_dir =
auth_type = any
pool_mode = transaction
default_pool_size = ${serverConnections}
max_client_conn = 200
`;
  writeFileSync(join(folder, "pgbouncer.ini"), config, { mode: 0o644 });
  const asUser = process.getuid?.() === 0 ? ["-u", "nobody"] : [];
  bouncer = spawn("pgbouncer", [...asUser, join(folder, "pgbouncer.ini")], { stdio: "ignore" });
  const url = Object.assign(new URL(direct), { hostname: "127.0.0.1", port: String(port) }).href;
  const answers = () =>
    withConnection(url, (client) => client.query("select 1")).then(
      () => true,
      () => false,
    );
  await vi.waitUntil(answers, { timeout: 20_000 });
  return url;
}
