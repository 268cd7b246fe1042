import { execFile, spawn } from "node:child_process";
import { delimiter } from "node:path";

/** What a program wrote and how it ended; `code` is undefined where there is no such program. */
export type ProcessResult = { code: number | undefined; output: string };

/**
 * The environment for what goes on after the deployment: without what npm adds for its scripts. PM2 would otherwise run
 * on the Node in `node_modules` of the folder that one deploys from, and lose it with the next `npm ci` there.
 */
export function serverEnvironment(environment: NodeJS.Dict<string> = process.env): NodeJS.ProcessEnv {
  const path = (environment.PATH ?? "")
    .split(delimiter)
    .filter((folder) => !/\/node_modules\/(\.bin|.*node-gyp-bin)$/.test(folder));
  const kept = Object.entries(environment).filter(([name]) => !/^npm_|^(INIT_CWD|NODE|NODE_ENV)$/.test(name));
  return { ...Object.fromEntries(kept), PATH: path.join(delimiter), NODE_ENV: "production" };
}

/** Runs a program to its end and keeps what it writes. Never throws. */
export function run(file: string, args: string[], { cwd }: { cwd?: string } = {}): Promise<ProcessResult> {
  return new Promise((resolve) => {
    const options = { cwd, env: serverEnvironment(), maxBuffer: 64 * 2 ** 20 };
    execFile(file, args, options, (error, stdout, stderr) => {
      const code = error === null ? 0 : typeof error.code === "number" ? error.code : undefined;
      resolve({ code, output: `${stdout}${stderr}`.trim() });
    });
  });
}

/** Runs a program in front of the person at the keyboard; resolves with its exit code. */
export function runInForeground(file: string, args: string[], cwd: string): Promise<number> {
  return new Promise((resolve) => {
    const child = spawn(file, args, { cwd, env: serverEnvironment(), stdio: ["ignore", "inherit", "inherit"] });
    child.once("error", () => resolve(1)).once("close", (code) => resolve(code ?? 1));
  });
}
