import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";

/** The crontab of the user who runs the tests; empty where there is none. */
export function readCrontab(): string {
  try {
    return execFileSync("crontab", ["-l"], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
  } catch {
    return "";
  }
}

/** Replaces it; an empty text removes it. Throws when crontab(1) refuses the text. */
export function writeCrontab(text: string): void {
  if (text) execFileSync("crontab", ["-"], { input: text, stdio: ["pipe", "ignore", "pipe"] });
  else if (readCrontab()) execFileSync("crontab", ["-r"]);
}

/** A cron daemon; `isOurs` where it was started here, and then it may be given another zone or be taken away. */
export type CronDaemon = { isOurs: boolean; stop: () => Promise<void> };

/** Makes sure that a cron daemon runs: the machine's own, or one started here in `zone`, which needs root. Ends only the latter. */
export function cronDaemon(zone?: string): CronDaemon {
  if (isRunning("/var/run/crond.pid")) return { isOurs: false, stop: async () => {} };
  if (process.getuid?.() !== 0)
    throw new Error("no cron daemon runs and only root can start one: sudo service cron start");
  const env = { PATH: process.env.PATH, ...(zone ? { TZ: zone } : {}) } as unknown as NodeJS.ProcessEnv;
  const daemon = spawn("cron", ["-f"], { stdio: "ignore", env });
  return { isOurs: true, stop: () => end(daemon) };
}

function isRunning(pidFile: string): boolean {
  if (!existsSync(pidFile)) return false;
  try {
    process.kill(Number(readFileSync(pidFile, "utf8").trim()), 0);
    return true;
  } catch (error) {
    // The process of another user is alive too.
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

function end(daemon: ChildProcess): Promise<void> {
  if (daemon.exitCode !== null || daemon.signalCode !== null) return Promise.resolve();
  const ended = new Promise<void>((resolve) => daemon.once("exit", () => resolve()));
  daemon.kill();
  return ended;
}
