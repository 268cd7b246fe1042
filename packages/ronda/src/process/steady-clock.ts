import "../check-node.ts";
import { uptime } from "node:os";

/** A clock that is set by hours is one that was put right; one that moves by more than this may be anything. */
export const longestStepMs = 24 * 60 * 60 * 1000;

/** An app may be off for so long before its next start has to be told that so much time has really passed. */
export const longestAbsenceMs = 30 * 24 * 60 * 60 * 1000;

/** A host's clock that says something else than what time can be: by how much, and since when. */
export type ClockLeap = {
  /** How far it is ahead of what was counted; negative where it is behind. */
  leapMs: number;
  /** What the host's clock says. */
  wallAt: Date;
  /** What was counted, which the app goes by meanwhile. */
  countedAt: Date;
  /** When it was first seen, as it was counted. */
  since: Date;
};

/** What is known of the time from elsewhere. */
export type KnownTime = {
  /** A moment that had come, as the database has it. */
  at: Date;
  /** How much more may have passed since without being counted. */
  absenceMs: number;
};

/**
 * The host's clock for as long as it can be right. It goes on by what this process counts itself once the host's clock has
 * leapt by more than {@link longestStepMs}, until that is put right or somebody says that it is.
 */
export type SteadyClock = {
  (): Date;
  /** By how much the host's clock has leapt; null while it can be right. */
  leap: () => ClockLeap | null;
  /** Compares it with what is known. Of a clock that has leapt, only what is as near as a step makes it right again. */
  know: (known: KnownTime) => void;
  /** The host's clock is right, somebody says. */
  trust: () => void;
};

/** Where a steady clock looks; the defaults are this process's own. All are in milliseconds. */
export type SteadyClockOptions = {
  /** The host's clock. */
  wallMs?: () => number;
  /** Counts on whatever the host's clock does. */
  countMs?: () => number;
  /** Counts on while the host sleeps, too; asked only where the clock has leapt. */
  uptimeMs?: () => number;
  /** Whether somebody has set the clock on purpose, as tests do: then whatever it says is right. */
  isDeclared?: () => boolean;
};

type Anchor = { atMs: number; countMs: number; absenceMs: number };

/** Makes a steady clock. It begins with what the host's clock says; {@link SteadyClock.know} tells whether that can be. */
export function steadyClock({
  wallMs = () => Date.now(),
  countMs = () => performance.now(),
  uptimeMs = () => uptime() * 1000,
  isDeclared = () => false,
}: SteadyClockOptions = {}): SteadyClock {
  // Nothing is read before it is asked for.
  let anchor: Anchor | undefined;
  let aheadOfCountMs = uptimeMs() - countMs();
  let since: Date | null = null;
  let isKnown = false;

  /** `sleptMs` is how long the host slept, uncounted, since the clock was last right. */
  function canBe(atMs: number, { anchor, sleptMs }: { anchor: Anchor; sleptMs: number }): boolean {
    const leapMs = atMs - countedMs(anchor) - sleptMs;
    return leapMs >= -longestStepMs && leapMs <= Math.max(longestStepMs, anchor.absenceMs);
  }

  function countedMs({ atMs, countMs: beginMs }: Anchor): number {
    return atMs + countMs() - beginMs;
  }

  function trustAt(atMs: number, absenceMs = 0): number {
    anchor = { atMs, countMs: countMs(), absenceMs };
    // What was slept until then explains no leap after it.
    if (since) aheadOfCountMs = uptimeMs() - countMs();
    since = null;
    return atMs;
  }

  function now(): number {
    const atMs = wallMs();
    if (!anchor || isDeclared() || canBe(atMs, { anchor, sleptMs: 0 })) return trustAt(atMs);
    const sleptMs = uptimeMs() - countMs() - aheadOfCountMs;
    if (sleptMs > 0 && canBe(atMs, { anchor, sleptMs })) {
      aheadOfCountMs += sleptMs;
      return trustAt(atMs);
    }
    const counted = countedMs(anchor);
    since ??= new Date(counted);
    return counted;
  }

  return Object.assign(() => new Date(now()), {
    leap() {
      const countedAt = now();
      if (!since) return null;
      const wallAt = wallMs();
      return { leapMs: wallAt - countedAt, wallAt: new Date(wallAt), countedAt: new Date(countedAt), since };
    },
    know({ at, absenceMs }: KnownTime) {
      if (isDeclared()) return;
      now();
      if (since && Math.abs(wallMs() - at.getTime()) <= longestStepMs) trustAt(wallMs());
      else if (!isKnown && !since) trustAt(at.getTime(), absenceMs);
      isKnown = true;
      now();
    },
    trust: () => void trustAt(wallMs()),
  });
}

/** Whether a clock is one that can leap. */
export function isSteady(clock: (() => Date) | SteadyClock): clock is SteadyClock {
  return "leap" in clock && "know" in clock && "trust" in clock;
}
