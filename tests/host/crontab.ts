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

/** Makes sure that a cron daemon runs: the machine's own, or one started here, which needs root. Ends only the latter. */
export function cronDaemon(): { stop: () => Promise<void> } {
  if (isRunning("/var/run/crond.pid")) return { stop: async () => {} };
  if (process.getuid?.() !== 0)
    throw new Error("no cron daemon runs and only root can start one: sudo service cron start");
  const daemon = spawn("cron", ["-f"], { stdio: "ignore" });
  return { stop: () => end(daemon) };
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
  const ended = new Promise<void>((resolve) => daemon.once("exit", () => resolve()));
  daemon.kill();
  return ended;
}
