import { spawn } from "node:child_process";
import { setTimeout as wait } from "node:timers/promises";

/** Starts the built app with this environment, waits until it is healthy, and returns what stops it. */
export async function startServer(env: NodeJS.ProcessEnv = process.env): Promise<() => Promise<void>> {
  const child = spawn(process.execPath, ["scripts/start.ts"], { env, stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding("utf8").on("data", (text) => (output += text));
  const ended = new Promise((resolve) => child.once("exit", resolve));

  for (const deadline = Date.now() + 120_000; !(await healthy(env.APP_URL)); await wait(100)) {
    if (child.exitCode === null && Date.now() < deadline) continue;
    child.kill("SIGKILL");
    throw new Error(`the app did not start:\n${output}`);
  }
  return async () => {
    child.kill("SIGTERM");
    await ended;
  };
}

async function healthy(url: string | undefined): Promise<boolean> {
  const answer = await fetch(`${url}/api/health/ready`).catch(() => undefined);
  await answer?.body?.cancel();
  return answer?.ok ?? false;
}
