import { spawn } from "node:child_process";
import { existsSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { createServer } from "node:net";
import { basename, join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { identityOf, isAlive } from "#alive.mjs";
import { SetupError } from "#scripts/ensure/setup-error.mjs";
import type { Release } from "./folders.ts";
import { lastLines } from "./pm2.ts";
import { serverEnvironment } from "./programs.ts";
import { askReady } from "./ready.ts";

/** How long a release may take until it is ready, and to stop. */
const [readyWithinMs, stopWithinMs, everyMs] = [90_000, 20_000, 250];

/**
 * Starts one process of a release on a port of its own and waits until it is ready, while what serves goes on serving.
 * Throws SetupError with the process's last lines where it is not. `before` is the folder of what serves, if anything does.
 */
export async function tryOut(
  home: string,
  { folder, id }: Pick<Release, "folder" | "id">,
  before: string | undefined,
): Promise<void> {
  const port = await anyPort();
  const log = join(home, "trial.log");
  rmSync(log, { force: true });
  const output = openSync(log, "a", 0o600);
  const args = ["server/main.mjs", "-p", String(port), "-H", "127.0.0.1"];
  const child = spawn(process.execPath, args, {
    cwd: folder,
    env: { ...serverEnvironment(), PORT: String(port) },
    stdio: ["ignore", output, output],
  });
  writeFileSync(trialFile(home), identityOf(child.pid!));
  const failed = (what: string) => {
    const goesOn = before ? `\n\n${basename(before)} goes on serving.` : "";
    return new SetupError(
      `Release ${id} does not start: ${what}. Its last lines:\n\n${withoutRepeatedLines(readFileSync(log, "utf8"))}${goesOn}`,
    );
  };
  let lacks: string[] = [];
  try {
    for (const deadline = Date.now() + readyWithinMs; Date.now() < deadline; await wait(everyMs)) {
      if (child.exitCode !== null || child.signalCode !== null) throw failed("it ended");
      const response = await askReady(port);
      lacks = response?.lacks ?? lacks;
      if (response?.release === id && response.lacks.length === 0) return;
    }
    const what = lacks.length > 0 ? lacks.join("; ") : "no answer";
    throw failed(`not ready within ${readyWithinMs / 1000} s (${what})`);
  } finally {
    await stopTrial(home);
  }
}

/** Ends a process that was tried out, also one that an earlier deployment left when it was killed. */
export async function stopTrial(home: string): Promise<void> {
  const file = trialFile(home);
  if (!existsSync(file)) return;
  const identity = readFileSync(file, "utf8");
  const pid = Number(identity.split(" ")[0]);
  for (const signal of ["SIGTERM", "SIGKILL"] as const) {
    if (pid > 0 && isRunning(identity)) process.kill(pid, signal);
    for (const deadline = Date.now() + stopWithinMs; isRunning(identity) && Date.now() < deadline; ) await wait(50);
  }
  rmSync(file, { force: true });
}

/** Also false of a process that has ended and whose parent has not asked how. */
function isRunning(identity: string): boolean {
  if (!isAlive(identity)) return false;
  try {
    return !/\) Z /.test(readFileSync(`/proc/${identity.split(" ")[0]}/stat`, "utf8"));
  } catch {
    return isAlive(identity);
  }
}

function trialFile(home: string): string {
  return join(home, "trial.pid");
}

/** The end of a text in which an error may repeat itself: each line once, in the place where it stood first. */
export function withoutRepeatedLines(text: string): string {
  const times = new Map<string, number>();
  for (const line of text.split("\n").filter((words) => words.trim() !== ""))
    times.set(line, (times.get(line) ?? 0) + 1);
  return lastLines([...times].map(([line, count]) => (count > 1 ? `${line}  (${count} times)` : line)).join("\n"));
}

function anyPort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
