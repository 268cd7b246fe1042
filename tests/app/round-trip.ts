import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, inject } from "vitest";
import { databaseUrl, disconnect, pool } from "#db/connection.ts";
import { startEmbedded, stopEmbedded } from "#db/embedded.ts";
import { type Agreed, book } from "#domain/bookings/book.ts";
import { demoAccounts } from "#domain/users/demo-accounts.ts";
import { startMailStandIn } from "#gateways/mail/stand-in/stand-in.ts";
import { jobs } from "#jobs/index.ts";
import { cronSecret, type RunningApp, startApp } from "#tests/app.ts";
import { everyRow, everyUpload } from "#tests/backups.ts";
import type { typedLines } from "#tests/typed.ts";
import { withConnection } from "#tests/with-connection.ts";

/**
 * The sample data's way into a backup and, on another port, into an empty database and folder: what the typed lines bring
 * there is what had been here, in every row and file, and the app goes on with it as if nothing had happened.
 */
export async function expectRoundTrip(dataDir: string, type: ReturnType<typeof typedLines>): Promise<void> {
  // The test file's own, which nobody has made yet.
  const url = databaseUrl();
  const name = new URL(url).pathname.slice(1);
  const folder = mkdtempSync(join(tmpdir(), "setrip-round-trip-"));
  const restored = mkdtempSync(join(folder, "data-"));
  await withConnection(inject("postgresUrl"), (client) => client.query(`create database ${name}`));
  try {
    const env = { DATABASE_URL: "", SETRIP_DATA_DIR: dataDir };
    const made = type("scripts/backup.ts", [], { ...env, SETRIP_BACKUP_DIR: mkdtempSync(join(folder, "backups-")) });
    expect([await made.ended, made.output()]).toEqual([0, expect.stringContaining("To put it back: npm run restore ")]);
    const [, backup] = /npm run restore (\S+)/.exec(made.output())!;
    const to = { DATABASE_URL: url, SETRIP_DATA_DIR: restored };
    const put = type("scripts/restore.ts", [backup!], to);
    expect([await put.ended, put.output()]).toEqual([0, expect.stringContaining("all as in the backup")]);
    const before = await rowsBefore(dataDir);
    expect(await everyRow(url)).toEqual(before);
    expect(everyUpload(join(restored, "uploads"))).toEqual(everyUpload(join(dataDir, "uploads")));
    await expectItGoesOn({ url, dataDir: restored, before: join(dataDir, "uploads") });
  } finally {
    await disconnect();
    await withConnection(inject("postgresUrl"), (client) => client.query(`drop database ${name} with (force)`));
    rmSync(folder, { recursive: true, force: true });
  }
}

async function rowsBefore(dataDir: string): Promise<Record<string, string[]>> {
  const { url } = await startEmbedded(dataDir);
  try {
    return await everyRow(url);
  } finally {
    stopEmbedded(dataDir);
  }
}

type Restored = { url: string; dataDir: string; before: string };

async function expectItGoesOn({ url, dataDir, before }: Restored): Promise<void> {
  const mail = await startMailStandIn();
  const sent = await sentMails(url);
  const sending = { RESEND_API_KEY: "re_test", RESEND_BASE_URL: mail.url, MAIL_CALLS_PER_SECOND: "1000" };
  const app = await startApp({ databaseUrl: url, dataDir, env: { ...sending, SETRIP_DEMO: "on" } });
  try {
    const admin = await signIn(app, "Sari");
    await signIn(app, "Ana");
    expect(await (await get(app, "/admin/system", admin)).text()).toContain("auto-complete-trips");
    await expectEveryFileServed(app, { before, admin });
    await expectNextBooking();
    for (const { name } of jobs) expect([name, await runJob(app, name)]).toEqual([name, 200]);
    const sentNow = await sentMails(url);
    // What had been sent is as it was, and what was sent now is what had waited and the booking's own.
    expect(sentNow).toEqual(expect.arrayContaining(sent));
    expect(mail.acceptedCount).toBe(sentNow.length - sent.length);
  } finally {
    await app.stop();
    await mail.stop();
  }
}

async function signIn(app: RunningApp, name: (typeof demoAccounts)[number]["name"]): Promise<string> {
  const { email, password } = demoAccounts.find((account) => account.name === name)!;
  const response = await fetch(`${app.url}/api/auth/sign-in/email`, {
    method: "POST",
    headers: { "content-type": "application/json", origin: app.url },
    body: JSON.stringify({ email, password }),
  });
  expect([name, response.status]).toEqual([name, 200]);
  const cookies = response.headers.getSetCookie().map((line) => line.split(";")[0]);
  return cookies.join("; ");
}

function get(app: RunningApp, path: string, cookie: string): Promise<Response> {
  return fetch(app.url + path, { headers: { cookie } });
}

/** Every photo in each of its widths, and every proof, identity card and report that a row names. */
async function expectEveryFileServed(
  app: RunningApp,
  { before, admin }: { before: string; admin: string },
): Promise<void> {
  const { photos, papers } = await withConnection(app.databaseUrl, async (client) => {
    const { rows: photos } = await client.query<{ path: string }>(`select "path" from "TripImage"`);
    const { rows: papers } = await client.query<{ path: string; file: string }>(
      `select '/berkas/bukti/' || "id" as path, "proofPath" as file from "Payment" where "proofPath" is not null
       union all select '/berkas/identitas/' || "id", "idDocPath" from "OrganizerProfile" where "idDocPath" is not null
       union all select '/berkas/laporan/' || "id", "evidencePath" from "Refund" where "evidencePath" is not null`,
    );
    return { photos: new Set(photos.map(({ path }) => path)), papers };
  });
  const shown = readdirSync(join(before, "trips")).filter((name) => photos.has(name.replace(/\.\d+\.webp$/, ".webp")));
  expect(shown.length).toBeGreaterThan(50);
  expect(papers.length).toBeGreaterThan(10);
  const files = [
    ...shown.map((name) => ({ path: `/foto/${name}`, file: join(before, "trips", name) })),
    ...papers.map(({ path, file }) => ({ path, file: join(before, "private", file) })),
  ];
  const different: string[] = [];
  for (const { path, file } of files) {
    const response = await get(app, path, admin);
    const served = Buffer.from(await response.arrayBuffer());
    if (response.status !== 200 || !served.equals(readFileSync(file))) different.push(`${path}: ${response.status}`);
  }
  expect(different).toEqual([]);
}

/** The tables' own rules, triggers and sequences let somebody travel. */
async function expectNextBooking(): Promise<void> {
  const { rows } = await pool().query<Agreed & { tripId: string; userId: string }>(
    `select t."id" as "tripId", t."pricePerPax", t."date", t."endDate", u."id" as "userId" from "Trip" t, "User" u
       where t."status" = 'OPEN' and t."date" > current_date + 14 and u."email" = 'ana@setrip.example'
         and not exists (select from "Booking" b where b."tripId" = t."id" and b."userId" = u."id")
       order by t."date" desc limit 1`,
  );
  const { tripId, userId, ...agreed } = rows[0]!;
  const travellers = [{ fullName: "Ana Restu" }];
  const wanted = { tripId, userId, travellers, contactPhone: "+6281200000001", bankAccountKey: "bca", agreed };
  expect(await book({ ...wanted, now: new Date() })).toMatchObject({ ok: true });
}

async function runJob(app: RunningApp, name: string): Promise<number> {
  const headers = { authorization: `Bearer ${cronSecret}` };
  const response = await fetch(`${app.url}/api/cron/${name}`, { method: "POST", headers });
  await response.text();
  return response.status;
}

async function sentMails(url: string): Promise<string[]> {
  return withConnection(url, async (client) => {
    const { rows } = await client.query<{ mail: string }>(
      `select concat_ws(' ', "id", "providerId", "sentAt") as mail from "EmailJob" where "status" = 'SENT' order by "id"`,
    );
    return rows.map(({ mail }) => mail);
  });
}
