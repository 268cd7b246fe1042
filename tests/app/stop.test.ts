import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, expect, it } from "vitest";
import { databaseUrl, pool } from "#db/connection.ts";
import { type MailStandIn, startMailStandIn } from "#gateways/mail/stand-in/stand-in.ts";
import { type StandInStore, startStandInStore } from "#gateways/storage/stand-in/store.ts";
import { limits } from "#limits.ts";
import { type TcpProxy, tcpProxy } from "#packages/ronda/src/testing/tcp-proxy.ts";
import { formsOf, send, visit } from "#tests/access/visits.ts";
import { givenAccount } from "#tests/accounts.ts";
import { cronSecret, type RunningApp, startApp } from "#tests/app.ts";
import { ownDatabase } from "#tests/database.ts";
import { patienceMs } from "#tests/patience.ts";

/** Everybody outside has gone silent, and the app is told to stop. */

ownDatabase();

const open: { stop: () => unknown }[] = [];
afterAll(async () => {
  for (const { stop } of open.reverse()) await stop();
});

function opened<Thing extends { stop: () => unknown }>(thing: Thing): Thing {
  open.push(thing);
  return thing;
}

it("a process that is told to stop while everybody outside is silent is gone in its time, and no mail is lost or doubled", async () => {
  const outside = await givenOutside();
  const app = opened(await startApp({ databaseUrl: databaseUrl(), env: outside.env }));

  // A refused mail makes an alert; what is mailed after that is accepted, and nobody hears so.
  outside.mail.failWhen(() => ({ kind: "error", name: "suspended_api_key" }));
  await forgets(app, "ana@setrip.test");
  await until(async () => outside.mail.calls.length > 0 && (await mails())[0]?.lockedUntil === null);
  const asked = [trigger(app, "process-email-jobs")];
  await until(async () => (await runs("process-email-jobs", "FAILED")) === 1);
  await until(() => outside.chat.asked() > 0);
  const refused = outside.mail.calls.length;
  outside.mail.failWhen(() => ({ kind: "silence", when: "after" }));
  outside.store.become("stall");
  await forgets(app, "hugo@setrip.test");
  await until(() => outside.mail.calls.length === refused + 1);
  asked.push(trigger(app, "process-email-jobs"), trigger(app, "cleanup-trip-images"));
  await until(() => outside.mail.calls.length === refused + 2);
  await until(async () => (await runs("cleanup-trip-images", "RUNNING")) === 1);
  expect(outside.deadman.asked()).toBeGreaterThan(0);

  const stoppedMs = performance.now();
  expect(await app.stop()).toBe(143);
  // What a machine under load needs besides is not counted so closely; it says itself where it did not end by itself.
  expect(performance.now() - stoppedMs).toBeLessThan(2 * limits.stop.totalMs);
  expect(app.logs()).not.toContain("before all was");
  await Promise.all(asked);

  const untouched = { status: "PENDING", attempts: 0, lockedUntil: null, batchKey: expect.any(String) };
  expect(await mails()).toMatchObject([untouched, untouched]);
  expect(await runs("cleanup-trip-images", "ABANDONED")).toBe(1);

  outside.mail.failWhen(undefined);
  const next = opened(await startApp({ databaseUrl: databaseUrl(), env: outside.mailEnv }));
  await trigger(next, "process-email-jobs");
  expect(await mails()).toMatchObject([
    { status: "SENT", attempts: 1 },
    { status: "SENT", attempts: 1 },
  ]);
  expect(outside.mail.mails.map(({ to }) => to.join()).sort()).toEqual(["ana@setrip.test", "hugo@setrip.test"]);
});

/** Mail provider, chat, dead-man check and store: the second and third never answer, the others do until they are told not to. */
async function givenOutside() {
  const mail: MailStandIn = opened(await startMailStandIn());
  const store: StandInStore = opened(await startStandInStore());
  const { endpoint, bucket, region, accessKeyId, secretAccessKey } = store.settings;
  const proxy: TcpProxy = await tcpProxy({ host: "127.0.0.1", port: Number(new URL(endpoint).port) });
  opened({ stop: () => proxy.close() });
  const [chat, deadman] = [await silent(), await silent()];
  const mailEnv = { RESEND_API_KEY: "re_test_123456", RESEND_BASE_URL: mail.url, MAIL_CALLS_PER_SECOND: "50" };
  return {
    mail,
    chat,
    deadman,
    store: proxy,
    mailEnv,
    env: {
      ...mailEnv,
      ADMIN_ALERT_WEBHOOK_URL: `${chat.url}/api/webhooks/1/a`,
      DEADMAN_PING_URL: `${deadman.url}/check`,
      S3_ENDPOINT: `http://127.0.0.1:${proxy.port}`,
      S3_BUCKET: bucket,
      S3_REGION: region,
      S3_ACCESS_KEY_ID: accessKeyId,
      S3_SECRET_ACCESS_KEY: secretAccessKey,
    },
  };
}

/** A server that reads and never answers. */
async function silent() {
  let asked = 0;
  const server: Server = createServer(() => void asked++);
  await once(server.listen(0, "127.0.0.1"), "listening");
  opened({
    stop: () => {
      server.closeAllConnections();
      server.close();
    },
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked: () => asked };
}

/** Somebody has forgotten their password and says so, which mails them a link. */
async function forgets(app: RunningApp, email: string): Promise<void> {
  await givenAccount({ email });
  const nobody = { cookie: "", userId: null };
  const path = "/lupa-sandi";
  const [form] = formsOf(path, (await visit(app, nobody, path)).html).filter(({ fields }) =>
    fields.some(([name]) => name === "email"),
  );
  const fields = form!.fields.map(([name, value]): [string, string] => [name, name === "email" ? email : value]);
  expect(await send(app, nobody, { ...form!, fields })).toBe(303);
  await until(async () => (await mails()).some(({ toEmail }) => toEmail === email));
}

function trigger(app: RunningApp, job: string): Promise<unknown> {
  const headers = { authorization: `Bearer ${cronSecret}` };
  return fetch(`${app.url}/api/cron/${job}`, { headers }).then(
    (response) => response.json(),
    (error: Error) => error,
  );
}

async function runs(job: string, status: string): Promise<number> {
  const { rowCount } = await pool().query(`select from "CronRun" where "jobName" = $1 and "status" = $2`, [
    job,
    status,
  ]);
  return rowCount ?? 0;
}

async function mails() {
  const { rows } = await pool().query<Record<string, unknown>>(
    `select * from "EmailJob" where "template" = 'reset-password' order by "toEmail"`,
  );
  return rows;
}

async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  await expect.poll(condition, { timeout: patienceMs }).toBe(true);
}
