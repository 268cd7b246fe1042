import { spawn } from "node:child_process";
import { setTimeout as wait } from "node:timers/promises";

/** Starts the built app with this process's environment, waits until it is healthy, and returns what stops it. */
export async function startServer(): Promise<() => Promise<void>> {
  const child = spawn(process.execPath, ["scripts/start.ts"], { env: process.env, stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding("utf8").on("data", (text) => (output += text));
  const ended = new Promise((resolve) => child.once("exit", resolve));

  for (const deadline = Date.now() + 60_000; !(await healthy()); await wait(100)) {
    if (child.exitCode !== null || Date.now() > deadline) {
      child.kill("SIGKILL");
      throw new Error(`the app did not start:\n${output}`);
    }
  }
  return async () => {
    child.kill("SIGTERM");
    await ended;
  };
}

async function healthy(): Promise<boolean> {
  const answer = await fetch(`${process.env.APP_URL}/api/health`).catch(() => undefined);
  return answer?.ok ?? false;
}
