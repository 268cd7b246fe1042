import { readFileSync, realpathSync } from "node:fs";

/**
 * The IANA zone of this machine's clock, by which its cron daemon reads crontabs. Asks the system rather than `TZ`, which
 * may be set for one shell only; falls back to what the process goes by.
 */
export function hostTimeZone(): string {
  return fromLocaltime() ?? fromTimezoneFile() ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
}

function fromLocaltime(): string | undefined {
  try {
    return realpathSync("/etc/localtime").split("/zoneinfo/")[1];
  } catch {
    return undefined;
  }
}

function fromTimezoneFile(): string | undefined {
  try {
    return readFileSync("/etc/timezone", "utf8").trim() || undefined;
  } catch {
    return undefined;
  }
}
