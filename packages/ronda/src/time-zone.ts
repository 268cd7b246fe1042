import { didYouMean } from "./did-you-mean.ts";
import { ScheduleError } from "./schedule-error.ts";

/** Throws {@link ScheduleError} unless `timeZone` is an IANA name that this machine knows, such as `Asia/Jakarta` or `UTC`. */
export function checkTimeZone(timeZone: string): void {
  if (/^[A-Za-z][\w+-]*(\/[\w+-]+)*$/.test(timeZone) && isKnown(timeZone)) return;
  const suggestion = zoneLike(timeZone);
  throw new ScheduleError(
    `the time zone "${timeZone}" is unknown; ` +
      (suggestion ? `did you mean "${suggestion}"?` : `write an IANA name, such as "Asia/Jakarta" or "UTC"`),
  );
}

function isKnown(timeZone: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone });
    return true;
  } catch {
    return false;
  }
}

function zoneLike(written: string): string | undefined {
  const zones = [...Intl.supportedValuesOf("timeZone"), "UTC"];
  const ending = `/${written.toLowerCase().replace(/ /g, "_")}`;
  return zones.find((zone) => zone.toLowerCase().endsWith(ending)) ?? didYouMean(written, zones);
}
