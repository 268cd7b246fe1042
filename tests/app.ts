import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { existsSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import pg from "pg";
import { inject } from "vitest";
import { leapClock, setClock } from "./clock-file.ts";
import { contactSettings } from "./contact-settings.ts";
import { freePort } from "./free-port.ts";

/** The built app, running as in production. Stop it in `afterAll`. */
export type RunningApp = {
  /** Its address without a slash at the end. */
  url: string;
  /** The address of its database. */
  databaseUrl: string;
  dataDir: string;
  /** The variables that it was started with beyond the required ones. */
  env: Record<string, string>;
  pid: number;
  /** What it has written to stdout and stderr so far. */
  logs: () => string;
  /** Moves its clock to this many milliseconds from the real time; an app with the same `dataDir` has the same clock. */
  moveClock: (offsetMs: number) => void;
  /** The same, as if its server's clock had leapt: nobody has moved it on purpose, and it is not believed. */
  leapClock: (offsetMs: number) => void;
  /** SIGTERM, then its end; returns the exit code. */
  stop: () => Promise<number | null>;
  /** SIGKILL: it gets no chance to tidy up. */
  kill: () => Promise<void>;
};

export type AppOptions = {
  /** A fresh migrated database of its own unless given; empty for the embedded server in `dataDir`. */
  databaseUrl?: string;
  /** Variables beyond the required ones; an empty value unsets. */
  env?: Record<string, string>;
  dataDir?: string;
  /** Free unless given. */
  port?: number;
  /** `npm` types `npm start`; `node`, unless told, runs its script itself, so that `pid` is the app's. */
  through?: "node" | "npm";
};

/** The secret of its cron endpoints unless `env` names another. */
export const cronSecret = "the cron secret that only the tests know";

/**
 * Starts the built app with `npm start`'s own script on a free port and waits until it is healthy. The build is made
 * before the first test. Throws with the app's output when it ends early.
 */
export async function startApp(options: AppOptions = {}): Promise<RunningApp> {
  const databaseUrl = options.databaseUrl ?? options.env?.DATABASE_URL ?? (await freshDatabase());
  const dataDir = options.dataDir ?? mkdtempSync(join(tmpdir(), "setrip-app-"));
  const port = options.port ?? (await freePort());
  const url = `http://localhost:${port}`;
  const clockFile = join(dataDir, "clock");
  if (!existsSync(clockFile)) setClock(clockFile, 0);
  const [file, args] = options.through === "npm" ? ["npm", ["start"]] : [process.execPath, ["scripts/start.ts"]];
  const child = spawn(file, args, {
    stdio: ["ignore", "pipe", "pipe"],
    env: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      TZ: process.env.TZ,
      NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE,
      ...silenced,
      DATABASE_URL: databaseUrl,
      SETRIP_DATA_DIR: dataDir,
      PORT: String(port),
      APP_URL: url,
      AUTH_SECRET: "a secret that only the tests know, 32+",
      CRON_SECRET: cronSecret,
      PLATFORM_BANK_ACCOUNTS: process.env.PLATFORM_BANK_ACCOUNTS,
      ...contactSettings,
      SETRIP_TEST_CLOCK_FILE: clockFile,
      ...options.env,
    } as unknown as NodeJS.ProcessEnv,
  });
  const logs = collectOutput(child);
  const closed = new Promise<void>((resolve) => child.once("close", () => resolve()));
  await untilHealthy(url, child, async () => {
    await Promise.race([closed, wait(lastWordsMs)]);
    return logs();
  });
  return {
    url,
    databaseUrl,
    dataDir,
    env: options.env ?? {},
    pid: child.pid ?? 0,
    logs,
    moveClock: (offsetMs) => setClock(clockFile, offsetMs),
    leapClock: (offsetMs) => leapClock(clockFile, offsetMs),
    stop: () => end(child, "SIGTERM"),
    kill: async () => void (await end(child, "SIGKILL")),
  };
}

/** Variables that a developer's `.env` may hold and a test must not see. */
const silenced = Object.fromEntries(
  [
    "CRON_SECRET_PREVIOUS",
    "RESEND_API_KEY",
    "RESEND_BASE_URL",
    "ADMIN_ALERT_WEBHOOK_URL",
    "DEADMAN_PING_URL",
    "METRICS_TOKEN",
    "RONDA_SCHEDULER",
  ].map((name) => [name, ""]),
);

/** Makes a database of its own with the app's tables, and gives its address. */
export async function freshDatabase(): Promise<string> {
  const name = `app_${randomBytes(6).toString("hex")}`;
  const admin = new pg.Client({ connectionString: inject("postgresUrl") });
  await admin.connect();
  await admin.query(`create database ${name} template ${inject("templateDatabase")} strategy file_copy`);
  await admin.end();
  const url = new URL(inject("postgresUrl"));
  url.pathname = `/${name}`;
  return url.href;
}

function collectOutput(child: ChildProcess): () => string {
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding("utf8").on("data", (text: string) => {
      output += text;
    });
  }
  return () => output;
}

/** How long an app's last words are waited for once it has ended: what it left behind may hold its output for ever. */
const lastWordsMs = 5_000;

async function untilHealthy(url: string, child: ChildProcess, lastWords: () => Promise<string>): Promise<void> {
  for (const deadline = Date.now() + 120_000; Date.now() < deadline; await wait(100)) {
    if (child.exitCode !== null || child.signalCode) throw new Error(`the app ended:\n${await lastWords()}`);
    if (await hasDatabase(url)) return;
  }
  child.kill("SIGKILL");
  throw new Error(`the app did not become healthy within 120 s:\n${await lastWords()}`);
}

/** What a test has taken away on purpose, such as the cron secret, keeps no app from being waited for. */
async function hasDatabase(url: string): Promise<boolean> {
  const response = await fetch(`${url}/api/health/ready`).catch(() => undefined);
  const found = (await response?.json().catch(() => undefined)) as Record<string, string> | undefined;
  return found?.database === "ok" && found.migrations === "ok";
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  if (child.exitCode === null && child.signalCode === null) {
    const ended = new Promise((resolve) => child.once("exit", resolve));
    child.kill(signal);
    await ended;
  }
  return child.exitCode;
}
