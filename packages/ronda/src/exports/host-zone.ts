import { readdirSync, readFileSync, realpathSync, statSync } from "node:fs";
import { join } from "node:path";
import { ExportError } from "./export-error.ts";

const zoneFolder = "usr/share/zoneinfo";

/**
 * The IANA zone of this machine's clock, by which its cron daemon reads crontabs: that of `/etc/localtime`, which may be a
 * link or a copy. `/etc/timezone` only names it and may be out of date; `TZ` may be set for one shell only. Without
 * `/etc/localtime` the clock is in UTC. `root` is the folder in which the system's files are. Throws {@link ExportError}
 * where the file is that of no zone known here: a guess would be a wrong hour.
 */
export function hostTimeZone(root = "/"): string {
  const localtime = join(root, "etc/localtime");
  const rules = readOrNothing(localtime);
  if (!rules) return "UTC";
  const linked = realpathSync(localtime)
    .split("/zoneinfo/")[1]
    ?.replace(/^(posix|right)\//, "");
  const named = readOrNothing(join(root, "etc/timezone"))?.toString("utf8").trim();
  const isOf = (zone: string) => readOrNothing(join(root, zoneFolder, zone))?.equals(rules) ?? false;
  const zone = linked ?? (named && isOf(named) ? named : zoneOfSameRules(join(root, zoneFolder), rules));
  if (zone) return zone;
  throw new ExportError(
    "the zone of this machine's clock cannot be told: /etc/localtime is a copy that belongs to no zone known here. " +
      "Set it anew (sudo timedatectl set-timezone Europe/Berlin), or name it with --zone",
  );
}

/** What `/etc/timezone` says where that is not the clock's zone. */
export function staleTimezoneFile(root = "/"): string | undefined {
  const named = readOrNothing(join(root, "etc/timezone"))?.toString("utf8").trim();
  const rules = readOrNothing(join(root, "etc/localtime"));
  if (!named || !rules) return undefined;
  return readOrNothing(join(root, zoneFolder, named))?.equals(rules) ? undefined : named;
}

/** Names such as `Europe/Berlin` before `Etc/…` and names without an area, which the former may also be called. */
function zoneOfSameRules(folder: string, rules: Buffer): string | undefined {
  const found = namesIn(folder).filter(
    (name) => statSync(join(folder, name)).size === rules.length && readFileSync(join(folder, name)).equals(rules),
  );
  return found.toSorted((a, b) => rank(a) - rank(b) || a.localeCompare(b))[0];
}

function namesIn(folder: string): string[] {
  try {
    const entries = readdirSync(folder, { recursive: true, encoding: "utf8" });
    return entries.filter((name) => !/^(posix|right)\b|\./.test(name) && statSync(join(folder, name)).isFile());
  } catch {
    return [];
  }
}

function rank(name: string): number {
  return name === "UTC"
    ? 0
    : /^(Africa|America|Antarctica|Asia|Atlantic|Australia|Europe|Indian|Pacific)\//.test(name)
      ? 1
      : 2;
}

function readOrNothing(path: string): Buffer | undefined {
  try {
    return readFileSync(path);
  } catch {
    return undefined;
  }
}
