import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { embeddedUrl } from "#db/embedded/address.ts";
import { startEmbedded, stopEmbedded } from "#db/embedded.ts";
import { migrate } from "#db/migrate.ts";
import { freePort } from "#tests/free-port.ts";
import { patienceMs, wholeTestMs } from "#tests/patience.ts";
import { typedLines } from "#tests/typed.ts";
import { expectRoundTrip } from "./round-trip.ts";

type Demo = { child: ChildProcess; output: () => string; ended: Promise<number | null> };

const type = typedLines();
const folders: string[] = [];
const demos: Demo[] = [];

afterAll(async () => {
  for (const { child, ended } of demos) {
    child.kill("SIGKILL");
    await ended;
  }
  for (const folder of folders) {
    stopEmbedded(folder);
    rmSync(folder, { recursive: true, force: true });
  }
});

describe("npm run demo", () => {
  const dataDir = newFolder();
  let port: number;
  let demo: Demo;
  beforeAll(async () => {
    port = await freePort();
    await cutShort(dataDir, port);
    demo = await startDemo(dataDir, port);
  }, wholeTestMs);

  it("tells where everything is and who can sign in", () => {
    expect(demo.output()).toContain(`Morning page   http://localhost:${port}/admin/system`);
    expect(demo.output()).toMatch(/sari@setrip\.example +ronda-malam +Sari, the admin/);
    expect(demo.output()).toMatch(/ana@setrip\.example +ombak-pagi +Ana/);
  });

  it("lets the admin sign in and see the morning page", async () => {
    const signIn = await fetch(`http://localhost:${port}/api/auth/sign-in/email`, {
      method: "POST",
      headers: { "content-type": "application/json", origin: `http://localhost:${port}` },
      body: JSON.stringify({ email: "sari@setrip.example", password: "ronda-malam" }),
    });
    expect(signIn.status).toBe(200);
    const cookie = signIn.headers
      .getSetCookie()
      .map((line) => line.split(";")[0])
      .join("; ");
    const page = await fetch(`http://localhost:${port}/admin/system`, { headers: { cookie } });
    expect(page.status).toBe(200);
    expect(await page.text()).toContain("auto-complete-trips");
  });

  it("shows the mails that it caught", async () => {
    const url = /Caught mails +(\S+)/.exec(demo.output())?.[1] ?? "";
    expect((await fetch(url)).status).toBe(200);
  });

  it("has trips, and keeps its secrets to itself", async () => {
    const trips = await query(embeddedUrl(dataDir) ?? "", 'select count(*)::int as n from "Trip"');
    expect(trips[0]?.n).toBeGreaterThan(30);
    expect(readFileSync(join(dataDir, "generated.env"), "utf8")).toMatch(/^CRON_SECRET='[0-9a-f]{64}'$/m);
  });

  it("stops on Ctrl-C with everything that it started", async () => {
    demo.child.kill("SIGINT");
    expect(await demo.ended).toBe(130);
    expect(embeddedUrl(dataDir)).toBeUndefined();
  });

  it(
    "backed up and restored elsewhere it is the same in every row and file, and goes on",
    async () => {
      await expectRoundTrip(dataDir, type);
    },
    wholeTestMs,
  );

  it("starts as it was left", async () => {
    const again = await startDemo(dataDir, port);
    expect(again.output()).not.toContain("Making sample trips");
  });

  it("says what to type when its port is taken", async () => {
    const second = runDemo(dataDir, port);
    expect(await second.ended).toBe(1);
    await expect.poll(second.output).toContain(`PORT=${port + 1} npm run demo`);
    expect(second.output()).toContain(`Port ${port} is taken by another program`);
  });
});

it("the demo leaves an installation alone that is not its own", async () => {
  const dataDir = newFolder();
  const { url } = await startEmbedded(dataDir);
  await migrate(url);
  await query(
    url,
    `insert into "User" ("id", "email", "emailVerified", "name", "createdAt", "updatedAt")
    values ('1', 'real@person.example', true, 'Real', now(), now())`,
  );
  const demo = runDemo(dataDir, await freePort());
  expect(await demo.ended).toBe(1);
  await expect.poll(demo.output).toContain("holds an installation that is not the demo's, so it is left alone");
  expect(existsSync(join(dataDir, "demo"))).toBe(false);
});

/** A demo that is killed with all its processes while it makes its sample trips: the next one has to begin again. */
async function cutShort(dataDir: string, port: number): Promise<void> {
  const { child, ended } = runDemo(dataDir, port);
  const joined = async () => {
    const url = embeddedUrl(dataDir);
    const isLoading = url !== undefined && existsSync(join(dataDir, "demo"));
    return isLoading ? (await query(url, 'select count(*)::int as n from "User"'))[0]!.n! : 0;
  };
  await vi.waitFor(async () => expect(await joined()).toBeGreaterThan(20), { timeout: patienceMs, interval: 50 });
  process.kill(-child.pid!, "SIGKILL");
  await ended;
}

async function startDemo(dataDir: string, port: number): Promise<Demo> {
  const demo = runDemo(dataDir, port);
  await new Promise<void>((resolve, reject) => {
    demo.child.stdout?.on("data", () => demo.output().includes("Ctrl-C") && resolve());
    void demo.ended.then(() => reject(new Error(demo.output())));
  });
  return demo;
}

/** With a real installation's variables around it, which it must not touch. */
function runDemo(dataDir: string, port: number): Demo {
  const child = spawn(process.execPath, ["scripts/demo.ts"], {
    stdio: ["ignore", "pipe", "pipe"],
    // A process group of its own, as a terminal gives it.
    detached: true,
    env: {
      PATH: process.env.PATH,
      NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE,
      PORT: String(port),
      SETRIP_DATA_DIR: dataDir,
      DATABASE_URL: "postgresql://setrip@real.example/setrip",
      APP_URL: "https://real.example",
      RESEND_API_KEY: "re_real",
    } as unknown as NodeJS.ProcessEnv,
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (text) => (output += text));
  const ended = new Promise<number | null>((resolve) => child.once("exit", resolve));
  const demo = { child, output: () => output, ended };
  demos.push(demo);
  return demo;
}

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "setrip-demo-"));
  folders.push(folder);
  return folder;
}

async function query(url: string, text: string): Promise<Record<string, number>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query(text);
  await client.end();
  return rows;
}
