import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { embeddedUrl } from "#db/embedded/address.ts";
import { stopEmbedded } from "#db/embedded.ts";
import { type RunningApp, startApp } from "#tests/app.ts";

let dataDir: string;
const started: RunningApp[] = [];

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), "setrip-start-"));
});
afterEach(async () => {
  for (const app of started.splice(0)) await app.kill();
  stopEmbedded(dataDir);
  rmSync(dataDir, { recursive: true, force: true });
});

async function start(env: Record<string, string> = {}): Promise<RunningApp> {
  const app = await startApp({ dataDir, env: { DATABASE_URL: "", AUTH_SECRET: "", ...env } });
  started.push(app);
  return app;
}

it("npm start without DATABASE_URL runs on its own server and keeps its secret to itself", async () => {
  const app = await start();
  expect(embeddedUrl(dataDir)).toBeDefined();
  const file = join(dataDir, "generated.env");
  expect(statSync(file).mode & 0o777).toBe(0o600);
  const secret = readFileSync(file, "utf8");
  expect(secret).toMatch(/^AUTH_SECRET='[0-9a-f]{64}'$/m);

  expect(await app.stop()).toBe(143);
  expect(embeddedUrl(dataDir)).toBeUndefined();
  await start();
  expect(readFileSync(file, "utf8")).toBe(secret);
});

it("two processes that start at once share the server, and the last one stops it", async () => {
  const [first, second] = await Promise.all([start(), start()]);
  await first.stop();
  expect((await fetch(`${second.url}/api/health/live`)).status).toBe(200);
  await second.stop();
  expect(embeddedUrl(dataDir)).toBeUndefined();
});

it("after kill -9 the next start attaches, and its end is the server's end", async () => {
  const first = await start();
  const url = embeddedUrl(dataDir);
  await first.kill();
  expect(embeddedUrl(dataDir)).toBe(url);
  const second = await start();
  expect(embeddedUrl(dataDir)).toBe(url);
  await second.stop();
  expect(embeddedUrl(dataDir)).toBeUndefined();
});

it("npm start refuses the demo's data, whose passwords everybody knows", async () => {
  writeFileSync(join(dataDir, "demo"), "");
  await expect(start()).rejects.toThrow("holds the demo's sample data");
  expect(existsSync(join(dataDir, "postgres"))).toBe(false);
});

it("says what to do when the port is taken, and leaves no server behind", async () => {
  const other = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => other.once("listening", resolve));
  const { port } = other.address() as AddressInfo;
  const expected = `Port ${port} is taken by another program. Stop it, or take another: PORT=${port + 1} npm start`;
  await expect(start({ PORT: String(port) })).rejects.toThrow(expected);
  other.close();
  expect(embeddedUrl(dataDir)).toBeUndefined();
});

it("warns when nobody is told where to pay", async () => {
  const app = await start({ PLATFORM_BANK_ACCOUNTS: "" });
  await expect.poll(app.logs).toContain("PLATFORM_BANK_ACCOUNTS is not set");
});
