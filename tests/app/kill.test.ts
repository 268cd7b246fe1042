import { mkdirSync, mkdtempSync, readdirSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterEach, expect, it, vi } from "vitest";
import { databaseUrl, db, pool } from "#db/connection.ts";
import { addDays, wibDay } from "#domain/calendar.ts";
import { enqueueEmails } from "#domain/emails/emails.ts";
import { tripImages } from "#domain/trips/schema.ts";
import { type MailStandIn, startMailStandIn } from "#gateways/mail/stand-in/stand-in.ts";
import { cronSecret, type RunningApp, startApp } from "#tests/app.ts";
import { ownDatabase } from "#tests/database.ts";
import { brokenInvariants } from "#tests/invariants.ts";
import { patienceMs } from "#tests/patience.ts";
import { givenBooking, givenOrganizer, givenTrip, givenUser } from "#tests/rows.ts";

/** The whole app is killed in the middle of each job. Nothing may be lost, done twice or RUNNING for ever. */

ownDatabase();

const apps: RunningApp[] = [];
const holders: pg.Client[] = [];
let mail: MailStandIn | undefined;

afterEach(async () => {
  for (const holder of holders.splice(0)) await holder.end();
  for (const app of apps.splice(0)) await app.kill();
  await mail?.stop();
  mail = undefined;
});

it("auto-complete-trips: every trip is completed once and every payout released once", async () => {
  const { last, tripIds, payoutIds } = await givenNight();
  const app = await start();
  const lock = await hold('select 1 from "Trip" where "id" = $1 for no key update', [last]);
  const cut = trigger(app, "auto-complete-trips");
  await until(async () => (await isBlocked(lock)) && (await count('"Trip" where "completedAt" is not null')) > 0);

  await app.kill();
  expect(await cut).toBeInstanceOf(TypeError);
  await lock.end();
  expect(await count('"Trip" where "status" = \'OPEN\'')).toBeGreaterThan(0);

  expect(await runAgain(app, "auto-complete-trips")).toMatchObject({ ok: true });
  expect(await count('"Trip" where "status" <> \'COMPLETED\'')).toBe(0);
  expect(await count('"Payout" where "status" = \'RELEASED\'')).toBe(payoutIds.length);
  expect(await audited("trip.complete")).toEqual(tripIds.sort());
  expect(await audited("payout.release")).toEqual(payoutIds.sort());
  expect(await brokenInvariants()).toEqual({});
});

it("process-email-jobs: every mail arrives once, also those of a call that was never answered", async () => {
  mail = await startMailStandIn();
  // The first call is answered, the second is accepted without an answer, and the others never arrive.
  const arrived = () => mail?.calls.length ?? 0;
  mail.failWhen(() => (arrived() === 1 ? undefined : { kind: "silence", when: arrived() === 2 ? "after" : "before" }));
  await givenQueue(450);
  const app = await start({ RESEND_API_KEY: "re_test_123456", RESEND_BASE_URL: mail.url, MAIL_CALLS_PER_SECOND: "50" });
  const cut = trigger(app, "process-email-jobs");
  const sent = () => count('"EmailJob" where "status" = \'SENT\'');
  await until(async () => arrived() === 5 && (await sent()) === 100);

  await app.kill();
  expect(await cut).toBeInstanceOf(TypeError);
  expect(mail.acceptedCount).toBe(200);
  mail.failWhen(undefined);

  // Nobody knows which calls arrived: their mails wait until the claim of the dead process has run out.
  const again = await restart(app);
  again.moveClock(15 * 60_000);
  expect(await trigger(again, "process-email-jobs")).toMatchObject({ ok: true, failed: 0 });
  expect(await sent()).toBe(450);
  expect(new Set(mail.mails.map(({ to }) => to.join())).size).toBe(450);
  expect(mail.acceptedCount).toBe(450);
});

it("cleanup-trip-images: every orphan goes, and nothing else", async () => {
  const dataDir = mkdtempSync(join(tmpdir(), "setrip-kill-"));
  const photos = await givenPhotos(dataDir, { orphans: 1_200, referenced: 50, young: 50 });
  const app = await start({}, dataDir);
  const form = await hold("select pg_advisory_xact_lock_shared(7364873)", []);
  const cut = trigger(app, "cleanup-trip-images");
  await until(() => isBlocked(form));
  // The next form asks while the job waits: the job gets one slice, then this form, then the job again.
  const nextForm = await connect();
  const held = nextForm.query("begin; select pg_advisory_xact_lock_shared(7364873)");
  await until(async () => (await waiting()) === 2);
  await form.query("commit");
  await held;
  await until(() => isBlocked(nextForm));

  await app.kill();
  expect(await cut).toBeInstanceOf(TypeError);
  await nextForm.end();
  expect(photos.left()).toBeGreaterThan(100);
  expect(photos.left()).toBeLessThan(1_300);

  const deleted = photos.left() - 100;
  expect(await runAgain(app, "cleanup-trip-images")).toMatchObject({ ok: true, deleted });
  expect(photos.left()).toBe(100);
});

it("expire-payments: every unpaid seat is given back once, with one mail", async () => {
  const { last, paymentIds } = await givenUnpaid(650);
  const app = await start();
  const lock = await hold('select 1 from "Trip" where "id" = $1 for no key update', [last]);
  const cut = trigger(app, "expire-payments");
  await until(async () => (await isBlocked(lock)) && (await count('"Payment" where "status" = \'EXPIRED\'')) > 0);

  await app.kill();
  expect(await cut).toBeInstanceOf(TypeError);
  await lock.end();
  expect(await count('"Payment" where "status" = \'AWAITING\'')).toBeGreaterThan(0);

  expect(await runAgain(app, "expire-payments")).toMatchObject({ ok: true });
  expect(await count('"Payment" where "status" = \'EXPIRED\'')).toBe(650);
  expect(await audited("payment.expire")).toEqual(paymentIds.sort());
  expect(await count('"EmailJob" where "template" = \'booking-expired\'')).toBe(650);
  expect(await brokenInvariants()).toEqual({});
});

it("trip-reminders: everybody who travels tomorrow gets one mail", async () => {
  const app = await start();
  const noon = lastNoon();
  app.moveClock(noon.getTime() - Date.now());
  const { last } = await givenDepartures(120, addDays(wibDay(noon), 1));
  const lock = await hold('select 1 from "Trip" where "id" = $1 for no key update', [last]);
  const cut = trigger(app, "trip-reminders");
  await until(async () => (await isBlocked(lock)) && (await count('"EmailJob"')) > 0);

  await app.kill();
  expect(await cut).toBeInstanceOf(TypeError);
  await lock.end();
  expect(await count('"EmailJob"')).toBeLessThan(240);

  expect(await runAgain(app, "trip-reminders")).toMatchObject({ ok: true });
  expect(await count('"EmailJob" where "template" = \'trip-reminder\'')).toBe(120);
  expect(await count('"EmailJob" where "template" = \'trip-reminder-organizer\'')).toBe(120);
});

it("SIGTERM closes the run at once, and the next process makes up for its slot", async () => {
  const { last, tripIds } = await givenNight();
  const app = await start();
  const slot = new Date();
  slot.setUTCHours(42, 0, 20, 0);
  app.moveClock(slot.getTime() - Date.now());
  const lock = await hold('select 1 from "Trip" where "id" = $1 for no key update', [last]);
  const answer = trigger(app, "auto-complete-trips");
  await until(() => isBlocked(lock));

  const ended = app.stop();
  await until(async () => (await runs("auto-complete-trips"))[0]?.status === "ABANDONED");
  await lock.end();
  expect(await ended).toBe(143);
  await answer;
  expect(await runs("auto-complete-trips")).toMatchObject([{ status: "ABANDONED", reason: "restart" }]);

  await start({}, app.dataDir);
  await until(async () => (await runs("auto-complete-trips")).at(-1)?.status === "SUCCESS");
  // The clock leapt over a slot, too, at which nothing was alive: that one is a row of its own.
  const ran = (await runs("auto-complete-trips")).filter(({ status }) => status !== "MISSED");
  expect(ran).toMatchObject([{}, { trigger: "catch-up" }]);
  expect(await audited("trip.complete")).toEqual(tripIds.sort());
  expect(await brokenInvariants()).toEqual({});
});

/** In Jakarta: tomorrow stays the same day until the end. The last one, since a clock that goes on leaps over a slot. */
function lastNoon(): Date {
  const nowMs = Date.now();
  const noon = new Date(`${wibDay(new Date(nowMs))}T05:00:00Z`);
  return noon.getTime() <= nowMs ? noon : new Date(noon.getTime() - 86_400_000);
}

/** A new server of its own, with no files yet: so the database is nobody's either. */
async function start(env: Record<string, string> = {}, dataDir?: string): Promise<RunningApp> {
  await pool().query('delete from "Installation"');
  return startIn(dataDir, env);
}

async function startIn(dataDir: string | undefined, env: Record<string, string>): Promise<RunningApp> {
  const app = await startApp({ databaseUrl: databaseUrl(), dataDir, env });
  apps.push(app);
  return app;
}

/** Starts the app once more as it was, after the heartbeat of the dead run has become older than its lease. */
async function restart({ dataDir, env }: RunningApp): Promise<RunningApp> {
  expect(await count('"CronRun" where "status" = \'RUNNING\'')).toBe(1);
  await pool().query(
    `update "CronRun" set "heartbeatAt" = "heartbeatAt" - interval '2 minutes' where "status" = 'RUNNING'`,
  );
  return startIn(dataDir, env);
}

async function runAgain(app: RunningApp, job: string): Promise<unknown> {
  const answer = await trigger(await restart(app), job);
  expect(await runs(job)).toMatchObject([{ status: "ABANDONED" }, { status: "SUCCESS" }]);
  return answer;
}

/** The answer as JSON, or the error of a connection that broke. */
function trigger(app: RunningApp, job: string): Promise<unknown> {
  const headers = { authorization: `Bearer ${cronSecret}` };
  return fetch(`${app.url}/api/cron/${job}`, { headers }).then(
    (answer) => answer.json(),
    (error: Error) => error,
  );
}

/** Trips that are over, of which the last one can be held on to, and payouts whose hold has passed. */
async function givenNight() {
  const organizer = await givenOrganizer();
  const over = await Promise.all(
    Array.from({ length: 650 }, (_, index) =>
      givenTrip({ organizerId: organizer.id, date: `2026-05-${10 + (index % 2)}` }),
    ),
  );
  for (const trip of over.slice(0, 20)) await givenBooking({ trip });
  const completed = await givenTrip({ organizerId: organizer.id, status: "COMPLETED" });
  const booked = await Promise.all(Array.from({ length: 10 }, () => givenBooking({ trip: completed })));
  const last = over.toSorted((a, b) => `${b.date}${b.id}`.localeCompare(`${a.date}${a.id}`))[0];
  return {
    last: last?.id ?? "",
    tripIds: over.map(({ id }) => id),
    payoutIds: booked.map(({ payout }) => payout?.id ?? ""),
  };
}

/** Overdue payments, each on a trip of its own, of which the last one can be held on to. */
async function givenUnpaid(size: number) {
  const organizer = await givenOrganizer();
  const user = await givenUser();
  const paymentIds: string[] = [];
  let last = "";
  for (let at = 0; at < size; at++) {
    const trip = await givenTrip({ organizerId: organizer.id });
    const { payment } = await givenBooking({ trip, user, status: "PENDING_PAYMENT" });
    paymentIds.push(payment.id);
    last = trip.id;
  }
  return { last, paymentIds };
}

/** Trips of that day with a traveller each. */
async function givenDepartures(size: number, date: string) {
  const organizer = await givenOrganizer();
  const user = await givenUser();
  let last = "";
  for (let at = 0; at < size; at++) {
    const trip = await givenTrip({ organizerId: organizer.id, date });
    await givenBooking({ trip, user });
    last = trip.id;
  }
  return { last };
}

async function givenQueue(size: number): Promise<void> {
  const mails = Array.from({ length: size }, (_, index) => ({
    template: "verify-email" as const,
    dedupeKey: `verify-email:${index}`,
    to: { email: `ana.${index}@setrip.example`, locale: "id" as const },
    props: { name: "Ana", url: "https://setrip.example/verify" },
  }));
  await enqueueEmails(db(), mails, { now: new Date(Date.now() - 60_000) });
}

async function givenPhotos(dataDir: string, counts: { orphans: number; referenced: number; young: number }) {
  const folder = join(dataDir, "uploads", "trips");
  mkdirSync(folder, { recursive: true });
  const twoDaysAgo = Date.now() / 1000 - 2 * 86_400;
  const write = (kind: string, size: number, old: boolean) =>
    Array.from({ length: size }, (_, index) => {
      const name = `${kind}-${index}.webp`;
      writeFileSync(join(folder, name), "");
      if (old) utimesSync(join(folder, name), twoDaysAgo, twoDaysAgo);
      return name;
    });
  write("orphan", counts.orphans, true);
  write("young", counts.young, false);
  for (const path of write("referenced", counts.referenced, true)) {
    const trip = await givenTrip();
    const now = new Date();
    await db()
      .insert(tripImages)
      .values({ id: path, tripId: trip.id, path, position: 1, createdAt: now, updatedAt: now });
  }
  // Besides them lies the mark by which the app knows its folder.
  return { left: () => readdirSync(folder).filter((name) => name.endsWith(".webp")).length };
}

async function connect(): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: databaseUrl() });
  await client.connect();
  holders.push(client);
  return client;
}

/** A transaction that somebody else will wait for. */
async function hold(statement: string, values: unknown[]): Promise<pg.Client> {
  const client = await connect();
  await client.query("begin");
  await client.query(statement, values);
  return client;
}

async function isBlocked(holder: pg.Client): Promise<boolean> {
  const { processID } = holder as pg.Client & { processID: number };
  const sql = "select 1 from pg_stat_activity where $1 = any(pg_blocking_pids(pid)) and datname = current_database()";
  return ((await pool().query(sql, [processID])).rowCount ?? 0) > 0;
}

async function waiting(): Promise<number> {
  return count("pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()");
}

async function count(what: string): Promise<number> {
  return (await pool().query<{ n: number }>(`select count(*)::int as n from ${what}`)).rows[0]?.n ?? 0;
}

async function audited(action: string): Promise<string[]> {
  const sql = 'select "entityId" from "AuditLog" where "action" = $1 order by "entityId"';
  return (await pool().query<{ entityId: string }>(sql, [action])).rows.map(({ entityId }) => entityId);
}

async function runs(job: string): Promise<{ status: string }[]> {
  const sql = 'select "status", "reason", "trigger" from "CronRun" where "jobName" = $1 order by "id"';
  return (await pool().query(sql, [job])).rows;
}

function until(condition: () => Promise<boolean>): Promise<unknown> {
  // A lease of a minute, and the next patrol after it.
  return vi.waitFor(async () => expect(await condition()).toBe(true), { timeout: patienceMs, interval: 20 });
}
