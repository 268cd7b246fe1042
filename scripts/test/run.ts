import { spawn } from "node:child_process";
import { join } from "node:path";
import { programPath } from "../ensure/command.mjs";
import type { Step } from "./steps.ts";

const root = join(import.meta.dirname, "..", "..");

/** Runs a step's commands with their output in sight; false as soon as one fails. */
export async function run(step: Step, report: string): Promise<boolean> {
  for (const command of step.commands) {
    if (!(await succeeds(command, report))) return false;
  }
  return true;
}

function succeeds(command: string[], report: string): Promise<boolean> {
  const [file = "", ...args] = command.map((word) => word.replace("<report>", report));
  const child = spawn(file, args, {
    cwd: root,
    stdio: ["ignore", "inherit", "inherit"],
    env: {
      ...process.env,
      PATH: programPath(root, { own: true }),
      PLAYWRIGHT_JSON_OUTPUT_FILE: report,
      NEXT_TELEMETRY_DISABLED: "1",
    } as NodeJS.ProcessEnv,
  });
  return new Promise((resolve) => {
    child.once("error", (error) => {
      console.error(error.message);
      resolve(false);
    });
    child.once("exit", (code) => resolve(code === 0));
  });
}
