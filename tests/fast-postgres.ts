import { accessSync, chmodSync, constants, mkdtempSync, statfsSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A test database is thrown away whatever happens, so its server need not survive anything. */
export const carefree = {
  fsync: "off",
  synchronous_commit: "off",
  full_page_writes: "off",
  wal_level: "minimal",
  max_wal_senders: "0",
};

const memory = "/dev/shm";
/** Several times what all databases of a run take; a container often has 64 MB. */
const enoughBytes = 4 * 1024 ** 3;

/** A new folder that the server's user may enter: in memory where there is plenty, which takes a fifth off the tests' work. */
export function folderInMemory(prefix: string): string {
  const folder = mkdtempSync(join(hasRoom() ? memory : tmpdir(), prefix));
  chmodSync(folder, 0o755);
  return folder;
}

function hasRoom(): boolean {
  try {
    accessSync(memory, constants.W_OK);
    const { bavail, bsize } = statfsSync(memory);
    return bavail * bsize >= enoughBytes;
  } catch {
    return false;
  }
}
