import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ended, type ProcessResult } from "./site.ts";

/** Whether this account may make a machine of its own: root, outside of a container that forbids it. */
export const canMakeMachines = process.getuid?.() === 0 && spawnSync("unshare", ["--mount", "true"]).status === 0;

/** This machine's own root with everything that is installed, whose changes nobody else sees and which are gone at the end. */
export type Machine = {
  /** Its root, as nobody but its own processes sees it. */
  start: (file: string, args: string[], options?: { env?: Record<string, string>; cwd?: string }) => ChildProcess;
  run: (
    file: string,
    args: string[],
    options?: { env?: Record<string, string>; cwd?: string },
  ) => Promise<ProcessResult>;
  /** A line of shell, as somebody types it. */
  sh: (line: string, options?: { env?: Record<string, string>; cwd?: string }) => Promise<ProcessResult>;
  stop: () => void;
};

const programs = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

/** Lays an empty layer over the root. The folders in `shared` are the real ones: what is written there stays. */
export async function newMachine(shared: string[]): Promise<Machine> {
  const folder = mkdtempSync(join(tmpdir(), "setrip-machine-"));
  const root = join(folder, "root");
  const script = `set -e
    folder=$1 && shift
    mount -t tmpfs layer "$folder"
    mkdir "$folder/upper" "$folder/work" "$folder/root"
    mount -t overlay -o "lowerdir=/,upperdir=$folder/upper,workdir=$folder/work" machine "$folder/root"
    for name in /proc /dev "$@"; do mkdir -p "$folder/root$name" && mount --rbind "$name" "$folder/root$name"; done
    mount -t tmpfs run "$folder/root/run"
    mkdir -p "$folder/root/run/lock"
    echo ready
    exec cat`;
  const args = ["--mount", "--propagation", "private", "sh", "-c", script, "sh", folder, ...shared];
  // It ends with this process, when nobody can write to it any more.
  const holder = spawn("unshare", args, { stdio: ["pipe", "pipe", "inherit"] });
  await new Promise<void>((resolve, reject) => {
    holder.stdout.once("data", () => resolve());
    holder.once("exit", (code) => reject(new Error(`no machine could be made: unshare ended with ${code}`)));
  });

  const start: Machine["start"] = (file, args, { env = {}, cwd = "/" } = {}) => {
    const inside = ["-t", String(holder.pid), "-m", "chroot", root, "env", "-C", cwd, file, ...args];
    const all = { HOME: "/root", LANG: "C.UTF-8", PATH: programs, ...env };
    return spawn("nsenter", inside, { env: all as unknown as NodeJS.ProcessEnv, stdio: ["ignore", "pipe", "pipe"] });
  };
  const stop = () => {
    holder.kill();
    // What lay in it was its own; here only its empty place is seen.
    rmSync(folder, { recursive: true });
  };
  const run: Machine["run"] = (...given) => ended(start(...given));
  return { start, run, sh: (line, options) => run("sh", ["-c", line], options), stop };
}
