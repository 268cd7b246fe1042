import { existsSync, mkdirSync, mkdtempSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, it } from "vitest";
import { databaseUrl } from "#db/connection.ts";
import { cronSecret, type RunningApp, startApp } from "#tests/app.ts";
import { ownDatabase } from "#tests/database.ts";
import { type SmallDisk, smallDisk } from "#tests/host/small-disk.ts";

ownDatabase();

let app: RunningApp | undefined;
let disk: SmallDisk | undefined;
afterEach(async () => {
  await app?.stop();
  disk?.takeAway();
});

it("an app on a full disk starts and says so, and its jobs make room", async ({ skip }) => {
  const dataDir = mkdtempSync(join(tmpdir(), "setrip-full-"));
  disk = smallDisk(join(dataDir, "uploads"));
  if (!disk) return skip("only root may mount a small disk");
  const orphan = join(dataDir, "uploads/trips/ana-orphan.webp");
  mkdirSync(join(dataDir, "uploads/trips"));
  writeFileSync(orphan, Buffer.alloc(200_000));
  utimesSync(orphan, new Date("2026-01-01"), new Date("2026-01-01"));
  app = await startApp({ databaseUrl: databaseUrl(), dataDir });
  await app.stop();
  disk.fill();

  app = await startApp({ databaseUrl: databaseUrl(), dataDir });
  expect(app.logs()).toContain("no space left");
  const ready = await fetch(`${app.url}/api/health/ready`);
  expect([ready.status, await ready.text()]).toEqual([503, expect.stringContaining("no space left")]);
  const headers = { authorization: `Bearer ${cronSecret}` };
  const cleaned = await fetch(`${app.url}/api/cron/cleanup-trip-images`, { headers });
  expect(await cleaned.json()).toMatchObject({ ok: true, deleted: 1 });
  expect(existsSync(orphan)).toBe(false);
  await expect.poll(async () => (await fetch(`${app!.url}/api/health/ready`)).status, { interval: 500 }).toBe(200);
});
