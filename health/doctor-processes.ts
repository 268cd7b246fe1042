import { execFile } from "node:child_process";
import { realpathSync, statSync } from "node:fs";
import { dirname } from "node:path";
import { promisify } from "node:util";
import type { DoctorCheck } from "ronda/types";
import { envFilePath } from "#env.ts";
import { limits } from "#limits.ts";

/** What PM2 says of a process; `pm_uptime` is when it was started. */
type Described = {
  name: string;
  pm2_env: { status: string; pm_cwd: string; unstable_restarts: number; pm_uptime: number };
};

/**
 * PM2 also counts a restart that somebody asked for soon after a start, and never forgets: so processes end again and
 * again only where it counts more than one and the last start was within this, four times the longest pause between two.
 */
const lastStartWithinMs = 60_000;

const name = "PM2";
const logs = "pm2 logs setrip --lines 100";
const reload = "pm2 startOrReload deploy/ecosystem.config.cjs --update-env";

/**
 * Whether PM2 keeps the app running, from this folder and with what `.env` says now. Nothing where PM2 is not how the app is
 * run. `file` is the file of variables, `folder` the one that is looked from, `now` by the clock of the machine, as PM2 has it.
 */
export async function processChecks({
  file = envFilePath(),
  folder = process.cwd(),
  now = new Date(),
} = {}): Promise<DoctorCheck[]> {
  const ours = (await describedProcesses()).filter((process) => process.name === "setrip");
  if (ours.length === 0) return [];
  const down = ours.filter(({ pm2_env }) => pm2_env.status !== "online");
  if (down.length > 0) {
    const why = `${down.length} of ${ours.length} processes: ${[...new Set(down.map(({ pm2_env }) => pm2_env.status))].join(", ")}`;
    return [{ name, state: "error", why, mend: logs }];
  }
  const endsSoon = ({ pm2_env }: Described) =>
    pm2_env.unstable_restarts > 1 && now.getTime() - pm2_env.pm_uptime < lastStartWithinMs;
  if (ours.some(endsSoon)) {
    return [{ name, state: "error", why: "its processes end again and again soon after their start", mend: logs }];
  }
  const checks = [fromFolder(ours, folder), withEnvironment(ours, file)].filter((check) => check !== undefined);
  if (checks.length > 0) return checks;
  return [{ name, state: "ok", why: `${ours.length} processes online, with this folder's release and what .env says` }];
}

async function describedProcesses(): Promise<Described[]> {
  try {
    const { stdout } = await promisify(execFile)("pm2", ["jlist"], { timeout: limits.doctor.waitMs });
    // PM2 says how it is before the list.
    return JSON.parse(stdout.slice(stdout.indexOf("["))) as Described[];
  } catch {
    return [];
  }
}

function fromFolder(ours: Described[], folder: string): DoctorCheck | undefined {
  const served = ours[0]?.pm2_env.pm_cwd ?? "";
  const here = realpathSync(folder);
  const really = realpathOf(served);
  // A deployment makes its releases beside the folder that one deploys from and calls this in.
  if (served === here || really === here || (really && dirname(really) === `${here}-releases`)) return undefined;
  const why = `${ours.length} processes online, but from ${served}, not from this folder`;
  return { name, state: "warning", why, mend: "npm run deploy" };
}

/** A process reads `.env` when it starts and never again. */
function withEnvironment(ours: Described[], file: string): DoctorCheck | undefined {
  const changedAt = statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  const older = ours.filter(({ pm2_env }) => pm2_env.pm_uptime < changedAt);
  if (older.length === 0) return undefined;
  const why = `.env was changed after ${older.length} of ${ours.length} processes started: they go by what it said before`;
  return { name, state: "warning", why, mend: reload };
}

function realpathOf(folder: string): string | undefined {
  try {
    return realpathSync(folder);
  } catch {
    return undefined;
  }
}
