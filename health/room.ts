import { statfs } from "node:fs/promises";
import { setTimeout as wait } from "node:timers/promises";
import { env } from "#env.ts";
import { limits } from "#limits.ts";

/** A folder, and what is left on the disk that it lies on. */
export type Room = { folder: string; freeBytes: number };

/** Of this process's system, besides the folder of data: the disk of everything, and that of the logs, the crontab's among them. */
const ofSystem = ["/", "/var/log"];

/** The disk with the least room among those that the app and its crontab write to; nothing where none can be asked in time. */
export async function leastRoom(
  folders: readonly string[] = [env().SETRIP_DATA_DIR, ...ofSystem],
): Promise<Room | undefined> {
  const found = await Promise.all(folders.map(roomOf));
  return found.filter((room) => room !== undefined).toSorted((one, other) => one.freeBytes - other.freeBytes)[0];
}

/** A disk of the network that is away answers nobody. */
async function roomOf(folder: string): Promise<Room | undefined> {
  const asked = statfs(folder).then(
    ({ bavail, bsize }) => ({ folder, freeBytes: bavail * bsize }),
    () => undefined,
  );
  return await Promise.race([asked, wait(limits.ready.checkMs, undefined, { ref: false })]);
}
