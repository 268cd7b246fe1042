import type { OutageTime } from "../record/outage-time.ts";

/** What the patrols of this process know of the database's absence, in memory: no row can be written meanwhile. */
export type Outage = {
  /** A round of the patrol did not reach the database. Since when, where that is to be told now: it is no single moment any more. */
  failed: (at: Date) => Date | null;
  /** A round has reached it. From when until when, where it was told and is to be written down. */
  over: (at: Date) => OutageTime | null;
  /** It could not be written down: the next round tries again. */
  goOn: (outage: OutageTime) => void;
};

/** A failure as soon as this after the first is of the same moment, however many ask. */
const sameMomentMs = 30_000;

/** Remembers since when the rounds have failed. */
export function createOutage(): Outage {
  let from: Date | null = null;
  let isTold = false;
  return {
    failed(at) {
      from ??= at;
      if (isTold || at.getTime() - from.getTime() < sameMomentMs) return null;
      isTold = true;
      return from;
    },
    over(at) {
      const ended = from && isTold ? { from, until: at } : null;
      from = null;
      isTold = false;
      return ended;
    },
    goOn(outage) {
      from = outage.from;
      isTold = true;
    },
  };
}
