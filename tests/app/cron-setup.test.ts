import { mkdirSync, utimesSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { databaseUrl, pool, transaction } from "#db/connection.ts";
import { readBackup } from "#domain/backups/layout.ts";
import { addDays, wibDay } from "#domain/calendar.ts";
import { enqueueEmails } from "#domain/emails/emails.ts";
import { type MailStandIn, startMailStandIn } from "#gateways/mail/stand-in/stand-in.ts";
import { jobs } from "#jobs/index.ts";
import { cronSecret, type RunningApp, startApp } from "#tests/app.ts";
import { ownDatabase } from "#tests/database.ts";
import { givenBooking, givenTrip } from "#tests/rows.ts";

/** The cron set-up manual, row by row: each test is named by the sentence that it holds. */

ownDatabase();

let app: RunningApp;
let mail: MailStandIn;
let discord: { url: string; messages: { content: string; allowed_mentions: unknown }[]; server: Server };

beforeAll(async () => {
  mail = await startMailStandIn();
  discord = await startDiscord();
  app = await startApp({
    databaseUrl: databaseUrl(),
    env: { RESEND_API_KEY: "re_test", RESEND_BASE_URL: mail.url, ADMIN_ALERT_WEBHOOK_URL: discord.url },
  });
});
afterAll(async () => {
  await app.stop();
  await mail.stop();
  discord.server.close();
});
beforeEach(() => {
  discord.messages.length = 0;
});

/** Discord's webhook: 204 and no body for a message that it takes. */
async function startDiscord() {
  const messages: { content: string; allowed_mentions: unknown }[] = [];
  const server = createServer(async (request, response) => {
    messages.push(JSON.parse(await text(request)));
    response.writeHead(204).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/webhooks/1/token`, messages, server };
}

async function trigger(job: string, { url = app.url, secret = cronSecret } = {}) {
  const response = await fetch(`${url}/api/cron/${job}`, { headers: { authorization: `Bearer ${secret}` } });
  return { status: response.status, body: await response.text() };
}

async function latestRun(jobName: string) {
  const sql = `select * from "CronRun" where "jobName" = $1 order by "id" desc limit 1`;
  return (await pool().query(sql, [jobName])).rows[0];
}

/** A mail to Ana that is due. */
function queueMail() {
  return transaction((tx) =>
    enqueueEmails(
      tx,
      [
        {
          template: "verify-email",
          dedupeKey: "verify-email:ana",
          to: { email: "ana@example.com", locale: "id" },
          props: { url: "http://localhost:3000/verifikasi" },
        },
      ],
      { now: new Date() },
    ),
  );
}

describe("Daftar cron job", () => {
  it("has each job at its hour, in UTC", () => {
    const schedules = Object.fromEntries(jobs.map(({ name, schedule }) => [name, schedule]));
    expect(schedules).toMatchObject({
      "auto-complete-trips": "0 18 * * *",
      "process-email-jobs": "*/5 * * * *",
      "cleanup-trip-images": "30 18 * * *",
      "expire-payments": "*/5 * * * *",
      "trip-reminders": "0 2 * * *",
      "money-reconcile": "45 18 * * *",
      backup: "0 19 * * *",
      "check-stored-files": "15 19 * * *",
      prune: "0 20 * * 0",
    });
    expect(jobs.filter(({ timeZone }) => timeZone !== "UTC")).toEqual([]);
  });

  it.each(jobs.map(({ name, schedule }) => [name, schedule] as const))(
    "GET /api/cron/%s runs at %s (UTC) and logs itself to CronRun",
    async (name) => {
      expect(await trigger(name)).toMatchObject({ status: 200 });
      expect(await latestRun(name)).toMatchObject({
        status: "SUCCESS",
        startedAt: expect.any(Date),
        errorMessage: null,
      });
    },
  );
});

/** A backup is never empty: its name, its size and what it holds are another each time. */
const varying = ["backup"];

describe("Expected response per cron", () => {
  it.each(jobs.map(({ name, example }) => [name, example?.empty ?? {}] as const))(
    "%s, sukses kosong",
    async (name, empty) => {
      const { status, body } = await trigger(name);
      const expected = JSON.stringify({ ok: true, ...empty });
      expect(status).toBe(200);
      if (varying.includes(name)) expect(Object.keys(JSON.parse(body))).toEqual(Object.keys(JSON.parse(expected)));
      else expect(body).toBe(expected);
    },
  );

  it("auto-complete-trips, sukses ada pekerjaan", async () => {
    const due = await givenTrip();
    const completed = await givenTrip({ status: "COMPLETED", completedAt: new Date("2026-05-12T18:00:00Z") });
    const { payout } = await givenBooking({ trip: completed });
    expect(await trigger("auto-complete-trips")).toEqual({
      status: 200,
      body: JSON.stringify({ ok: true, completed: 1, ids: [due.id], payoutsReleased: [payout?.id] }),
    });
  });

  it("process-email-jobs, sukses ada pekerjaan", async () => {
    await queueMail();
    expect(await trigger("process-email-jobs")).toEqual({
      status: 200,
      body: '{"ok":true,"picked":1,"succeeded":1,"failed":0}',
    });
    expect(mail.mails.at(-1)).toMatchObject({ to: ["ana@example.com"] });
  });

  it("cleanup-trip-images, sukses ada pekerjaan", async () => {
    const folder = join(app.dataDir, "uploads", "trips");
    const photo = join(folder, "019ab3a0-0000-7000-8000-000000000001-019ab3a0-0000-7000-8000-000000000002.webp");
    mkdirSync(folder, { recursive: true });
    writeFileSync(photo, "a photo that no trip uses");
    const twoDaysAgo = new Date(Date.now() - 48 * 3_600_000);
    utimesSync(photo, twoDaysAgo, twoDaysAgo);
    expect(await trigger("cleanup-trip-images")).toEqual({ status: 200, body: '{"ok":true,"scanned":1,"deleted":1}' });
  });
});

describe("the marketplace's own jobs, with work to do", () => {
  it("expire-payments gives an unpaid seat back and reminds who still has hours; the next call finds nothing", async () => {
    const now = Date.now();
    const trip = await givenTrip();
    const hour = 3_600_000;
    const booked = { createdAt: new Date(now - 23 * hour) };
    const seat = (expiresAt: number) =>
      givenBooking({ trip, status: "PENDING_PAYMENT", payment: { ...booked, expiresAt: new Date(expiresAt) } });
    const late = await seat(now - 60_000);
    await seat(now + hour);
    const ids = [late.payment.id];
    expect(await trigger("expire-payments")).toEqual({
      status: 200,
      body: JSON.stringify({ ok: true, expired: 1, ids, reminded: 1 }),
    });
    expect(await trigger("expire-payments")).toMatchObject({ body: '{"ok":true,"expired":0,"ids":[],"reminded":0}' });
  });

  it("trip-reminders reaches who travels tomorrow and who leads them", async () => {
    const tomorrow = addDays(wibDay(new Date()), 1);
    await givenBooking({ trip: await givenTrip({ date: tomorrow }), pax: 2 });
    await givenBooking();
    expect(await trigger("trip-reminders")).toEqual({
      status: 200,
      body: '{"ok":true,"participants":1,"organizers":1}',
    });
  });

  it("money-reconcile answers what must be in the bank", async () => {
    await givenBooking({
      payment: { uniqueCode: 123, receivedAmount: 300_123 },
      payout: { amount: 285_000, feeAmount: 15_123 },
    });
    expect(JSON.parse((await trigger("money-reconcile")).body)).toEqual({
      ok: true,
      bankRupiah: 300_123,
      owedToParticipantsRupiah: 0,
      owedToOrganizersRupiah: 285_000,
      feesRupiah: 15_123,
      bankLinesRupiah: 0,
    });
  });

  it("money-reconcile with a broken book is a 500 that names the row, and CronRun and Discord have it too", async () => {
    const { booking } = await givenBooking({
      payment: { uniqueCode: 123, receivedAmount: 300_123 },
      payout: { amount: 285_001, feeAmount: 15_123 },
    });
    const answer = await trigger("money-reconcile");
    expect(answer.status).toBe(500);
    const { error } = JSON.parse(answer.body);
    expect(error).toContain(`money-in: ${booking.code} 300123 <> 300124`);
    expect(await latestRun("money-reconcile")).toMatchObject({ status: "FAILED", errorMessage: error });
    await expect.poll(() => discord.messages).toHaveLength(1);
    expect(discord.messages[0]?.content).toContain("money-reconcile");
    expect(discord.messages[0]?.content).toContain(
      `Pembukuan tidak cocok di pesanan ${booking.code}: masuk Rp 300.123`,
    );
  });

  it("backup makes one that is whole, and tells what is in it", async () => {
    const { body } = await trigger("backup");
    const { name, ...made } = JSON.parse(body) as Record<string, unknown>;
    expect(made).toMatchObject({ ok: true, encrypted: false, missing: 0 });
    expect(readBackup(join(app.dataDir, "backups", String(name)))).toMatchObject({ uploads: made.uploads });
  });

  it("prune forgets what was said half a year ago and keeps that it was said", async () => {
    await queueMail();
    await trigger("process-email-jobs");
    const old = "2026-01-01T00:00:00Z";
    await pool().query(`update "EmailJob" set "sentAt" = $1, "nextAttemptAt" = $1, "html" = 'x', "text" = 'x'`, [old]);
    expect(await trigger("prune")).toMatchObject({ status: 200, body: expect.stringContaining('"mailBodies":1') });
    const { rows } = await pool().query(`select "status", "html", "text", "toEmail" from "EmailJob"`);
    expect(rows).toEqual([{ status: "SENT", html: "", text: "", toEmail: "ana@example.com" }]);
  });
});

describe("Error response", () => {
  it("401: CRON_SECRET di env tidak match dengan header", async () => {
    expect(await trigger("process-email-jobs", { secret: "wrong" })).toEqual({
      status: 401,
      body: '{"error":"Unauthorized"}',
    });
  });

  it("500 lain: the error is in the answer, in CronRun.errorMessage and in the log of the app", async () => {
    const error = await failAutoComplete();
    expect(await latestRun("auto-complete-trips")).toMatchObject({ status: "FAILED", errorMessage: error });
    await expect.poll(app.logs).toMatch(/cron auto-complete-trips FAILED/);
  });
});

it("23: one of three past trips makes the cron throw: two are COMPLETED, HTTP 500, CronRun and Discord name the third, and after the mend only it is completed", async () => {
  const [bad, ...good] = [await givenTrip(), await givenTrip(), await givenTrip()];
  await pool().query(`create function refuse() returns trigger language plpgsql as
    $$ begin if new."id" = '${bad!.id}' then raise 'broken'; end if; return new; end $$;
    create trigger refuse before update on "Trip" for each row execute function refuse()`);
  const answer = await trigger("auto-complete-trips");
  await pool().query("drop function refuse cascade");
  const { error } = JSON.parse(answer.body);
  expect([answer.status, error]).toEqual([500, expect.stringContaining(`1 trip failed: ${bad!.id} (broken)`)]);
  expect(await latestRun("auto-complete-trips")).toMatchObject({ status: "FAILED", errorMessage: error });
  await expect.poll(() => discord.messages[0]?.content).toContain(bad!.id);
  const { rows } = await pool().query(`select "id" from "Trip" where "status" = 'COMPLETED' order by "id"`);
  expect(rows.map(({ id }) => id)).toEqual(good.map(({ id }) => id).sort());
  expect(JSON.parse((await trigger("auto-complete-trips")).body)).toMatchObject({ completed: 1, ids: [bad!.id] });
});

/** Takes the trips away for one run; returns the error that the trigger answered. */
async function failAutoComplete(): Promise<string> {
  await pool().query(`alter table "Trip" rename to "Trip_away"`);
  const answer = await trigger("auto-complete-trips");
  await pool().query(`alter table "Trip_away" rename to "Trip"`);
  expect(answer.status).toBe(500);
  return JSON.parse(answer.body).error;
}

describe("Discord push notif", () => {
  it("sends one 🚨 message when a cron FAILED, and no second one for the next failure of the streak", async () => {
    await failAutoComplete();
    await expect.poll(() => discord.messages).toHaveLength(1);
    await failAutoComplete();
    // A second message might only be under way: what the engine has decided to send stands with the run.
    const streak = `select "failureStreak", "alertCount" from "RondaJob" where "name" = 'auto-complete-trips'`;
    expect((await pool().query(streak)).rows).toEqual([{ failureStreak: 2, alertCount: 1 }]);
    expect(discord.messages[0]).toMatchObject({
      content: expect.stringMatching(/^🚨.*auto-complete-trips/s),
      allowed_mentions: { parse: [] },
    });
  });
});

describe("without the optional env", () => {
  let bare: RunningApp;
  beforeAll(async () => {
    bare = await startApp({ databaseUrl: databaseUrl() });
  });
  afterAll(() => bare.stop());

  it("RESEND_API_KEY kosong: email tetap di-queue, cron skip dengan warning; set nanti dan cron drain queue", async () => {
    await queueMail();
    const empty = '{"ok":true,"picked":0,"succeeded":0,"failed":0}';
    expect(await trigger("process-email-jobs", bare)).toEqual({ status: 200, body: empty });
    const { rows } = await pool().query(`select "status", "attempts" from "EmailJob"`);
    expect(rows).toEqual([{ status: "PENDING", attempts: 0 }]);
    expect(await latestRun("process-email-jobs")).toMatchObject({
      log: [expect.objectContaining({ level: "warn", message: expect.stringContaining("RESEND_API_KEY") })],
    });
    expect(await trigger("process-email-jobs")).toMatchObject({ body: expect.stringContaining('"succeeded":1') });
  });

  it("EMAIL_FROM kosong: pakai default SeTrip <onboarding@resend.dev>", async () => {
    await queueMail();
    await trigger("process-email-jobs");
    expect(mail.mails.at(-1)).toMatchObject({ from: "SeTrip <onboarding@resend.dev>" });
  });

  it("ADMIN_ALERT_WEBHOOK_URL kosong: tidak ada push saat cron FAILED", async () => {
    await pool().query(`alter table "Trip" rename to "Trip_away"`);
    const answer = await trigger("auto-complete-trips", bare);
    await pool().query(`alter table "Trip_away" rename to "Trip"`);
    expect(answer.status).toBe(500);
    expect(discord.messages).toEqual([]);
  });

  it("CRON_SECRET kosong: 500 Server misconfigured", async () => {
    const open = await startApp({ databaseUrl: databaseUrl(), env: { CRON_SECRET: "" } });
    try {
      expect(await trigger("process-email-jobs", open)).toEqual({
        status: 500,
        body: '{"error":"Server misconfigured"}',
      });
    } finally {
      await open.stop();
    }
  });
});
