/** A stretch of time in which the clock of a zone is equally far from UTC. */
export type Period = {
  /** Included. */
  fromMs: number;
  /** Not included: from here on the next period. */
  toMs: number;
  /** What to add to UTC for the time on the wall. */
  offsetMs: number;
};

/** The clock of a zone, for arithmetic: looked up once, then remembered. */
export type ZoneClock = { periodAt: (atMs: number) => Period };

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;

/** Zones are looked at in pieces of this length; a piece without a clock change is one period. */
const pieceMs = 128 * dayMs;

/** No zone changes its clocks back within so short a time: the shortest summer time, interrupted by Ramadan, has weeks. */
const stepMs = 4 * dayMs;

/** More than the pieces of a thousand years are not remembered: somebody walks through all of time. */
const mostPieces = 3000;

const clocks = new Map<string, ZoneClock>();

/** The clock of an IANA zone that this machine knows. */
export function zoneClock(timeZone: string): ZoneClock {
  const known = clocks.get(timeZone) ?? makeClock(timeZone);
  clocks.set(timeZone, known);
  return known;
}

function makeClock(timeZone: string): ZoneClock {
  const offsetAt = offsetsOf(timeZone);
  const pieces = new Map<number, Period[]>();
  return {
    periodAt(atMs) {
      const index = Math.floor(atMs / pieceMs);
      let piece = pieces.get(index);
      if (!piece) {
        if (pieces.size >= mostPieces) pieces.clear();
        piece = periodsWithin(index * pieceMs, (index + 1) * pieceMs, offsetAt);
        pieces.set(index, piece);
      }
      return piece.find(({ toMs }) => atMs < toMs)!;
    },
  };
}

type OffsetAt = (atMs: number) => number;

function periodsWithin(fromMs: number, toMs: number, offsetAt: OffsetAt): Period[] {
  const periods: Period[] = [];
  let period = { fromMs, toMs, offsetMs: offsetAt(fromMs) };
  for (let atMs = fromMs; atMs < toMs; atMs += stepMs) {
    const lastMs = Math.min(atMs + stepMs, toMs) - minuteMs;
    while (offsetAt(lastMs) !== period.offsetMs) {
      // A change at the first minute of a step shows against the last one of the step before.
      const changeMs = changeWithin(Math.max(atMs - minuteMs, period.fromMs), lastMs, offsetAt);
      periods.push({ ...period, toMs: changeMs });
      period = { fromMs: changeMs, toMs, offsetMs: offsetAt(changeMs) };
    }
  }
  return [...periods, period];
}

/** The first minute with the later offset. Clocks are changed at whole minutes. */
function changeWithin(fromMs: number, toMs: number, offsetAt: OffsetAt): number {
  const before = offsetAt(fromMs);
  let [same, other] = [fromMs / minuteMs, toMs / minuteMs];
  while (other - same > 1) {
    const middle = Math.floor((same + other) / 2);
    if (offsetAt(middle * minuteMs) === before) same = middle;
    else other = middle;
  }
  return other * minuteMs;
}

function offsetsOf(timeZone: string): OffsetAt {
  const format = new Intl.DateTimeFormat("en", { timeZone, timeZoneName: "longOffset" });
  return (atMs) => {
    const [, sign, hours, minutes, seconds = "0"] =
      /GMT(?:([+-])(\d\d):(\d\d)(?::(\d\d))?)?$/.exec(format.format(atMs)) ?? [];
    if (!sign) return 0;
    return Number(`${sign}1`) * ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000;
  };
}
