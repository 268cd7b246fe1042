import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { identityOf, isAlive } from "#alive.mjs";

/** The processes that use the embedded server of a data folder, one file each under `run/`. */

/** Enters this process. */
export function register(dataDir: string): void {
  mkdirSync(join(dataDir, "run"), { recursive: true });
  writeFileSync(join(dataDir, "run", String(process.pid)), identityOf(process.pid));
}

/** Removes this process and says whether no other is left. Entries of processes that were killed are removed too. */
export function unregister(dataDir: string): { last: boolean } {
  rmSync(join(dataDir, "run", String(process.pid)), { force: true });
  return { last: runningProcesses(dataDir).length === 0 };
}

/** The numbers of the registered processes that are alive. */
function runningProcesses(dataDir: string): number[] {
  const folder = join(dataDir, "run");
  mkdirSync(folder, { recursive: true });
  return readdirSync(folder).flatMap((name) => {
    if (isAlive(readIdentity(join(folder, name)))) return [Number(name)];
    rmSync(join(folder, name), { force: true });
    return [];
  });
}

function readIdentity(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}
