import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";
import { wholeTestMs } from "./patience.ts";

/** A command as somebody has typed it. */
export type Typed = {
  child: ChildProcess;
  /** What it has said until now, on both outputs. */
  output: () => string;
  /** Its exit code, or the signal that ended it. */
  ended: Promise<number | NodeJS.Signals | null>;
};

/** How long a test of such commands may take: each loads the whole app, on a machine that may have other things to do. */
export const typedMs = wholeTestMs;

/** Gives a function that runs a script of the app with nothing in its environment but what is given. What still runs is ended after the file. */
export function typedLines(): (script: string, args: string[], env: Record<string, string>) => Typed {
  const compiled = mkdtempSync(join(tmpdir(), "setrip-compiled-"));
  const running = new Set<Typed>();
  afterAll(async () => {
    for (const { child, ended } of running) {
      child.kill("SIGKILL");
      await ended;
    }
    rmSync(compiled, { recursive: true, force: true });
  });
  return (script, args, env) => {
    const child = spawn(process.execPath, [script, ...args], {
      stdio: ["ignore", "pipe", "pipe"],
      env: {
        PATH: process.env.PATH,
        HOME: process.env.HOME,
        NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE ?? compiled,
        APP_URL: process.env.APP_URL,
        AUTH_SECRET: process.env.AUTH_SECRET,
        PLATFORM_BANK_ACCOUNTS: process.env.PLATFORM_BANK_ACCOUNTS,
        ...env,
      } as unknown as NodeJS.ProcessEnv,
    });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) stream?.on("data", (text) => (output += text));
    const ended = new Promise<number | NodeJS.Signals | null>((resolve) =>
      child.once("close", (code, signal) => resolve(code ?? signal)),
    );
    const typed = { child, output: () => output, ended };
    running.add(typed);
    void ended.then(() => running.delete(typed));
    return typed;
  };
}
