import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { createRonda, defineJob, discord } from "ronda";
import { afterAll, beforeAll, expect, it } from "vitest";
import { startEmbedded, stopEmbedded } from "#db/embedded.ts";

/** An engine on a server of its own, which is really stopped, and a webhook like Discord's. */

const folder = mkdtempSync(join(tmpdir(), "setrip-away-"));
chmodSync(folder, 0o755);
const received: string[] = [];
const webhook = createServer(async (request, response) => {
  const { content } = JSON.parse(Buffer.concat(await request.toArray()).toString("utf8"));
  received.push(content);
  response.writeHead(204).end();
});
const quiet = { info() {}, warn() {}, error() {} };
const job = defineJob({
  name: "expire-payments",
  schedule: "*/5 * * * *",
  description: { id: "Membatalkan", en: "Expires" },
  run: () => ({ expired: 0 }),
});

let pool: pg.Pool;
let nowMs = Date.parse("2026-11-23T18:00:00Z");
const server = () => startEmbedded(folder, { fsync: "off" });

beforeAll(async () => {
  const { url } = await server();
  pool = new pg.Pool({ connectionString: url, connectionTimeoutMillis: 3_000 });
  pool.on("error", () => {});
  await new Promise<void>((resolve) => webhook.listen(0, "127.0.0.1", resolve));
});

afterAll(async () => {
  await pool.end().catch(() => {});
  webhook.close();
  stopEmbedded(folder);
  rmSync(folder, { recursive: true, force: true });
});

it("runs that cannot be recorded because the database is away reach the chat, once, and so does their end", async () => {
  const { port } = webhook.address() as AddressInfo;
  const channels = [discord({ url: `http://127.0.0.1:${port}/api/webhooks/1/token` })];
  const clock = () => new Date(nowMs);
  const ronda = createRonda({
    app: "setrip",
    database: pool,
    jobs: [job],
    secrets: {},
    channels,
    clock,
    logger: quiet,
  });
  await ronda.migrate();
  expect(await ronda.runCron(job.name)).toMatchObject({ ok: true });
  expect(received).toEqual([]);

  stopEmbedded(folder);
  for (let run = 0; run < 3; run++) {
    expect(await ronda.runCron(job.name)).toMatchObject({ ok: false });
    nowMs += 5 * 60_000;
  }
  await expect(ronda.patrol()).rejects.toThrow();
  await expect.poll(() => received.length).toBe(1);
  expect(received[0]).toMatch(
    /^🚨 \*\*setrip\*\* A run of expire-payments could not be recorded\n```\nThe run could not be recorded: ./,
  );

  await server();
  await ronda.patrol();
  const over = () => received.filter((text) => text.startsWith("✅ **setrip** Runs are recorded again, after 15 min"));
  await expect.poll(() => over().length).toBe(1);
  expect(over()[0]).toContain("Runs without a row, or without an end: 3.");

  expect(await ronda.runCron(job.name)).toMatchObject({ ok: true });
  await ronda.stop();
  expect(received.filter((text) => text.includes("A run of expire-payments could not"))).toHaveLength(1);
  expect(over()).toHaveLength(1);
});
