import { limits } from "#limits.ts";
import type { Backup } from "./layout.ts";

const dayMs = 24 * 3_600_000;
/** 1970-01-05 was a Monday. */
const firstMondayMs = 4 * dayMs;

/**
 * Those backups of this installation that may go: all of the last two days stay, and of each of the last days that have one, and of each of the last weeks,
 * the newest stays. Days and weeks are UTC's.
 */
export function dispensable<One extends Pick<Backup, "takenAt" | "installation">>(
  all: readonly One[],
  installation: string,
): One[] {
  const own = all.filter((backup) => backup.installation === installation);
  const newestFirst = own.toSorted((a, b) => Date.parse(b.takenAt) - Date.parse(a.takenAt));
  const days = newestOfEach(newestFirst, (atMs) => Math.floor(atMs / dayMs)).slice(0, limits.backup.days);
  const weeks = newestOfEach(newestFirst, (atMs) => Math.floor((atMs - firstMondayMs) / (7 * dayMs)));
  const recentFromMs = Date.parse(newestFirst[0]?.takenAt ?? "") - limits.backup.allKeptMs;
  // The one that somebody made before something risky must not go with the next night.
  const recent = own.filter(({ takenAt }) => Date.parse(takenAt) >= recentFromMs);
  const kept = new Set([...recent, ...days, ...weeks.slice(0, limits.backup.weeks)]);
  return own.filter((backup) => !kept.has(backup));
}

function newestOfEach<One extends Pick<Backup, "takenAt">>(newestFirst: One[], periodOf: (atMs: number) => number) {
  const seen = new Set<number>();
  return newestFirst.filter(({ takenAt }) => {
    const period = periodOf(Date.parse(takenAt));
    return !seen.has(period) && seen.add(period);
  });
}
