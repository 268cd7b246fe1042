import { spawnSync } from "node:child_process";
import { accessSync, closeSync, constants, existsSync, openSync, readdirSync, readFileSync } from "node:fs";
import { userInfo } from "node:os";
import { dirname, join } from "node:path";

/** The mode of a log file: its owner's, and its group's to read. */
const logMode = 0o640;

/**
 * What is left for root until the lines can write their log and it is rotated, as commands that can be pasted. Makes the
 * file itself where the folder lets it, unless `dryRun`. `root` is the folder in which the system's files are.
 */
export function logSteps(
  app: string,
  logPath: string,
  { dryRun }: { dryRun?: boolean | undefined },
  root = "/",
): string[] {
  return [...logFileSteps(logPath, dryRun), ...rotationSteps(app, logPath, root)];
}

/** The rules by which logrotate turns this log over. */
export function logrotateRules(logPath: string, owner = currentOwner()): string {
  return [
    `${logPath} {`,
    "    weekly",
    "    rotate 4",
    "    maxsize 10M",
    "    compress",
    "    delaycompress",
    "    missingok",
    "    notifempty",
    `    create 0640 ${owner.user} ${owner.group}`,
    "}",
  ].join("\n");
}

function logFileSteps(path: string, dryRun = false): string[] {
  if (isWritable(path)) return [];
  const { user, group } = currentOwner();
  if (existsSync(path)) return [`sudo chown ${user}:${group} ${path} && sudo chmod 640 ${path}`];
  if (!isWritable(dirname(path))) return [`sudo install -m 640 -o ${user} -g ${group} /dev/null ${path}`];
  if (!dryRun) closeSync(openSync(path, "a", logMode));
  return [];
}

function rotationSteps(app: string, logPath: string, root: string): string[] {
  const folder = join(root, "etc/logrotate.d");
  if (!logPath.startsWith("/var/log/") || isRotated(folder, logPath)) return [];
  const file = join(folder, `${app}-cron`);
  return [`sudo tee ${file} >/dev/null <<'END'\n${logrotateRules(logPath)}\nEND`];
}

/** Whether some file of logrotate names this log. */
export function isRotated(folder: string, logPath: string): boolean {
  try {
    return readdirSync(folder).some((name) => readFileSync(join(folder, name), "utf8").includes(logPath));
  } catch {
    return false;
  }
}

function isWritable(path: string): boolean {
  try {
    accessSync(path, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/** Who calls, and their first group. */
function currentOwner(): { user: string; group: string } {
  const { username: user } = userInfo();
  const { status, stdout } = spawnSync("id", ["-gn"], { encoding: "utf8" });
  return { user, group: status === 0 ? stdout.trim() : user };
}
