/** The three words for a job's health. */
export type Badge = "OK" | "STALE" | "FAILED";

/**
 * Why a badge is not OK. `since` is when it began, where that is known. `never-ran` and `missed` are about the schedule: they
 * hold until it takes a slot, whoever does its work meanwhile; `byHandAt` is when that was done last. Of `rejected`, `lastAt` and
 * `userAgent` tell of the last trigger that was refused; `acceptedJob` is another job whose trigger came from the same kind of
 * caller since, with a right secret, at `acceptedAt`: then only what triggers this job has a wrong one.
 */
export type HealthReason =
  | { kind: "error" | "timeout" | "crashed"; message: string | null; runId: string; since: Date }
  | { kind: "expectation"; message: string; runId: string; since: Date }
  | { kind: "never-ran"; byHandAt?: Date | undefined; since: Date }
  | { kind: "missed"; count: number; byHandAt?: Date | undefined; since: Date }
  | { kind: "silent"; lastSuccessAt: Date | null; since: Date }
  | { kind: "off-slot"; offsetMs: number; since: Date }
  | {
      kind: "rejected";
      count: number;
      lastAt?: Date | undefined;
      userAgent?: string | null | undefined;
      acceptedJob?: string | undefined;
      acceptedAt?: Date | undefined;
      since: Date;
    }
  | { kind: "host-down"; since: Date; jobs?: string[] }
  | { kind: "restarts"; count: number; since: Date };

/**
 * What is worth knowing although it makes no badge. `note` is the last run's own line, the only kind with a message;
 * `rejected` counts the triggers with a wrong secret of the last day, wherever they are not a reason already. `slow` takes more
 * than half of what it may, or several times what it usually takes, which is not known of a job that is new; a success that
 * was is told for a day, whatever has ended since (`runId`); `isOver` is false of one that is still under way.
 */
export type HealthNote =
  | { kind: "running" | "empty" | "early" | "late" | "note"; message: string | null }
  | {
      kind: "slow";
      message: null;
      runMs: number;
      usualMs: number | null;
      maxRunMs: number;
      runId: string;
      startedAt: Date;
      isOver: boolean;
    }
  /** `userAgent`: what the last one that was refused called itself, if anything. */
  | { kind: "rejected"; message: null; count: number; lastAt: Date; userAgent: string | null };

/** A job's badge with its reasons. */
export type Health = {
  badge: Badge;
  /** True where it is FAILED and STALE at once: shown as a second chip. */
  alsoStale: boolean;
  /** `waiting`: its first slot has not been due. */
  state: "waiting" | "paused" | null;
  /** Worst first; empty where the badge is OK. */
  reasons: HealthReason[];
  notes: HealthNote[];
};

/** A job that starts nothing by its schedule, until somebody resumes it or the time is over. */
export type Paused = { since: Date; until: Date | null; by: string; reason: string | null };
