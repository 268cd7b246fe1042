import { readdirSync, readlinkSync, realpathSync, rmSync } from "node:fs";
import { basename, join, sep } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { type Release, workingFolder } from "./folders.ts";

const goneWithinMs = 5_000;
const everyMs = 50;

/** What a deployment runs in the folder of a release, and what a killed one therefore leaves at work there. */
const ownPrograms = new Set(["node", "cp", "tar"]);

/**
 * Removes the folder of a release. A deployment that was killed, at whatever moment, leaves what it had started at work in
 * one that never served: a copy, a build, a process that was tried out. They are ended first, since they would write on
 * beneath the removal. What works in one that has served is somebody's job: the folder stays, and this returns who is at it.
 */
export async function removeRelease({ folder, servedAt }: Pick<Release, "folder" | "servedAt">): Promise<number[]> {
  if (!servedAt) await endProcessesIn(folder);
  const atWork = processesIn(folder);
  if (atWork.length > 0) return atWork;
  // First the sign that it is complete, so that a removal that is cut off leaves no ruin behind it.
  rmSync(join(folder, ".release"), { force: true });
  rmSync(folder, { recursive: true, force: true });
  return [];
}

/** Ends the programs of a deployment that work in a folder: a build, for one, would go on for minutes beside the next one. */
async function endProcessesIn(folder: string): Promise<void> {
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
    .filter(
      (pid) => `${workingFolder(pid)}${sep}`.startsWith(`${folder}${sep}`) && ownPrograms.has(programOf(pid) ?? ""),
    );
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
