import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { programPath } from "#scripts/ensure/command.mjs";
import type { Step } from "./steps.ts";

const root = join(import.meta.dirname, "..", "..");

/** How long a step's output is waited for once its command has ended. */
const lastWordsMs = 5_000;

/** Where the output of a step goes. */
export type Output = (chunk: Buffer | string) => void;

/** How a step went, and the processor's time that it took: of its processes and those that they waited for. */
export type Run = { succeeded: boolean; cpuSeconds: number };

/** Runs a step's commands until one fails. */
export async function run(step: Step, report: string, output: Output): Promise<Run> {
  const folder = mkdtempSync(join(tmpdir(), "setrip-times-"));
  let cpuSeconds = 0;
  try {
    for (const [place, command] of step.commands.entries()) {
      const times = join(folder, String(place));
      const succeeded = await succeeds({ name: step.name, command, report, times }, output);
      cpuSeconds += secondsIn(times);
      if (!succeeded) return { succeeded, cpuSeconds };
    }
    return { succeeded: true, cpuSeconds };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Only the process that started a command is told what it took, and Node does not pass that on: a shell writes it down. */
const timed = '"$@"; code=$?; times > "$0"; exit $code';

/** The shell's second line: what its children took, `0m1.230000s` of their own and as much of the system's for them. */
function secondsIn(times: string): number {
  const line = existsSync(times) ? readFileSync(times, "utf8").split("\n")[1] : "";
  const spans = [...(line ?? "").matchAll(/(\d+)m([\d.,]+)s/g)];
  return spans.reduce(
    (sum, [, minutes, seconds]) => sum + 60 * Number(minutes) + Number(seconds!.replace(",", ".")),
    0,
  );
}

type Command = { name: string; command: string[]; report: string; times: string };

function succeeds({ name, command, report, times }: Command, output: Output): Promise<boolean> {
  const words = command.map((word) => word.replace("<report>", report));
  const child = spawn("sh", ["-c", timed, times, ...words], {
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
