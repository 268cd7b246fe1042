import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { actionsKey } from "#scripts/ensure/actions-key.mjs";
import { fingerprint } from "#scripts/ensure/build.mjs";
import { fitsLockfile } from "#scripts/ensure/install.mjs";
import { SetupError } from "#scripts/ensure/setup-error.mjs";
import { markComplete, type Release, releaseId, releases } from "./folders.ts";
import { run, runInForeground } from "./programs.ts";

/** What is this machine's alone and comes into no release. */
const notTaken = new Set(["node_modules", ".git", ".data", ".env", ".env.local", ".release", ".served"]);

/**
 * Makes the release of the commit that is checked out in `root`, or of the folder `built` that was built elsewhere. It
 * counts as complete only once all of it is there. Throws SetupError.
 */
export async function makeRelease(given: {
  root: string;
  home: string;
  built: string | undefined;
  now: Date;
}): Promise<Release> {
  const { root, home, built, now } = given;
  const id = releaseId(now, built ? "built" : await commitOf(root));
  const folder = join(home, id);
  mkdirSync(folder, { recursive: true });
  if (built) await copyBuilt(built, folder);
  else await copyCommit(root, folder);
  if (existsSync(join(root, ".env"))) symlinkSync(join(root, ".env"), join(folder, ".env"));
  if (built) checkBuilt(folder);
  else {
    await takeModules(
      [
        ...releases(home)
          .map((release) => release.folder)
          .reverse(),
        root,
      ],
      folder,
    );
    const failed = await runInForeground(process.execPath, ["scripts/ensure.mjs", "build"], folder);
    if (failed) throw new SetupError(`Release ${id} could not be built. What serves was not touched.`);
  }
  markComplete({ folder, id });
  return { id, folder, isComplete: true, servedAt: undefined };
}

async function commitOf(root: string): Promise<string> {
  const { code, output } = await run("git", ["-C", root, "rev-parse", "--short=7", "HEAD"]);
  if (code === 0) return output;
  throw new SetupError(
    `${root} is no clone of the repository (git: ${output || "not installed"}), so there is no commit to deploy.\n` +
      "Deploy from a clone, or give a folder that was built elsewhere: npm run deploy -- --built <folder>",
  );
}

async function copyCommit(root: string, folder: string): Promise<void> {
  const { output: changed } = await run("git", ["-C", root, "status", "--porcelain", "--untracked-files=no", "."]);
  if (changed) console.warn(`Not committed, so it does not come along:\n${changed}`);
  const archive = `${folder}/.commit.tar`;
  await mustRun("git", ["-C", root, "archive", "--format=tar", "-o", archive, "HEAD"], folder);
  await mustRun("tar", ["-xf", archive], folder);
  rmSync(archive);
}

/** Modules are shared with where they come from, since nobody writes to them; the rest is copied. */
async function copyBuilt(built: string, folder: string): Promise<void> {
  if (!existsSync(join(built, ".next/BUILD_ID"))) throw new SetupError(`${built} is not built: npm run build`);
  const taken = readdirSync(built).filter((name) => !notTaken.has(name) && name !== ".next");
  await mustRun("cp", ["-a", ...taken.map((name) => join(built, name)), folder], folder);
  mkdirSync(join(folder, ".next"));
  const parts = readdirSync(join(built, ".next")).filter((name) => name !== "cache");
  await mustRun("cp", ["-a", ...parts.map((name) => join(built, ".next", name)), join(folder, ".next")], folder);
  await takeModules([built], folder);
  if (!fitsLockfile(folder))
    throw new SetupError(`node_modules of ${built} does not fit its package-lock.json: npm ci`);
}

/** A build of other sources, or with another key, would meet open tabs as a stranger. */
function checkBuilt(folder: string): void {
  const stamp = join(folder, ".next/built-from");
  if (!existsSync(stamp) || readFileSync(stamp, "utf8") !== fingerprint(folder))
    throw new SetupError("That folder was not built from the sources that lie in it: npm run build");
  const manifest = readFileSync(join(folder, ".next/server/server-reference-manifest.json"), "utf8");
  if ((JSON.parse(manifest) as { encryptionKey: string }).encryptionKey !== actionsKey(folder))
    throw new SetupError(
      "That folder was built with another key of the server actions, so that tabs which are open would stop working.\n" +
        "Build it with this server's NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: the one in .env, else the text of SETRIP_DATA_DIR/actions-key.",
    );
}

/** Hard links of the first modules that fit; without any, the build installs them. */
async function takeModules(sources: string[], folder: string): Promise<void> {
  const lockfile = (place: string) => readFileSync(join(place, "package-lock.json"), "utf8");
  const source = sources.find(
    (place) => existsSync(join(place, "node_modules")) && lockfile(place) === lockfile(folder) && fitsLockfile(place),
  );
  if (!source) return;
  for (const how of ["-al", "-a"]) {
    const { code } = await run("cp", [how, join(source, "node_modules"), folder], { cwd: folder });
    if (code === 0) return;
    // Another disk has no hard links of ours.
    rmSync(join(folder, "node_modules"), { recursive: true, force: true });
  }
}

/** Runs a program in the folder that it writes to, where it is found again should this deployment be killed. */
async function mustRun(file: string, args: string[], cwd: string): Promise<void> {
  const { code, output } = await run(file, args, { cwd });
  if (code !== 0)
    throw new SetupError(`${file} ended with ${code ?? "nothing, because it is not installed"}:\n${output}`);
}
