import { randomBytes } from "node:crypto";
import { chmodSync, chownSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Programs } from "./programs.ts";

/**
 * Makes the server's folder unless it is there: `data`, `password` and `server.log`. It is made under another name and
 * renamed in one step, so that it is complete or absent, also when several starters race or one is killed.
 */
export function createCluster(cluster: string, { owner, run }: Programs): void {
  const parent = dirname(cluster);
  removeLeftovers(parent);
  if (existsSync(cluster)) return;
  const fresh = join(parent, `new-${process.pid}-${randomBytes(4).toString("hex")}`);
  const passwordFile = join(fresh, "password");
  const log = join(fresh, "server.log");
  try {
    mkdirSync(fresh);
    writeFileSync(passwordFile, randomBytes(24).toString("hex"), { mode: 0o600 });
    writeFileSync(log, "", { mode: 0o600 });
    chmodSync(fresh, 0o700);
    if (owner) for (const path of [fresh, passwordFile, log]) chownSync(path, owner.uid, owner.gid);
    const access = ["--username=setrip", `--pwfile=${passwordFile}`, "--auth=scram-sha-256"];
    const locale = ["--encoding=UTF8", "--locale-provider=builtin", "--locale=C.UTF-8"];
    run("initdb", ["-D", join(fresh, "data"), ...access, ...locale]);
    takePlace(fresh, cluster);
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
}

/** Another starter may have been first: then its folder stays and ours is thrown away. */
function takePlace(fresh: string, cluster: string): void {
  try {
    renameSync(fresh, cluster);
  } catch (error) {
    if (!existsSync(cluster)) throw error;
  }
}

/** Half-made folders of starters that were killed. Those of living ones are named after their process. */
function removeLeftovers(parent: string): void {
  for (const name of readdirSync(parent)) {
    const pid = Number(/^new-(\d+)-/.exec(name)?.[1]);
    if (pid && !isAlive(pid)) remove(join(parent, name));
  }
}

/** An orphaned initdb may still write there for a moment; what is left then goes at the next start. */
function remove(folder: string): void {
  try {
    rmSync(folder, { recursive: true, force: true });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOTEMPTY") throw error;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
