import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { expect, it } from "vitest";
import { stopInTime, stopMs } from "./stopping.ts";
import { testDatabase } from "./testing/database.ts";
import { proxied } from "./testing/stalled.ts";

const database = testDatabase();
/** Each way has its own, so that they pass their seconds at the same time. */
const ways = { alone: hangingDatabase(), guided: hangingDatabase() };

function hangingDatabase() {
  const own = testDatabase();
  return { database: own, behind: proxied(own) };
}

it("a process that is told to stop while its database hangs is gone within seconds, alone and guided", async () => {
  await Promise.all([isGoneInTime("alone"), isGoneInTime("guided")]);
});

async function isGoneInTime(way: keyof typeof ways): Promise<void> {
  const { database, behind } = ways[way];
  const url = new URL(database.url);
  url.port = String(behind.proxy.port);
  const app = spawn(process.execPath, [join(import.meta.dirname, "testing/stalled-app.ts"), url.href, way]);
  let said = "";
  for (const stream of [app.stdout, app.stderr])
    stream.on("data", (text) => {
      said += text;
    });
  const ended = once(app, "close");
  const running = async () => (await database.pool.query(`select from "CronRun" where "status" = 'RUNNING'`)).rowCount;
  await expect.poll(running).toBe(2);
  await expect.poll(() => said).toContain("running");

  behind.proxy.become("stall");
  app.stdin.write("\n");
  await expect.poll(() => said).toContain("asked");
  const startedMs = performance.now();
  app.kill("SIGTERM");
  const [code, signal] = await ended;

  expect({ way, code, signal }).toEqual({ way, code: 0, signal: null });
  // What the machine needs besides is not counted so closely.
  expect(performance.now() - startedMs).toBeLessThan(stopMs + 10_000);
  if (way === "alone") expect(Number(said.match(/stopped after (\d+) ms/)?.[1])).toBeLessThan(stopMs + 1_000);
}

it("an engine that patrols keeps no process alive by itself", async () => {
  const app = spawn(process.execPath, [join(import.meta.dirname, "testing/idle-app.ts"), database.url], {
    stdio: "inherit",
  });
  const startedMs = performance.now();
  const [code] = await once(app, "exit");
  expect(code).toBe(0);
  // Its shortest timer would keep it for half a minute.
  expect(performance.now() - startedMs).toBeLessThan(25_000);
});

it("a stop whose steps fail gives up at once", async () => {
  let gaveUp = 0;
  const steps = () => Promise.reject(new Error("no"));
  expect(await stopInTime(steps, { hangUp: () => {}, giveUp: () => void gaveUp++ })).toBe(false);
  expect(gaveUp).toBe(1);
});
