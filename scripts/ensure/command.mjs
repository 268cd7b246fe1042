import { spawn } from "node:child_process";
import { delimiter, join } from "node:path";
import { advice, SetupError } from "./setup-error.mjs";

/**
 * Runs a command, showing what it does and for how long. Its output is shown only when it fails, with advice; then it
 * throws SetupError. `path` replaces PATH.
 * @param {string} title
 * @param {string} file
 * @param {string[]} args
 * @param {{ cwd: string, path: string, env?: Record<string, string> }} options
 * @returns {Promise<void>}
 */
export async function runWithProgress(title, file, args, { cwd, path, env }) {
  const started = Date.now();
  const progress = showProgress(title, started);
  const child = spawn(file, args, {
    cwd,
    env: { ...process.env, ...env, PATH: path },
    stdio: ["ignore", "pipe", "pipe"],
    shell: process.platform === "win32",
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text) => {
      output += text;
    });
  }
  /** @type {string | undefined} */
  const failure = await new Promise((resolve) => {
    child.once("error", (error) => resolve(error.message));
    child.once("close", (code, signal) => resolve(code === 0 ? undefined : `it ended with ${signal ?? code}`));
  });
  progress.end();
  if (failure !== undefined) {
    const lines = output.trim().split("\n").slice(-25).join("\n");
    const help = advice(`${output}\n${failure}`) ?? `Try it by hand: ${file} ${args.join(" ")}`;
    throw new SetupError(`${lines}\n\n${title} failed: ${failure}.\n${help}`);
  }
  console.log(`${title}: done in ${seconds(started)}`);
}

/** The line counts on a terminal; a log gets a line every half minute. @param {string} title @param {number} started */
function showProgress(title, started) {
  const terminal = process.stdout.isTTY;
  console.log(`${title} …`);
  const timer = setInterval(
    () => {
      if (terminal) process.stdout.write(`\r  ${seconds(started)}`);
      else console.log(`  … ${seconds(started)}`);
    },
    terminal ? 1000 : 30_000,
  );
  return {
    end: () => {
      clearInterval(timer);
      if (terminal) process.stdout.write("\r          \r");
    },
  };
}

/** @param {number} started */
function seconds(started) {
  return `${((Date.now() - started) / 1000).toFixed(0)} s`;
}

/**
 * PATH with the project's own programs first, or without them: npm must not run on the Node that it is about to replace.
 * @param {string} root
 * @param {{ own: boolean }} options
 */
export function programPath(root, { own }) {
  const bin = join(root, "node_modules", ".bin");
  const others = (process.env.PATH ?? "")
    .split(delimiter)
    .filter((folder) => !folder.startsWith(join(root, "node_modules")));
  return (own ? [bin, ...others] : others).join(delimiter);
}
