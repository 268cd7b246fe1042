import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { freePort } from "#tests/free-port.ts";

const app = join(import.meta.dirname, "next-app");
const next = join(import.meta.dirname, "..", "node_modules", "next", "dist", "bin", "next");

/** Builds the small Next app of the benches; `variables` are those that its build reads. */
export function buildNextApp(variables: Record<string, string> = {}): void {
  execFileSync(process.execPath, [next, "build", app], {
    stdio: ["ignore", "ignore", "inherit"],
    env: { ...process.env, ...variables },
  });
}

/** Serves it as in production, and waits until it answers. */
export async function serveNextApp(
  variables: Record<string, string>,
): Promise<{ port: number; process: ChildProcess }> {
  const port = await freePort();
  const server = spawn(process.execPath, [next, "start", app, "-p", String(port), "-H", "127.0.0.1"], {
    stdio: ["ignore", "ignore", "inherit"],
    env: { ...process.env, ...variables },
  });
  for (const deadline = Date.now() + 60_000; Date.now() < deadline; await wait(100)) {
    if (server.exitCode !== null) throw new Error("the Next app of the bench ended");
    const answer = await fetch(`http://127.0.0.1:${port}/api/bare/0`).catch(() => undefined);
    if (answer?.ok) return { port, process: server };
  }
  server.kill();
  throw new Error("the Next app of the bench did not answer within 60 s");
}
