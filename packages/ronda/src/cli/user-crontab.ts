import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type CrontabLine, foreignLines, masked, type OwnCalls } from "../exports/foreign-lines.ts";
import { UsageError } from "./usage-error.ts";

/** How long crontab(1) may take: it only reads and writes a small file. */
const crontabTimeoutMs = 10_000;

/** The crontab of whoever calls; empty where they have none. Throws {@link UsageError} where it cannot be read: what cannot be read must not be overwritten. */
export function readUserCrontab(): string {
  const { error, status, stdout, stderr } = crontab(["-l"]);
  if (error) throw new UsageError(whyNoCrontab(error));
  if (status === 0) return stdout;
  if (/no crontab for|no such file/i.test(stderr)) return "";
  throw new UsageError(`crontab -l failed, so nothing was changed: ${stderr.trim() || `exit code ${status}`}`);
}

/** Replaces it; it goes by standard input, so that no copy of it is ever in a file of ours. Throws with what crontab(1) says where it refuses. */
export function writeUserCrontab(text: string): void {
  const { error, status, stderr } = crontab(["-"], text);
  if (error) throw new UsageError(whyNoCrontab(error));
  if (status !== 0) throw new Error(`crontab refused the new text, and the old one stands: ${stderr.trim()}`);
}

function crontab(args: string[], input = "") {
  return spawnSync("crontab", args, { encoding: "utf8", input, timeout: crontabTimeoutMs });
}

function whyNoCrontab(error: Error): string {
  const { code } = error as NodeJS.ErrnoException;
  return code === "ENOENT"
    ? "there is no crontab command on this machine: sudo apt-get install cron"
    : `crontab cannot be called: ${error.message}`;
}

/** Lines that call this app in a file, and the file's name as people know it. */
export type ForeignFile = { file: string; lines: CrontabLine[] };

/** Where the system's own crontabs are, which only root writes but everybody reads. */
export function foreignSystemLines(own: OwnCalls, root = "/"): ForeignFile[] {
  return [join(root, "etc/crontab"), ...filesIn(join(root, "etc/cron.d"))].flatMap((file) => {
    const lines = foreignLines(readOrEmpty(file), own);
    return lines.length > 0 ? [{ file, lines }] : [];
  });
}

/** Such lines as people may see them, with where they are. */
export function shownLines({ file, lines }: ForeignFile, secrets: readonly (string | undefined)[]): string {
  return lines.map(({ number, text }) => `  ${file}:${number}: ${masked(text, secrets)}`).join("\n");
}

/** The command that takes them away where root must. */
export function removeCommand({ file, lines }: ForeignFile): string {
  return `sudo sed -i '${lines.map(({ number }) => `${number}d`).join(";")}' ${file}`;
}

function filesIn(folder: string): string[] {
  try {
    return readdirSync(folder).map((name) => join(folder, name));
  } catch {
    return [];
  }
}

function readOrEmpty(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}
