import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { fingerprint } from "#scripts/ensure/build.mjs";
import { cronSecret, freshDatabase } from "#tests/app.ts";
import { contactSettings } from "#tests/contact-settings.ts";
import { freePort } from "#tests/free-port.ts";

const root = join(import.meta.dirname, "../..");
const pm2 = join(import.meta.dirname, "pm2/node_modules/pm2/bin/pm2");

/** How a command ended and all that it wrote. */
export type ProcessResult = { code: number | null; output: string };

/** A server's folder with the built app in it, a database, and a PM2 of its own. */
export type Site = Awaited<ReturnType<typeof newSite>>;

/**
 * Makes one beside the repository's own files, on the same disk, so that releases share the modules. `fill` puts what is
 * deployed from into its folder: unless told what is built here.
 */
export async function newSite(fill: (clone: string) => void = copyBuild) {
  if (!existsSync(pm2)) execFileSync("npm", ["ci", "--ignore-scripts"], { cwd: join(import.meta.dirname, "pm2") });
  mkdirSync(join(root, ".data"), { recursive: true });
  const folder = mkdtempSync(join(root, ".data", "site-"));
  // A socket's path may have 107 characters.
  const pm2Home = mkdtempSync(join(tmpdir(), "setrip-pm2-"));
  const clone = join(folder, "setrip");
  fill(clone);
  const dataDir = join(folder, "data");
  mkdirSync(dataDir);
  if (fill === copyBuild) writeFileSync(join(dataDir, "actions-key"), keyOfBuild());
  const bin = join(folder, "bin");
  mkdirSync(bin);
  symlinkSync(process.execPath, join(bin, "node"));
  symlinkSync(pm2, join(bin, "pm2"));
  writeFileSync(join(bin, "crontab"), crontabIn(folder), { mode: 0o755 });
  const port = await freePort();
  const databaseUrl = await freshDatabase();
  const env = { PATH: `${bin}${delimiter}${process.env.PATH}`, HOME: process.env.HOME!, PM2_HOME: pm2Home };

  const start = (file: string, ...args: string[]) =>
    spawn(file, args, { cwd: clone, env: env as unknown as NodeJS.ProcessEnv, stdio: ["ignore", "pipe", "pipe"] });
  const run = (file: string, ...args: string[]) => ended(start(file, ...args));
  const site = {
    clone,
    home: `${clone}-releases`,
    port,
    databaseUrl,
    pm2Home,
    variables: {
      DATABASE_URL: databaseUrl,
      SETRIP_DATA_DIR: dataDir,
      PORT: String(port),
      APP_URL: `http://localhost:${port}`,
    },
    /** Where the app and PM2 write as they run. */
    writtenTo: [dataDir, pm2Home],
    writeEnv: (changes: Record<string, string> = {}) =>
      writeFileSync(join(clone, ".env"), environment({ port, databaseUrl, dataDir, ...changes }), { mode: 0o600 }),
    run,
    start,
    deploy: () => run("node", "scripts/deploy.ts", "--built", "."),
    serving: () => serving(port),
    visitors: () => steadyVisitors(start("node", join(import.meta.dirname, "steady-visitors.ts"), String(port))),
    stop: async () => {
      await run("pm2", "kill");
      // Thousands of names: nobody waits for that.
      spawn("rm", ["-rf", folder, pm2Home], { stdio: "ignore", detached: true }).unref();
    },
  };
  site.writeEnv();
  return site;
}

/** The releases that the port names, asked so often that each of the two processes has had its turn. */
async function serving(port: number): Promise<unknown[]> {
  const told = new Set<unknown>();
  for (let asked = 0; asked < 6; asked++) {
    const response = await fetch(`http://127.0.0.1:${port}/api/health/ready`, { headers: { connection: "close" } });
    told.add(((await response.json()) as { release?: string }).release);
  }
  return [...told];
}

function steadyVisitors(child: ChildProcess) {
  const met = ended(child);
  return {
    /** How many were served until now, and what the others met. */
    stop: async () => {
      child.kill("SIGTERM");
      return JSON.parse((await met).output) as { served: number; bad: object };
    },
  };
}

function copyBuild(clone: string): void {
  mkdirSync(join(clone, ".next"), { recursive: true });
  const elsewhere = new Set([".git", ".data", ".next", ".env", "node_modules", "test-results", "tests"]);
  for (const name of readdirSync(root)) {
    if (!elsewhere.has(name)) cpSync(join(root, name), join(clone, name), { recursive: true, verbatimSymlinks: true });
  }
  const parts = readdirSync(join(root, ".next")).filter((name) => name !== "cache");
  execFileSync("cp", ["-a", ...parts.map((name) => join(root, ".next", name)), join(clone, ".next")]);
  execFileSync("cp", ["-al", join(root, "node_modules"), clone]);
}

/**
 * A crontab of the site's own. The user's is also that of the tests beside it, which install the block there: what writes the
 * file with the secret would mean the one that those lines read.
 */
function crontabIn(folder: string): string {
  const file = `"${join(folder, "crontab")}"`;
  const list = `if [ -f ${file} ]; then cat ${file}; else echo "no crontab for this site" >&2; exit 1; fi`;
  return `#!/bin/sh\ncase "$1" in\n-l) ${list} ;;\n-r) rm ${file} ;;\n*) cat >${file} ;;\nesac\n`;
}

function keyOfBuild(): string {
  const manifest = readFileSync(join(root, ".next/server/server-reference-manifest.json"), "utf8");
  return (JSON.parse(manifest) as { encryptionKey: string }).encryptionKey;
}

type Place = { port: number; databaseUrl: string; dataDir: string } & Record<string, string | number>;

function environment({ port, databaseUrl, dataDir, ...changes }: Place): string {
  const variables = {
    PORT: port,
    APP_URL: `http://localhost:${port}`,
    DATABASE_URL: databaseUrl,
    SETRIP_DATA_DIR: dataDir,
    AUTH_SECRET: "a secret that only the tests know, 32+",
    CRON_SECRET: cronSecret,
    PLATFORM_BANK_ACCOUNTS: `'${process.env.PLATFORM_BANK_ACCOUNTS}'`,
    ...Object.fromEntries(Object.entries(contactSettings).map(([name, value]) => [name, `'${value}'`])),
    ...changes,
  };
  return Object.entries(variables)
    .map(([name, value]) => `${name}=${value}\n`)
    .join("");
}

/** Changes one file of the site; returns what puts it back. The build counts as made from the changed sources. */
export function changing(site: Site, file: string, change: (text: string) => string): () => void {
  const path = join(site.clone, file);
  const before = existsSync(path) ? readFileSync(path, "utf8") : undefined;
  writeFileSync(path, change(before ?? ""));
  restamp(site);
  return () => {
    if (before === undefined) rmSync(path);
    else writeFileSync(path, before);
    restamp(site);
  };
}

function restamp({ clone }: Site): void {
  writeFileSync(join(clone, ".next/built-from"), fingerprint(clone));
}

/** Waits for the end of a program. */
export async function ended(child: ChildProcess): Promise<ProcessResult> {
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding("utf8").on("data", (text: string) => {
      output += text;
    });
  const code = await new Promise<number | null>((resolve) => child.once("close", resolve));
  return { code, output };
}
