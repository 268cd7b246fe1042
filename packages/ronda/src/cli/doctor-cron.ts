import { existsSync, lstatSync, readdirSync, readFileSync, readlinkSync } from "node:fs";
import type { DoctorCheck } from "../config.ts";
import { hostTimeZone } from "../exports/host-zone.ts";
import { offsetsMinutes } from "../schedule/time-zone.ts";
import { warning, well, wrong } from "./check.ts";

/**
 * The cron daemon: whether one runs, and whether it reads the hours of its lines on this machine's clock. A daemon learns its
 * zone once, from its environment or from /etc/localtime as it starts, and keeps it.
 */

const name = "cron service";
/** Debian's cron, cronie as Debian and as others call it. */
const services = ["cron", "cronie", "crond"];
const unitFolders = ["/etc/systemd/system", "/usr/lib/systemd/system", "/lib/systemd/system"];

/** What clock ticks of /proc are counted in; Linux tells programs 100, whatever the kernel itself counts in. */
const ticksPerSecond = 100;

/** What is known of a daemon. Null where this user may not know. */
export type Daemon = { zone: string | null; startedAt: Date | null };

/** Looks at every cron daemon of this machine. */
export function cronService(): DoctorCheck {
  const localtimeAt = changedAt("/etc/localtime");
  return judgeDaemons(daemons(), { machine: hostTimeZone(), localtimeAt, service: serviceName() });
}

/** What systemd calls the daemon that is installed here. */
function serviceName(): string {
  const isInstalled = (service: string) => unitFolders.some((folder) => existsSync(`${folder}/${service}.service`));
  return services.find(isInstalled) ?? services[0]!;
}

/** Says how the daemons are; `localtimeAt` is when the machine's zone was last set, `service` what systemd calls the daemon. */
export function judgeDaemons(
  found: Daemon[],
  { machine, localtimeAt, service }: { machine: string; localtimeAt: Date | null; service: string },
): DoctorCheck {
  const restart = `sudo systemctl restart ${service}`;
  if (found.length === 0) return wrong(name, "no cron daemon runs", `sudo systemctl enable --now ${service}`);
  const elsewhere = found.find(({ zone }) => zone && !isSameClock(zone, machine));
  if (elsewhere) {
    const why = `its clock is in ${elsewhere.zone}, this machine's in ${machine}: it reads the hours of the lines in ${elsewhere.zone}`;
    return wrong(name, why, `take TZ out of /etc/default/${service} or the service's environment, then ${restart}`);
  }
  const older = found.find(({ zone, startedAt }) => !zone && startedAt && localtimeAt && startedAt < localtimeAt);
  if (older) {
    const why = `runs since before this machine's zone was set to ${machine}, and goes on in the zone of then`;
    return warning(name, why, restart);
  }
  return well(name, `running, on a clock in ${machine}`);
}

/** A clock that never changes has many names. What is no IANA name, such as `CET-1`, is another clock. */
function isSameClock(one: string, other: string): boolean {
  if (one === other) return true;
  try {
    const [ofOne, ofOther] = [offsetsMinutes(one), offsetsMinutes(other)];
    return ofOne.length === 1 && ofOther.length === 1 && ofOne[0] === ofOther[0];
  } catch {
    return false;
  }
}

function daemons(): Daemon[] {
  return readdirSync("/proc")
    .filter((pid) => /^\d+$/.test(pid) && /^(cron|crond)$/.test(commandOf(pid)) && isOfThisMachine(pid))
    .map((pid) => ({ zone: zoneOf(pid), startedAt: startOf(pid) }));
}

/** BusyBox calls all that it is by its own name. */
function commandOf(pid: string): string {
  const called = readOrEmpty(`/proc/${pid}/comm`).trim();
  if (called !== "busybox") return called;
  return /(^|\/)(crond)\0|\0(crond)\0/.test(readOrEmpty(`/proc/${pid}/cmdline`)) ? "crond" : called;
}

/** A container's processes are seen from its host, too. */
function isOfThisMachine(pid: string): boolean {
  try {
    return readlinkSync(`/proc/${pid}/ns/mnt`) === readlinkSync("/proc/self/ns/mnt");
  } catch {
    return true;
  }
}

/** TZ, which goes before the machine's own; only root and the daemon's user may read it. A path names its zone at its end. */
function zoneOf(pid: string): string | null {
  const told = readOrEmpty(`/proc/${pid}/environ`)
    .split("\0")
    .find((text) => text.startsWith("TZ="));
  return told?.slice(3).replace(/^:?(.*\/zoneinfo\/)?/, "") || null;
}

function startOf(pid: string): Date | null {
  const bootSeconds = Number(/^btime (\d+)$/m.exec(readOrEmpty("/proc/stat"))?.[1]);
  // Field 22; a name in parentheses, which may have blanks, is the second.
  const ticks = Number(
    readOrEmpty(`/proc/${pid}/stat`)
      .replace(/^.*\) /s, "")
      .split(" ")[19],
  );
  return bootSeconds && ticks ? new Date((bootSeconds + ticks / ticksPerSecond) * 1000) : null;
}

function changedAt(path: string): Date | null {
  const found = lstatSync(path, { throwIfNoEntry: false });
  return found ? new Date(Math.max(found.mtimeMs, found.ctimeMs)) : null;
}

function readOrEmpty(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}
