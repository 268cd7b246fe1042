import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { dirname, join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import pg from "pg";
import { clusterFolder, embeddedUrl } from "./embedded/address.ts";
import { createCluster } from "./embedded/cluster.ts";
import { EmbeddedPostgresError, type Programs, programsFor } from "./embedded/programs.ts";

/**
 * A real PostgreSQL server from npm packages, for machines that have none. It lives in `<dataDir>/postgres`, listens on
 * 127.0.0.1 only, has a random password of its own, and outlives the process that started it: the next one attaches.
 *
 * Safe with several starters at once and after kill -9: the cluster is made under another name and renamed into place,
 * PostgreSQL's own `postmaster.pid` decides who starts, and "running" means that a connection succeeded.
 */

/**
 * Starts the server unless it runs already, and returns its address. `settings` are PostgreSQL's own, such as
 * `{ fsync: "off" }` for tests. Throws {@link EmbeddedPostgresError}.
 */
export async function startEmbedded(
  dataDir: string,
  settings: Record<string, string> = {},
  startWithinMs = 30_000,
): Promise<{ url: string }> {
  const cluster = clusterFolder(dataDir);
  mkdirSync(dirname(cluster), { recursive: true });
  const programs = programsFor(dirname(cluster));
  createCluster(cluster, programs);

  let lastError: unknown;
  for (const deadline = Date.now() + startWithinMs; Date.now() < deadline; await wait(250)) {
    const url = await runningUrl(dataDir);
    if (url) return { url };
    lastError = (await tryStart(cluster, programs, settings)) ?? lastError;
    const startedUrl = await runningUrl(dataDir);
    if (startedUrl) return { url: startedUrl };
  }
  const log = join(cluster, "server.log");
  throw new EmbeddedPostgresError(
    `PostgreSQL did not start within ${startWithinMs / 1000} s. The end of ${log}:\n${tail(log)}`,
    { cause: lastError },
  );
}

/** Stops the server and waits until it has; does nothing when it does not run. Throws {@link EmbeddedPostgresError}. */
export function stopEmbedded(dataDir: string): void {
  const data = join(clusterFolder(dataDir), "data");
  if (!existsSync(join(data, "postmaster.pid"))) return;
  try {
    programsFor(dirname(clusterFolder(dataDir))).run("pg_ctl", ["stop", "-D", data, "-m", "fast", "-w", "-s"]);
  } catch (error) {
    // Somebody else stopped it in the same moment, or it had been killed before.
    if (existsSync(join(data, "postmaster.pid")) && embeddedProcess(data)) throw error;
  }
}

function embeddedProcess(data: string): boolean {
  const pid = Number(readFileSync(join(data, "postmaster.pid"), "utf8").split("\n")[0]);
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

async function runningUrl(dataDir: string): Promise<string | undefined> {
  const url = embeddedUrl(dataDir);
  if (!url) return undefined;
  return (await answers(url)) || (await createDatabase(url)) ? url : undefined;
}

/** Returns the error instead of throwing: another starter may have been first, which the caller sees by connecting. */
async function tryStart(cluster: string, programs: Programs, own: Record<string, string>): Promise<unknown> {
  const settings: Record<string, string> = {
    port: String(await usualPort(cluster)),
    listen_addresses: "127.0.0.1",
    unix_socket_directories: "",
    timezone: "UTC",
    log_timezone: "UTC",
    jit: "off",
    log_min_messages: "warning",
    ...own,
  };
  const flags = Object.entries(settings).map(([name, value]) => `-c ${name}='${value}'`);
  const [data, log] = [join(cluster, "data"), join(cluster, "server.log")];
  try {
    programs.run("pg_ctl", ["start", "-D", data, "-l", log, "-w", "-t", "20", "-s", "-o", flags.join(" ")]);
    return undefined;
  } catch (error) {
    return error;
  }
}

/** The port of last time where it is free: processes that still know it reconnect after the server was killed. */
async function usualPort(cluster: string): Promise<number> {
  const file = join(cluster, "port");
  const last = existsSync(file) ? Number(readFileSync(file, "utf8")) : 0;
  const port = (last && (await freePort(last))) || (await freePort(0));
  if (!port) throw new EmbeddedPostgresError("there is no free port on 127.0.0.1");
  if (port !== last) writeFileSync(file, String(port));
  return port;
}

/** The wanted port, any when 0 is wanted, or 0 when it is taken. */
function freePort(wanted: number): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(0));
    server.listen(wanted, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}

/** Creates the app's database where a fresh server has none. False when there is no server to ask. */
async function createDatabase(url: string): Promise<boolean> {
  return connected(url.replace(/\/setrip$/, "/postgres"), async (client) => {
    try {
      await client.query("create database setrip");
    } catch (error) {
      const alreadyThere = ["42P04", "23505"];
      if (!alreadyThere.includes((error as { code?: string }).code ?? "")) throw error;
    }
  });
}

function answers(url: string): Promise<boolean> {
  return connected(url, (client) => client.query("select 1"));
}

async function connected(url: string, work: (client: pg.Client) => Promise<unknown>): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
  client.on("error", () => {});
  try {
    await client.connect();
    await work(client);
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => {});
  }
}

function tail(path: string): string {
  return existsSync(path) ? readFileSync(path, "utf8").split("\n").slice(-8).join("\n").trim() : "(no log)";
}
