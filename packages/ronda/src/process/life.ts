/** Since when this process has been alive without a break, by the app's clock. */
export type Life = {
  /** Says that it is alive now, and since when. */
  at: (now: Date) => { now: Date; aliveSince: Date };
  /** From now on it says so at least once in that many milliseconds: what is longer is a break. */
  keep: (longestBreakMs: number) => void;
};

/**
 * A process that is suspended with its machine, or whose clock is set, does not notice: it only sees that a longer time has
 * passed than it ever lets pass. At what was skipped it was not alive.
 */
export function createLife(begin: Date): Life {
  let since = begin;
  let seen = begin;
  let longestMs = Number.POSITIVE_INFINITY;
  return {
    at(now) {
      if (now < seen || now.getTime() - seen.getTime() > longestMs) since = now;
      seen = now;
      return { now, aliveSince: since };
    },
    keep(longestBreakMs) {
      longestMs = longestBreakMs;
    },
  };
}
