import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { clusterFolder, embeddedUrl } from "./embedded/address.ts";
import { createCluster } from "./embedded/cluster.ts";
import { answers, createDatabase } from "./embedded/connect.ts";
import { usualPort } from "./embedded/port.ts";
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
 * `{ fsync: "off" }` for tests; after `startWithinMs` it gives up. Throws {@link EmbeddedPostgresError}.
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
    if (existsSync(join(data, "postmaster.pid")) && isOwnerAlive(data)) throw error;
  }
}

function isOwnerAlive(data: string): boolean {
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

function tail(path: string): string {
  return existsSync(path) ? readFileSync(path, "utf8").split("\n").slice(-8).join("\n").trim() : "(no log)";
}
