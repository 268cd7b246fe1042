import {
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { readRelease } from "#release.ts";

/**
 * Where releases lie: beside the folder that one deploys from, so that no tool looks into them, each in a folder of its
 * own, with the link `current` to the one that serves.
 */

/** How many releases stay: the one that serves and those that served before it. */
export const keptReleases = 3;

const suffix = "-releases";

/** One release. `isComplete` is false while it is made and where that was interrupted; `servedAt` is undefined until it has been ready behind the port. */
export type Release = { id: string; folder: string; isComplete: boolean; servedAt: Date | undefined };

/** The folder of all releases, asked from the folder that one deploys from or from one of them. */
export function releasesFolder(root: string): string {
  const parent = dirname(root);
  return basename(parent).endsWith(suffix) && readRelease(root) ? parent : `${root}${suffix}`;
}

/** The link to the release that serves. It need not be there. */
export function currentLink(home: string): string {
  return join(home, "current");
}

/** What PM2 runs: `current` where anything was deployed, else the folder itself. */
export function servedFolder(root: string): string {
  const link = currentLink(releasesFolder(root));
  return existsSync(link) ? link : root;
}

/** A name that sorts by time and tells the commit: `20261130-064200-3aa6256`. */
export function releaseId(now: Date, commit: string): string {
  const [day, time] = now.toISOString().replace(/[-:]/g, "").split(/[T.]/);
  return `${day}-${time}-${commit}`;
}

/** All releases, oldest first, with what is half. */
export function releases(home: string): Release[] {
  if (!existsSync(home)) return [];
  return readdirSync(home)
    .filter((name) => /^\d{8}-\d{6}-\w+$/.test(name) && lstatSync(join(home, name)).isDirectory())
    .sort()
    .map((id) => {
      const folder = join(home, id);
      return { id, folder, isComplete: readRelease(folder) === id, servedAt: servedAt(folder) };
    });
}

function servedAt(folder: string): Date | undefined {
  const path = join(folder, ".served");
  return existsSync(path) ? new Date(readFileSync(path, "utf8").trim()) : undefined;
}

/** Writes that everything of a release is there; before this its folder counts as half. */
export function markComplete({ folder, id }: { folder: string; id: string }): void {
  writeAtOnce(join(folder, ".release"), `${id}\n`);
}

/** Writes that a release has served and was ready. */
export function markServed(folder: string, now: Date): void {
  writeAtOnce(join(folder, ".served"), `${now.toISOString()}\n`);
}

function writeAtOnce(path: string, text: string): void {
  writeFileSync(`${path}.new`, text);
  renameSync(`${path}.new`, path);
}

/** The folder that `current` leads to; undefined where nothing was deployed. */
export function currentFolder(home: string): string | undefined {
  const link = currentLink(home);
  try {
    return resolve(home, readlinkSync(link));
  } catch {
    return undefined;
  }
}

/** Lets `current` lead to another folder, in one step: at every moment it leads to the one or to the other. */
export function pointTo(home: string, folder: string): void {
  mkdirSync(home, { recursive: true });
  const aside = join(home, `.current.${process.pid}`);
  rmSync(aside, { force: true });
  symlinkSync(folder, aside);
  renameSync(aside, currentLink(home));
}

/** Where a process works, with every link followed; undefined where the system does not tell. */
export function workingFolder(pid: number): string | undefined {
  try {
    return realpathSync(`/proc/${pid}/cwd`);
  } catch {
    return undefined;
  }
}

/** The release that served last beside `folder`: where a rollback leads. */
export function lastServed(all: Release[], folder: string | undefined): Release | undefined {
  return byLastService(all).find((release) => release.folder !== folder);
}

/** What may go: all but the newest that served, the one that `current` leads to, and those that still run. */
export function dispensable(all: Release[], inUse: (string | undefined)[]): Release[] {
  const others = byLastService(all).filter(({ folder }) => !inUse.includes(folder));
  const used = all.filter(({ folder }) => inUse.includes(folder));
  const kept = new Set([...used, ...others.slice(0, Math.max(1, keptReleases - used.length))]);
  return all.filter((release) => !kept.has(release));
}

/** Those that served, the latest first. */
function byLastService(all: Release[]): Release[] {
  return all
    .filter(({ isComplete, servedAt }) => isComplete && servedAt)
    .sort((a, b) => b.servedAt!.getTime() - a.servedAt!.getTime());
}
