import { limits } from "#limits.ts";
import { type Backup, isOfFuture } from "./layout.ts";

const dayMs = 24 * 3_600_000;
/** 1970-01-05 was a Monday. */
const firstMondayMs = 4 * dayMs;

/**
 * Those backups of this installation that may go: all of the last two days stay, and of each of the last days that have
 * one, and of each of the last weeks, the one that lacks the fewest uploads, the newest of these. Days and weeks are UTC's.
 * What a clock that was ahead has named is none of these; it goes when there are as many days without it.
 */
export function dispensable<One extends Pick<Backup, "takenAt" | "installation" | "missing">>(
  all: readonly One[],
  { installation, now }: { installation: string; now: Date },
): One[] {
  const own = all.filter((backup) => backup.installation === installation && !isOfFuture(backup, now));
  const ofFuture = all.filter((backup) => backup.installation === installation && isOfFuture(backup, now));
  const newestFirst = own.toSorted((a, b) => Date.parse(b.takenAt) - Date.parse(a.takenAt));
  const days = bestOfEach(newestFirst, (atMs) => Math.floor(atMs / dayMs)).slice(0, limits.backup.days);
  const weeks = bestOfEach(newestFirst, (atMs) => Math.floor((atMs - firstMondayMs) / (7 * dayMs)));
  const recentFromMs = Date.parse(newestFirst[0]?.takenAt ?? "") - limits.backup.allKeptMs;
  // The one that somebody made before something risky must not go with the next night.
  const recent = own.filter(({ takenAt }) => Date.parse(takenAt) >= recentFromMs);
  const kept = new Set([...recent, ...days, ...weeks.slice(0, limits.backup.weeks)]);
  return [...own.filter((backup) => !kept.has(backup)), ...(days.length < limits.backup.days ? [] : ofFuture)];
}

function bestOfEach<One extends Pick<Backup, "takenAt" | "missing">>(
  newestFirst: One[],
  periodOf: (atMs: number) => number,
): One[] {
  const best = new Map<number, One>();
  for (const backup of newestFirst) {
    const period = periodOf(Date.parse(backup.takenAt));
    const other = best.get(period);
    if (!other || backup.missing < other.missing) best.set(period, backup);
  }
  return [...best.values()];
}
