import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { identityOf, isAlive } from "#alive.mjs";

/**
 * Runs `work` while no other process of this machine holds the lock at `path`, and returns what it returns. A lock whose
 * holder has died is taken over. `onWait` hears once that there is somebody to wait for.
 * @template Result
 * @param {string} path
 * @param {() => Promise<Result> | Result} work
 * @param {(holder: string) => void} [onWait]
 * @returns {Promise<Result>}
 */
export async function withLock(path, work, onWait = sayThatWeWait) {
  mkdirSync(dirname(path), { recursive: true });
  const me = `${path}.${process.pid}`;
  writeFileSync(me, identityOf(process.pid));
  try {
    for (let waited = false; !take(path, me); await wait(100)) {
      const holder = read(path);
      if (holder === undefined) continue;
      if (isAlive(holder)) {
        if (!waited) onWait(holder);
        waited = true;
      } else {
        discard(path, holder);
      }
    }
    try {
      return await work();
    } finally {
      rmSync(path, { force: true });
    }
  } finally {
    rmSync(me, { force: true });
  }
}

/** @param {string} holder */
function sayThatWeWait(holder) {
  console.log(`Waiting for process ${holder.split(" ")[0]}, which is preparing this folder …`);
}

/** A hard link appears with its content, or not at all. @param {string} path @param {string} me */
function take(path, me) {
  try {
    linkSync(me, path);
    return true;
  } catch (error) {
    if (codeOf(error) === "EEXIST") return false;
    throw error;
  }
}

/**
 * Moves a dead process's lock away. If somebody replaced it meanwhile, theirs is put back.
 * @param {string} path
 * @param {string} holder
 */
function discard(path, holder) {
  const aside = `${path}.stale.${process.pid}`;
  try {
    renameSync(path, aside);
    if (read(aside) !== holder) linkSync(aside, path);
  } catch (error) {
    if (!["ENOENT", "EEXIST"].includes(codeOf(error) ?? "")) throw error;
  } finally {
    rmSync(aside, { force: true });
  }
}

/** @param {string} path */
function read(path) {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if (codeOf(error) === "ENOENT") return undefined;
    throw error;
  }
}

/** @param {unknown} error @returns {string | undefined} */
function codeOf(error) {
  return /** @type {{ code?: string }} */ (error).code;
}
