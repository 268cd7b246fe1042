import { existsSync, mkdirSync, realpathSync, statfsSync } from "node:fs";
import { userInfo } from "node:os";
import { dirname, join } from "node:path";
import { env } from "#env.ts";
import { withLock } from "#scripts/ensure/lock.mjs";
import { SetupError } from "#scripts/ensure/setup-error.mjs";
import { explainAndExit } from "#scripts/serve.ts";
import {
  currentFolder,
  dispensable,
  lastServed,
  type Release,
  releases,
  releasesFolder,
  workingFolder,
} from "./folders.ts";
import { checkPm2, workers } from "./pm2.ts";
import { run, runInForeground } from "./programs.ts";
import { removeRelease } from "./remove-release.ts";
import { switchTo } from "./switch.ts";
import { stopTrial, tryOut } from "./trial.ts";

/** The folder that one deploys from: where `.env` lies. */
const root = realpathSync(join(import.meta.dirname, "../.."));
const neededBytes = 2_000_000_000;

/** What a deployment or a rollback works with. `before` is the folder that serves until then, undefined where nothing does. */
export type Deployment = { root: string; home: string; port: number; before: string | undefined };

/**
 * Does `work` as the only one on this machine, after everything was checked that would stop it, and clears away what an
 * earlier one left when it was killed. Ends the process with the reason when something is wrong.
 */
export async function deploying(command: string, work: (deployment: Deployment) => Promise<void>): Promise<void> {
  try {
    const home = releasesFolder(root);
    makeHome(home);
    await withLock(
      join(home, "deploy.lock"),
      () => prepared(home, work),
      (holder) => refuse(command, holder),
    );
  } catch (error) {
    explainAndExit(error);
  }
}

async function prepared(home: string, work: (deployment: Deployment) => Promise<void>): Promise<void> {
  console.log("Checking environment, database, data folder, port, PM2 and disk …");
  await check(root, "--before-build");
  await checkPm2();
  await stopTrial(home);
  await clear(home);
  checkDisk(home);
  await work({ root, home, port: env().PORT, before: await servedNow(home) });
  await run("pm2", ["save"]);
  await clear(home);
  await warnOfReboot();
}

/** What `pm2 save` has written down is started by a unit of systemd, which somebody has to have installed. */
async function warnOfReboot(): Promise<void> {
  const { code } = await run("systemctl", ["is-enabled", `pm2-${userInfo().username}`]);
  if (code === 0 || code === undefined) return;
  console.warn("After a reboot nothing would start: run `pm2 startup` once, and then the command that it prints.");
}

/** Asks the folder's own code whether it would start. Throws SetupError. */
export async function check(folder: string, ...args: string[]): Promise<void> {
  const failed = await runInForeground(process.execPath, ["scripts/preflight.ts", ...args], folder);
  if (failed) throw new SetupError("So nothing was changed: what serves goes on serving.");
}

/** Tries a release out, then puts it behind the port. Throws SetupError; then serves what served before. */
export async function putInPlace({ home, port, before }: Deployment, release: Release): Promise<void> {
  const { id, folder } = release;
  console.log(`Starting ${id} once on a port of its own …`);
  await tryOut(home, release, before);
  console.log(`Putting ${id} behind port ${port} …`);
  await switchTo({ home, port, folder, release: id, before, now: () => new Date() });
}

function makeHome(home: string): void {
  try {
    mkdirSync(home, { recursive: true });
  } catch (error) {
    throw new SetupError(
      `Releases lie in ${home}, which cannot be made (${(error as NodeJS.ErrnoException).code}): sudo install -d -o $(whoami) ${home}`,
    );
  }
}

function refuse(command: string, holder: string): never {
  throw new SetupError(
    `Process ${holder.split(" ")[0]} is deploying or rolling back just now. When it is done: ${command}`,
  );
}

function checkDisk(home: string): void {
  const { bavail, bsize } = statfsSync(home);
  const free = bavail * bsize;
  if (free >= neededBytes) return;
  throw new SetupError(
    `Only ${Math.round(free / 1e6)} MB are free for ${home}; a release needs about 2 GB. \`df -h ${dirname(home)}\` shows the disk.`,
  );
}

/** Removes what is half and what is older than the releases that stay; never what runs, what the link leads to, or what served before. */
async function clear(home: string): Promise<void> {
  const inUse = [currentFolder(home), ...(await workers()).map(({ pid }) => workingFolder(pid))];
  for (const release of dispensable(releases(home), inUse)) {
    console.log(`Removing release ${release.id}`);
    const atWork = await removeRelease(release);
    if (atWork.length > 0) console.warn(`It stays until the next time: process ${atWork.join(", ")} works in it.`);
  }
}

/**
 * Where to go back to: what the link leads to when it has served; after a deployment that was killed in the middle, what
 * served before it; before the first one, the folder itself if PM2 runs it.
 */
async function servedNow(home: string): Promise<string | undefined> {
  const all = releases(home);
  const current = currentFolder(home);
  const linked = all.find(({ folder }) => folder === current);
  if (linked?.servedAt) return linked.folder;
  const served = lastServed(all, undefined)?.folder;
  if (served) return served;
  return (await workers()).length > 0 && existsSync(join(root, ".next/BUILD_ID")) ? root : undefined;
}
