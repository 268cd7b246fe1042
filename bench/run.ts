import { execFile, fork } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import pg from "pg";
import { startEmbedded, stopEmbedded } from "#db/embedded.ts";
import { migrate } from "#db/migrate.ts";
import type { Row } from "./bench.ts";

/**
 * `npm run bench [-- name …]`: runs `bench/*.bench.ts`, each in a process and a database of its own on one embedded
 * PostgreSQL with its durable defaults, and prints one table. Exit code 1 when a bench could not run.
 */

const folder = import.meta.dirname;

async function main(wanted: string[]): Promise<void> {
  const names = readdirSync(folder)
    .filter((file) => file.endsWith(".bench.ts"))
    .map((file) => file.replace(".bench.ts", ""))
    .filter((name) => wanted.length === 0 || wanted.includes(name));
  if (names.length === 0) throw new Error(`no bench of that name; there are: ${readdirSync(folder).join(", ")}`);

  await installPeers();
  const scratch = mkdtempSync(join(tmpdir(), "setrip-bench-"));
  chmodSync(scratch, 0o755);
  const rows: Row[] = [];
  try {
    const { url } = await startEmbedded(scratch);
    for (const name of names) rows.push(...(await runBench(name, url, scratch)));
  } finally {
    stopEmbedded(scratch);
    rmSync(scratch, { recursive: true, force: true });
  }
  printTable(rows);
}

/** The peers are not part of the app: they have their own lockfile here. Without them only our figures are measured. */
async function installPeers(): Promise<void> {
  const peers = join(folder, "peers");
  if (existsSync(join(peers, "node_modules"))) return;
  say("installing the peers to compare with (bench/peers/package-lock.json)");
  try {
    const npm = process.platform === "win32" ? "npm.cmd" : "npm";
    await promisify(execFile)(npm, ["ci", "--ignore-scripts", "--loglevel=error"], { cwd: peers });
  } catch (error) {
    say(`the peers could not be installed, so only ours is measured: ${(error as Error).message.split("\n")[0]}`);
  }
}

async function runBench(name: string, serverUrl: string, scratch: string): Promise<Row[]> {
  say(`bench ${name}`);
  const databaseUrl = await createDatabase(serverUrl, `bench_${name.replaceAll("-", "_")}`);
  const own = join(scratch, name);
  mkdirSync(own);
  const child = fork(join(folder, "process.ts"), [name], {
    execArgv: ["--expose-gc"],
    env: { ...process.env, ...variables(databaseUrl, own) } as unknown as NodeJS.ProcessEnv,
  });
  return new Promise((resolve, reject) => {
    let rows: Row[] | undefined;
    child.on("message", (message) => {
      rows = message as Row[];
    });
    child.on("exit", (code) => (rows ? resolve(rows) : reject(new Error(`bench ${name} ended with ${code}`))));
  });
}

async function createDatabase(serverUrl: string, name: string): Promise<string> {
  const admin = new pg.Client({ connectionString: serverUrl });
  await admin.connect();
  await admin.query(`create database ${name}`);
  await admin.end();
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  await migrate(url.href);
  return url.href;
}

function variables(databaseUrl: string, dataDir: string): Record<string, string> {
  return {
    NODE_ENV: "production",
    DATABASE_URL: databaseUrl,
    SETRIP_DATA_DIR: dataDir,
    APP_URL: "http://localhost:3000",
    AUTH_SECRET: randomBytes(32).toString("hex"),
    PLATFORM_BANK_ACCOUNTS: '[{"key":"bca","bank":"BCA","number":"1234567890","holder":"PT SeTrip"}]',
    RESEND_API_KEY: "re_bench",
  };
}

function printTable(rows: Row[]): void {
  const header = ["work", "reference", "its figure", "ours", "ratio", "target", "met"];
  const lines = rows.map((row) => [
    row.work,
    row.reference,
    row.referenceFigure,
    row.ours,
    row.ratio.toFixed(2),
    row.target,
    row.met ? "yes" : "NO",
  ]);
  const widths = header.map((title, at) => Math.max(title.length, ...lines.map((line) => line[at]!.length)));
  const show = (line: string[]) => `| ${line.map((cell, at) => cell.padEnd(widths[at]!)).join(" | ")} |`;
  console.log(`\n${cpus().length} cores, Node ${process.version}, medians of interleaved rounds\n`);
  console.log([show(header), show(widths.map((width) => "-".repeat(width))), ...lines.map(show)].join("\n"));
}

function say(message: string): void {
  console.error(`· ${message}`);
}

await main(process.argv.slice(2));
