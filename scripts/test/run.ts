import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { programPath } from "#scripts/ensure/command.mjs";
import type { Step } from "./steps.ts";

const root = join(import.meta.dirname, "..", "..");

/** How long a step's output is waited for once its command has ended. */
const lastWordsMs = 5_000;

/** Where the output of a step goes. */
export type Output = (chunk: Buffer | string) => void;

/** Runs a step's commands; false as soon as one fails. */
export async function run(step: Step, report: string, output: Output): Promise<boolean> {
  for (const command of step.commands) {
    if (!(await succeeds({ name: step.name, command, report }, output))) return false;
  }
  return true;
}

type Command = { name: string; command: string[]; report: string };

function succeeds({ name, command, report }: Command, output: Output): Promise<boolean> {
  const [file = "", ...args] = command.map((word) => word.replace("<report>", report));
  const child = spawn(file, args, {
    cwd: root,
    stdio: ["ignore", "pipe", "pipe"],
    env: {
      ...process.env,
      ...(process.stdout.isTTY && { FORCE_COLOR: "1" }),
      PATH: programPath(root, { own: true }),
      PLAYWRIGHT_JSON_OUTPUT_FILE: report,
      NEXT_TELEMETRY_DISABLED: "1",
      // Dozens of tests start the app or a command: each then compiles only what none before it has. What is read from there
      // stays in memory, which the tests under load measure.
      ...(name !== "load" && { NODE_COMPILE_CACHE: join(root, "node_modules", ".cache", "compiled") }),
    } as NodeJS.ProcessEnv,
  });
  const streams = [child.stdout, child.stderr];
  for (const stream of streams) stream.on("data", output);
  return new Promise((resolve) => {
    child.once("error", (error) => {
      output(`${error.message}\n`);
      resolve(false);
    });
    child.once("exit", async (code) => {
      // Usually at once, but what it started and left behind may hold its output for ever.
      await Promise.race([once(child, "close"), wait(lastWordsMs, undefined, { ref: false })]);
      for (const stream of streams) stream.destroy();
      resolve(code === 0);
    });
  });
}
