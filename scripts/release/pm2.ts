import { existsSync, readFileSync, statSync } from "node:fs";
import { SetupError } from "#scripts/ensure/setup-error.mjs";
import { run } from "./programs.ts";

/** One of the app's processes as PM2 knows it. `isLeaving` is true of one that a reload is just replacing. */
export type Worker = {
  pid: number;
  isOnline: boolean;
  isLeaving: boolean;
  /** How often it ended soon after its start since the last reload. */
  crashes: number;
  nodeVersion: string | undefined;
  logs: string[];
};

type Listed = {
  name: string;
  pid: number;
  pm_id: number | string;
  pm2_env: {
    status: string;
    unstable_restarts?: number;
    node_version?: string;
    pm_out_log_path: string;
    pm_err_log_path: string;
  };
};

/** The name in `deploy/ecosystem.config.cjs`. */
const app = "setrip";

/** Throws where PM2 is not installed, or would run the app with a Node that is too old. */
export async function checkPm2(): Promise<void> {
  const { code, output } = await run("node", ["-p", "process.versions.node"]);
  if (code !== 0 || Number.parseInt(output, 10) < 24) {
    throw new SetupError(
      `PM2 runs the app with the system's Node, which is ${output || "not there"}; SeTrip needs 24: https://nodejs.org/en/download`,
    );
  }
  const old = (await workers()).find(({ nodeVersion }) => nodeVersion && Number.parseInt(nodeVersion, 10) < 24);
  if (old) throw new SetupError(`PM2 still runs on Node ${old.nodeVersion}: pm2 update`);
}

/** All processes of the app. Throws SetupError where PM2 does not tell. */
export async function workers(): Promise<Worker[]> {
  const { code, output } = await run("pm2", ["jlist"]);
  if (code === undefined) throw new SetupError("PM2 is not installed: sudo npm install -g pm2");
  return parseList(output);
}

/** Reads what `pm2 jlist` writes, which begins with a greeting where the daemon was just started. */
export function parseList(output: string): Worker[] {
  const line = output.split("\n").findLast((text) => /^\[(\{|\])/.test(text));
  if (line === undefined) throw new SetupError(`pm2 jlist told nothing of use:\n${output}`);
  return (JSON.parse(line) as Listed[])
    .filter(({ name }) => name === app)
    .map(({ pid, pm_id, pm2_env }) => ({
      pid,
      isOnline: pm2_env.status === "online",
      isLeaving: String(pm_id).startsWith("_old_"),
      crashes: pm2_env.unstable_restarts ?? 0,
      nodeVersion: pm2_env.node_version,
      logs: [pm2_env.pm_out_log_path, pm2_env.pm_err_log_path],
    }));
}

/** How far the log files are written now, by their names. */
export function logSizes(running: Worker[]): Map<string, number> {
  const files = new Set(running.flatMap(({ logs }) => logs));
  return new Map([...files].map((file) => [file, existsSync(file) ? statSync(file).size : 0]));
}

/** The last lines that were written to the log files since. */
export function linesSince(running: Worker[], sizes: Map<string, number>, most = 20): string {
  const texts = [...logSizes(running).keys()].map((file) =>
    existsSync(file)
      ? readFileSync(file)
          .subarray(sizes.get(file) ?? 0)
          .toString("utf8")
      : "",
  );
  return lastLines(texts.join("\n"), most);
}

/** The end of a text, without empty lines. */
export function lastLines(text: string, most = 20): string {
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  return lines.slice(-most).join("\n");
}
