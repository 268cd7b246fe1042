import { readdirSync, readlinkSync, realpathSync } from "node:fs";
import { basename, sep } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { workingFolder } from "./folders.ts";

const goneWithinMs = 5_000;
const everyMs = 50;

/** Ends the programs of Node that work in a folder: the build of a deployment that was killed, which would go on for minutes beside the next one. */
export async function endProcessesIn(folder: string): Promise<void> {
  for (const deadline = Date.now() + goneWithinMs; Date.now() < deadline; await wait(everyMs)) {
    const found = processesIn(folder);
    if (found.length === 0) return;
    for (const pid of found) end(pid);
  }
}

/** Not somebody's shell that stands there. */
function processesIn(given: string): number[] {
  const folder = realpathSync(given);
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => `${workingFolder(pid)}${sep}`.startsWith(`${folder}${sep}`) && programOf(pid) === "node");
}

function programOf(pid: number): string | undefined {
  try {
    return basename(readlinkSync(`/proc/${pid}/exe`).replace(/ \(deleted\)$/, ""));
  } catch {
    return undefined;
  }
}

function end(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // It has ended by itself.
  }
}
