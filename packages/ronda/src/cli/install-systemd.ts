import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { homedir, userInfo } from "node:os";
import { join } from "node:path";
import type { RondaConfig } from "../config.ts";
import { lineDiff } from "../exports/compare.ts";
import { curlConfig, writePrivateFile } from "../exports/curl-config.ts";
import { systemdUnits, unitPrefix } from "../exports/systemd.ts";
import { triggerScript, triggerScriptPath } from "../exports/trigger-script.ts";
import type { Done } from "./act.ts";
import { type BlockFlags, filesOf } from "./crontab-text.ts";
import { pathOf, readerOf, withoutSlash } from "./reader.ts";
import { secretOf } from "./secret.ts";
import { UsageError } from "./usage-error.ts";

/** The flags of `ronda install systemd` and of its opposite. */
export type SystemdFlags = BlockFlags & { system?: boolean; dryRun?: boolean };

/** How long systemctl may take for a few timers. */
const systemctlTimeoutMs = 60_000;

/** Where the units of the whole machine are. */
export const systemFolder = "/etc/systemd/system";

/** Where a user's own units are. */
export function userUnitFolder(): string {
  return join(homedir(), ".config/systemd/user");
}

/** The units of the app, by file name; those of the machine run as whoever calls. */
export function unitsOf(config: RondaConfig, flags: SystemdFlags): Record<string, string> {
  return systemdUnits({
    app: config.app,
    jobs: config.jobs,
    url: withoutSlash(flags.url ?? config.url),
    path: pathOf(config),
    reader: readerOf(config, { ...flags, locale: flags.locale ?? config.crontab?.locale }),
    curlConfigPath: filesOf(config, flags).curlConfigPath,
    user: flags.system ? userInfo().username : undefined,
  });
}

/** The units of the app that stand in a folder, by file name. */
export function standingUnits(config: RondaConfig, folder: string): Record<string, string> {
  if (!existsSync(folder)) return {};
  const prefix = unitPrefix(config.app);
  const timer = new RegExp(`^${prefix.replaceAll(".", "\\.")}(@\\.service|-[a-z0-9-]+\\.timer)$`);
  const mine = readdirSync(folder).filter((name) => timer.test(name));
  return Object.fromEntries(mine.map((name) => [name, readFileSync(join(folder, name), "utf8")]));
}

/** What differs between two sets of units, a line each; nothing where they are equal. */
export function unitDiff(standing: Record<string, string>, wanted: Record<string, string>): string[] {
  const names = new Set([...Object.keys(standing), ...Object.keys(wanted)]);
  return [...names].flatMap((name) => {
    const difference = lineDiff(standing[name] ?? "", wanted[name] ?? "");
    return difference === "" ? [] : [`${name}:`, ...difference.split("\n")];
  });
}

/**
 * Makes timers of systemd trigger the jobs: the caller's own, or with `system` those of the machine, for which only root
 * can write and whose steps are printed as commands. Timers of jobs that are gone are removed. Changes nothing the second
 * time, nor with `dryRun`. Exit code 2 until all is done.
 */
export function installSystemd(config: RondaConfig, flags: SystemdFlags): Done {
  const secret = secretOf(config);
  const { curlConfigPath } = filesOf(config, flags);
  const units = unitsOf(config, flags);
  const folder = flags.system ? systemFolder : userUnitFolder();
  const standing = standingUnits(config, folder);
  const difference = unitDiff(standing, units);
  if (flags.dryRun) {
    const said = difference.length > 0 ? [`would change ${folder} (- goes, + comes):`, ...difference] : [];
    return { print: [...said, ...(said.length > 0 ? [] : [`${folder} is as it should be`])].join("\n"), code: 0 };
  }
  writePrivateFile(curlConfigPath, curlConfig(secret));
  writePrivateFile(triggerScriptPath(curlConfigPath), triggerScript());
  const gone = Object.keys(standing).filter((name) => !(name in units));
  return flags.system ? forSystem(config, units, gone, difference) : forUser(units, gone, difference);
}

/** Stops the caller's own timers of the app and removes their units; says what root does about those of the machine. */
export function uninstallSystemd(config: RondaConfig, { dryRun }: SystemdFlags): Done {
  const folder = userUnitFolder();
  const mine = Object.keys(standingUnits(config, folder));
  const ofSystem = Object.keys(standingUnits(config, systemFolder));
  if (mine.length > 0 && !dryRun) {
    // Where it does not run no timer does; their links go all the same, so that it does not start them later.
    const runs = isRunning(() => systemctl("--user", "disable", "--now", ...timersOf(mine)));
    for (const name of mine) {
      rmSync(join(folder, name));
      rmSync(join(folder, "timers.target.wants", name), { force: true });
    }
    if (runs) systemctl("--user", "daemon-reload");
  }
  const said =
    mine.length > 0
      ? mine.map((name) => `${dryRun ? "would remove" : "removed"} ${join(folder, name)}`)
      : [`${folder} has no unit of ${config.app}`];
  if (ofSystem.length === 0) return { print: said.join("\n"), code: 0 };
  const steps = [
    `sudo systemctl disable --now ${timersOf(ofSystem).join(" ")}`,
    `sudo rm -f ${ofSystem.map((name) => join(systemFolder, name)).join(" ")} && sudo systemctl daemon-reload`,
  ];
  return { print: [...said, ...forRoot(steps)].join("\n"), code: 2 };
}

function forUser(units: Record<string, string>, gone: string[], difference: string[]): Done {
  const folder = userUnitFolder();
  mkdirSync(folder, { recursive: true });
  const runs = isRunning(() => {
    if (gone.length > 0) systemctl("--user", "disable", "--now", ...timersOf(gone));
    for (const name of gone) rmSync(join(folder, name));
    for (const [name, text] of Object.entries(units)) writeFileSync(join(folder, name), text);
    systemctl("--user", "daemon-reload");
    systemctl("--user", "enable", ...timersOf(Object.keys(units)));
    // A timer that runs keeps its old times until it is started anew.
    systemctl("--user", "restart", ...timersOf(Object.keys(units)));
  });
  const step = `sudo loginctl enable-linger ${userInfo().username}`;
  if (!runs) {
    const why =
      "nothing of yours is started by systemd, because you have not signed in by yourself (sudo -iu is not enough)";
    return { print: [why, ...forRoot([step])].join("\n"), code: 2 };
  }
  const said = [
    difference.length > 0 ? `wrote ${Object.keys(units).length} units to ${folder}` : `${folder} is as it should be`,
  ];
  if (lingers()) return { print: said.join("\n"), code: 0 };
  return {
    print: [...said, "without this the timers stop when you sign out:", ...forRoot([step])].join("\n"),
    code: 2,
  };
}

function forSystem(config: RondaConfig, units: Record<string, string>, gone: string[], difference: string[]): Done {
  if (difference.length === 0) return { print: `${systemFolder} is as it should be`, code: 0 };
  const folder = join(homedir(), ".config", config.app, "systemd");
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of Object.entries(units)) writeFileSync(join(folder, name), text);
  const timers = timersOf(Object.keys(units)).join(" ");
  const removed = gone.map((name) => join(systemFolder, name)).join(" ");
  const steps = [
    ...(gone.length > 0 ? [`sudo systemctl disable --now ${timersOf(gone).join(" ")}; sudo rm -f ${removed}`] : []),
    `sudo install -m 644 ${quoted(folder)}/* ${systemFolder}/`,
    `sudo systemctl daemon-reload && sudo systemctl enable ${timers} && sudo systemctl restart ${timers}`,
  ];
  return { print: [`wrote the units to ${folder}`, ...forRoot(steps)].join("\n"), code: 2 };
}

function forRoot(steps: string[]): string[] {
  return ["", "what is left needs root; then call this again:", ...steps.map((step) => `  ${step}`)];
}

function timersOf(names: readonly string[]): string[] {
  return names.filter((name) => name.endsWith(".timer"));
}

function quoted(path: string): string {
  return /^[\w./-]+$/.test(path) ? path : `'${path.replaceAll("'", `'\\''`)}'`;
}

function lingers(): boolean {
  const { stdout } = spawnSync("loginctl", ["show-user", userInfo().username, "--property=Linger"], {
    encoding: "utf8",
  });
  return /Linger=yes/.test(stdout ?? "");
}

/** A user's own systemd does not run: it starts when they sign in, or with the machine where they linger. */
class NotRunningError extends Error {}

function isRunning(act: () => void): boolean {
  try {
    act();
    return true;
  } catch (error) {
    if (error instanceof NotRunningError) return false;
    throw error;
  }
}

function systemctl(...args: string[]): void {
  // Who became this user by sudo has no variable that leads there.
  const { uid } = userInfo();
  const env = { ...process.env, XDG_RUNTIME_DIR: process.env.XDG_RUNTIME_DIR || `/run/user/${uid}` };
  const { error, status, stderr } = spawnSync("systemctl", args, {
    env: env as unknown as NodeJS.ProcessEnv,
    encoding: "utf8",
    timeout: systemctlTimeoutMs,
  });
  if (error) throw new UsageError(`systemctl cannot be called: ${error.message}; \`ronda install crontab\` needs none`);
  if (status === 0) return;
  if (/Failed to connect to .*bus/.test(stderr)) throw new NotRunningError(stderr);
  throw new Error(`systemctl ${args.join(" ")} failed: ${stderr.trim()}`);
}
