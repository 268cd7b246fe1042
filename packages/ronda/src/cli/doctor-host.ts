import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, statfsSync, statSync } from "node:fs";
import { dirname } from "node:path";
import type { DoctorCheck, RondaConfig } from "../config.ts";
import { crontabMarks } from "../exports/crontab.ts";
import { curlConfig } from "../exports/curl-config.ts";
import { foreignLines } from "../exports/foreign-lines.ts";
import { hostTimeZone, staleTimezoneFile } from "../exports/host-zone.ts";
import { findBlock } from "../exports/marked-block.ts";
import { triggerScriptPath } from "../exports/trigger-script.ts";
import { patrolName } from "../http/handle.ts";
import { type Look, warning, well, wrong } from "./check.ts";
import { crontabText, ownCalls, scriptMissing } from "./crontab-text.ts";
import { cronService } from "./doctor-cron.ts";
import { standingUnits, systemFolder, unitDiff, unitsOf, userUnitFolder } from "./install-systemd.ts";
import { crontabOrNothing, installedFiles } from "./installed-files.ts";
import { logSteps } from "./log-steps.ts";
import { foreignSystemLines, removeCommand, shownLines } from "./user-crontab.ts";

/** What `fail-with-body` needs. */
const oldestCurl = [7, 76] as const;

/** Less room than this is a warning, and less than that an error. */
const littleRoomBytes = 1024 ** 3;
const noRoomBytes = 100 * 1024 ** 2;

/** Who triggers the jobs on this machine. */
type Scheduler = "crontab" | "systemd" | "none";

/** What the machine is asked: its scheduler and what that needs, its clock and its disk. */
export function hostChecks(config: RondaConfig): Look[] {
  return [
    { name: "schedule", look: () => schedule(config) },
    { name: "cron service", look: () => (schedulerOf(config) === "crontab" ? [cronService()] : []) },
    { name: "hand-written lines", look: () => handWritten(config) },
    { name: "curl", look: () => (schedulerOf(config) === "none" ? [] : [curl(), ...privateFiles(config)]) },
    { name: "log", look: () => (schedulerOf(config) === "crontab" ? log(config) : []) },
    { name: "time zone", look: timeZone },
    { name: "disk", look: () => [disk(config)] },
  ];
}

function schedulerOf(config: RondaConfig): Scheduler {
  if (findBlock(crontabOrNothing(), crontabMarks(config.app)) !== undefined) return "crontab";
  const units = [userUnitFolder(), systemFolder].some(
    (folder) => Object.keys(standingUnits(config, folder)).length > 0,
  );
  return units ? "systemd" : "none";
}

async function schedule(config: RondaConfig): Promise<DoctorCheck[]> {
  const name = "schedule";
  const scheduler = schedulerOf(config);
  if (scheduler === "crontab") {
    const block = findBlock(crontabOrNothing(), crontabMarks(config.app));
    // Options that were given when it was installed are not known here: what counts is which lines are called when.
    const differences = differencesOf(timesOf(block), timesOf(crontabText(config, {}).text));
    const why = `the crontab's block is not what the registry says: ${differences.join("; ")}`;
    return [
      differences.length === 0
        ? well(name, "the crontab has every job at its time")
        : wrong(name, why, "npx ronda install crontab"),
    ];
  }
  if (scheduler === "systemd") {
    const isSystem = Object.keys(standingUnits(config, userUnitFolder())).length === 0;
    const folder = isSystem ? systemFolder : userUnitFolder();
    const isSame = unitDiff(standingUnits(config, folder), unitsOf(config, { system: isSystem })).length === 0;
    const mend = `npx ronda install systemd${isSystem ? " --system" : ""}`;
    return [
      isSame
        ? well(name, `timers of systemd in ${folder}`)
        : wrong(name, `the units in ${folder} are not what the registry says`, mend),
    ];
  }
  const { overview } = await config.ronda();
  const sources = new Set((overview ? (await overview()).jobs : []).map(({ lastTrigger }) => lastTrigger?.source));
  const elsewhere = [...sources].filter((source) => source === "scheduler" || source === "vercel");
  return elsewhere.length > 0
    ? [well(name, `nothing is installed on this machine; triggers come from ${elsewhere.join(", ")}`)]
    : [wrong(name, "neither crontab nor timers trigger the jobs, in this user's name", "npx ronda install crontab")];
}

/** Of each line that is called: its job, and when. The patrol has one only where it was asked for. */
function timesOf(block = ""): Map<string, string> {
  const lines = block.matchAll(/^((?!#)\S+ \S+ \S+ \S+ \S+) .*\/([\w-]+)'? >> /gm);
  const times = new Map([...lines].map(([, time = "", job = ""]) => [job, time]));
  times.delete(patrolName);
  return times;
}

function differencesOf(standing: Map<string, string>, wanted: Map<string, string>): string[] {
  const known = [...wanted].flatMap(([job, time]) => {
    const at = standing.get(job);
    if (at === undefined) return [`no line calls ${job}`];
    return at === time ? [] : [`${job} is called at "${at}", not at "${time}"`];
  });
  const unknown = [...standing.keys()].filter((job) => !wanted.has(job)).map((job) => `${job} is no job`);
  return [...known, ...unknown];
}

function handWritten(config: RondaConfig): DoctorCheck[] {
  const name = "hand-written lines";
  const own = ownCalls(config);
  const lines = foreignLines(crontabOrNothing(), own);
  const files = foreignSystemLines(own);
  const shown = (file: Parameters<typeof shownLines>[0]) => shownLines(file, [config.secret]).trim();
  return [
    ...(lines.length > 0
      ? [
          wrong(
            name,
            `the crontab calls this app outside its block: ${shown({ file: "crontab", lines })}`,
            "npx ronda install crontab",
          ),
        ]
      : []),
    ...files.map((file) =>
      wrong(name, `the machine's own crontab calls this app: ${shown(file)}`, removeCommand(file)),
    ),
    ...(lines.length + files.length === 0 ? [well(name, "none calls this app a second time")] : []),
  ];
}

function curl(): DoctorCheck {
  const { status, stdout } = spawnSync("curl", ["--version"], { encoding: "utf8" });
  const mend = "sudo apt-get install curl";
  if (status !== 0) return wrong("curl", "is not installed", mend);
  const [, major, minor] = /^curl (\d+)\.(\d+)/.exec(stdout) ?? [];
  const isNew = Number(major) > oldestCurl[0] || (Number(major) === oldestCurl[0] && Number(minor) >= oldestCurl[1]);
  const why = `${major}.${minor}`;
  return isNew ? well("curl", why) : wrong("curl", `${why} is older than ${oldestCurl.join(".")}`, mend);
}

function privateFiles(config: RondaConfig): DoctorCheck[] {
  const name = "curl's file";
  const mend = "npx ronda export curl-config";
  const { curlConfigPath: path } = installedFiles(config);
  if (!existsSync(path)) return [wrong(name, `${path} is not there`, mend)];
  const open = [path, triggerScriptPath(path)].filter(
    (file) => existsSync(file) && (statSync(file).mode & 0o077) !== 0,
  );
  const missing = scriptMissing(path);
  const hasSecret = config.secret !== undefined && readFileSync(path, "utf8") === curlConfig(config.secret);
  const checks = [
    ...(open.length > 0 ? [wrong(name, `others can read ${open.join(" and ")}`, `chmod 600 ${open.join(" ")}`)] : []),
    ...(missing ? [wrong(name, missing, mend)] : []),
    ...(hasSecret ? [] : [wrong(name, `${path} does not have the secret of this environment`, mend)]),
  ];
  return checks.length > 0 ? checks : [well(name, `${path} has the secret, for its owner only`)];
}

function log(config: RondaConfig): DoctorCheck[] {
  const { logPath } = installedFiles(config);
  const steps = logSteps(config.app, logPath, { dryRun: true });
  if (steps.length === 0) return [well("log", `${logPath} can be written and is rotated`)];
  return steps.map((step) =>
    step.startsWith("sudo tee")
      ? warning(
          "log",
          `${logPath} is not rotated and grows for ever`,
          "npx ronda install crontab   (prints the command for root)",
        )
      : wrong("log", `${logPath} cannot be written, so the crontab's lines call nothing`, step),
  );
}

function timeZone(): DoctorCheck[] {
  const zone = hostTimeZone();
  const stale = staleTimezoneFile();
  if (!stale) return [well("time zone", `the machine's clock is in ${zone}`)];
  const why = `the clock is in ${zone} (/etc/localtime), while /etc/timezone still says ${stale}, which some programs believe`;
  return [warning("time zone", why, `sudo timedatectl set-timezone ${zone}`)];
}

function disk(config: RondaConfig): DoctorCheck {
  const { logPath } = installedFiles(config);
  const folders = [dirname(logPath), "/"].filter((folder) => existsSync(folder));
  const [fullest] = folders
    .map((folder) => ({ folder, free: roomIn(folder) }))
    .toSorted((one, other) => one.free - other.free);
  const { folder, free } = fullest ?? { folder: "/", free: 0 };
  const why = `${inUnits(free)} free in ${folder}`;
  const mend = `sudo du -xh ${folder} | sort -h | tail -20`;
  if (free < noRoomBytes) return wrong("disk", `${why}: next to nothing can be written`, mend);
  return free < littleRoomBytes ? warning("disk", why, mend) : well("disk", why);
}

function inUnits(bytes: number): string {
  return bytes < 1024 ** 3 ? `${Math.floor(bytes / 1024 ** 2)} MB` : `${(bytes / 1024 ** 3).toFixed(1)} GB`;
}

function roomIn(folder: string): number {
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize;
}
