import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** A disk of a megabyte in place of a folder; undefined where this user may mount none. */
export type SmallDisk = { fill: () => void; takeAway: () => void };

/** Mounts it, which needs root. What the folder held before is out of sight until {@link SmallDisk.takeAway}. */
export function smallDisk(folder: string): SmallDisk | undefined {
  mkdirSync(folder, { recursive: true });
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", "size=1m", "tmpfs", folder], { stdio: "ignore" });
  } catch {
    return undefined;
  }
  return {
    fill() {
      try {
        writeFileSync(join(folder, "large"), Buffer.alloc(2 ** 21));
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== "ENOSPC") throw error;
      }
    },
    // Lazily: the app may have a file open in it at that moment.
    takeAway: () => void execFileSync("umount", ["--lazy", folder]),
  };
}
