import type { Sweep } from "#domain/sweep.ts";

/** What a run gets from whoever starts it, at a moment such as `2026-05-11T18:00:00Z`; nobody stops it unless told. */
export function sweepAt(now: string | Date, changes: Partial<Sweep> = {}): Sweep {
  const silent = { info: () => {}, warn: () => {}, error: () => {} };
  return {
    now: new Date(now),
    log: silent,
    signal: new AbortController().signal,
    beat: async () => true,
    note: () => {},
    ...changes,
  };
}
