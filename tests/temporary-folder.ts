import { chmodSync, mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const prefix = "setrip-run-";

/** Longer than any run takes: so old, it is what one left that was killed. */
const leftBehindMs = 2 * 24 * 3_600_000;

/**
 * A folder for all that the tests of one run put into `tmpdir()`, and what removes it with everything in it. What runs that
 * were killed have left in `base` goes as soon as it is old enough.
 */
export function temporaryFolder(base = tmpdir()): { folder: string; remove: () => void } {
  for (const name of readdirSync(base)) if (name.startsWith(prefix)) removeIfOld(join(base, name));
  const folder = mkdtempSync(join(base, prefix));
  // Databases run as a user of their own, who has to get to what is theirs in it.
  chmodSync(folder, 0o755);
  return { folder, remove: () => removeAll(folder) };
}

function removeIfOld(folder: string): void {
  const changed = statSync(folder, { throwIfNoEntry: false })?.mtimeMs;
  if (changed !== undefined && changed < Date.now() - leftBehindMs) removeAll(folder);
}

/** Somebody else's stays, and what a process still writes into does not fail the tests. */
function removeAll(folder: string): void {
  try {
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  } catch {}
}
