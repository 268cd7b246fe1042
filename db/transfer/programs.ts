import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import type { Readable, Writable } from "node:stream";
import { promisify } from "node:util";

/** PostgreSQL's own programs, where the machine has them. The password goes to them by the environment, which only the same user can read, never by an argument. */

/** `pg_dump` or `pg_restore` ended with an error; the message is its own. */
export class PostgresProgramError extends Error {
  override name = "PostgresProgramError";
}

/** The first number of its version, such as 18; undefined where the machine has no such program. */
export async function majorOf(program: "pg_dump" | "pg_restore"): Promise<number | undefined> {
  try {
    const { stdout } = await promisify(execFile)(program, ["--version"], { env: environment(), timeout: 10_000 });
    return Number(/\(PostgreSQL\) (\d+)/.exec(stdout)?.[1]) || undefined;
  } catch {
    return undefined;
  }
}

/** What such a program writes or reads, and its end: throws {@link PostgresProgramError} unless it succeeded. */
export type Running = { output: Readable; input: Writable; ended: Promise<void> };

/** Dumps one snapshot in the custom format, to `output`. Nothing of who may do what goes along. */
export function startDump(url: string, options: { snapshot: string; signal: AbortSignal }): Running {
  const { address, env } = withoutPassword(url);
  const what = ["--format=custom", "--no-owner", "--no-privileges", "--exclude-schema=replaced_*"];
  return start("pg_dump", [...what, `--snapshot=${options.snapshot}`, `--dbname=${address}`], {
    env,
    signal: options.signal,
  });
}

/** Puts a dump, written to `input`, into an empty database: all of it or nothing. */
export function startRestore(url: string, options: { signal: AbortSignal }): Running {
  const { address, env } = withoutPassword(url);
  const how = ["--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction"];
  return start("pg_restore", [...how, `--dbname=${address}`], { env, signal: options.signal });
}

type Started = { env: NodeJS.ProcessEnv; signal: AbortSignal };

function start(program: string, args: string[], { env, signal }: Started): Running {
  const child = spawn(program, args, { env, signal, stdio: ["pipe", "pipe", "pipe"] });
  // What goes wrong is told by its end; writing to a program that has ended must not be told twice.
  child.stdin.on("error", () => {});
  return { output: child.stdout, input: child.stdin, ended: ended(program, child) };
}

async function ended(program: string, child: ChildProcess): Promise<void> {
  let said = "";
  child.stderr?.setEncoding("utf8").on("data", (text: string) => {
    said = `${said}${text}`.slice(-2_000);
  });
  const [code, signal] = await once(child, "close");
  if (code !== 0) throw new PostgresProgramError(`${program} ended with ${code ?? signal}: ${said.trim()}`);
}

/** The address as libpq reads it, and what it must not show to `ps`. */
function withoutPassword(url: string): { address: string; env: NodeJS.ProcessEnv } {
  const address = new URL(url);
  const password = address.searchParams.get("password") ?? decodeURIComponent(address.password);
  address.password = "";
  address.searchParams.delete("password");
  return { address: address.href, env: { ...environment(), ...(password ? { PGPASSWORD: password } : {}) } };
}

function environment(): NodeJS.ProcessEnv {
  return { PATH: process.env.PATH, HOME: process.env.HOME, LC_ALL: "C", TZ: "UTC" } as unknown as NodeJS.ProcessEnv;
}
