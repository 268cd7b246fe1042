import type { Paused, RunStatus, SkipReason } from "../types.ts";

/**
 * What the engine itself says of a run in its `reason`, or of a trigger that ran nothing: in English, as rows and HTTP
 * answers have it. `read` tells which of them a text is, so that a page can say it in its reader's language.
 */
export const reasons = {
  running: ({ id, startedAt, status }: { id: string; startedAt: Date; status: RunStatus }): SkipReason => {
    const since: SkipReason = `already running since ${startedAt.toISOString()}`;
    return status === "RUNNING" ? since : `${since}: run ${id} was closed as ${status}, but its function works on`;
  },
  slotHasRun: (slotAt: Date): SkipReason => `its slot of ${slotAt.toISOString()} has run`,
  ranElsewhere: (): SkipReason => "its slot has run elsewhere",
  noPlace: (places: number): SkipReason => `waited in vain: other jobs had all ${places} places of this process`,
  paused: ({ until, by, reason }: Paused): SkipReason => {
    const paused: SkipReason = until ? `paused until ${until.toISOString()} by ${by}` : `paused by ${by}`;
    return reason === null ? paused : `${paused}: ${reason}`;
  },
  inSpiteOfPause: (pause: Paused) => `started by hand although ${reasons.paused(pause)}`,
  released: ({ by, reason }: { by: string; reason: string | null }) => `given up by ${by}: ${reason}`,
  noneAlive: () => "no process of the app was alive",
  nobodyCame: () => "nobody started it within its start grace",
  notRunAgain: () => "a restart stopped its run, and nobody ran it again within its start grace",
  clockLeapt: (): SkipReason => "held: the clock of this host has leapt",
  databaseAway: () => "nobody could be asked for it within its start grace: the database was away",
  wasPaused: () => "the job was paused",
  retried: (made: number, attempts: number) => `succeeded at attempt ${made} of ${attempts}`,
};

const plain = {
  "ran-elsewhere": reasons.ranElsewhere(),
  "none-alive": reasons.noneAlive(),
  "nobody-came": reasons.nobodyCame(),
  "not-run-again": reasons.notRunAgain(),
  "database-away": reasons.databaseAway(),
  "clock-leapt": reasons.clockLeapt(),
  "was-paused": reasons.wasPaused(),
};

/** Reasons that are the same each time. */
export type PlainReason = keyof typeof plain;

/** A reason of the engine's, as it was read from its text. */
export type ReadReason =
  | { kind: "running"; since: Date; closedAs: string | null }
  | { kind: "slot-has-run"; slotAt: Date }
  | { kind: PlainReason | "restart" | "crashed" }
  | { kind: "no-place"; places: number }
  | { kind: "paused"; until: Date | null; by: string; reason: string | null; inSpiteOf: boolean }
  | { kind: "released"; by: string; reason: string }
  | { kind: "retried"; made: number; attempts: number };

const isoMoment = String.raw`(\d{4}-\d\d-\d\dT[\d:.]+Z)`;
// What follows names the run that has the job and its process, which its own page shows.
const running = new RegExp(
  `^already running since ${isoMoment}(?:: run \\S+ was closed as (\\w+).*?)?(?: \\(run .*\\))?$`,
);
const paused = new RegExp(`^(started by hand although )?paused (?:until ${isoMoment} )?by (.+?)(?:: (.*))?$`);
const released = /^given up by (.+?): (.*)$/;
const slotHasRun = new RegExp(`^its slot of ${isoMoment} has run$`);
const noPlace = /^waited in vain: other jobs had all (\d+) places of this process$/;
const retried = /^succeeded at attempt (\d+) of (\d+)$/;

/** Which reason of the engine's a text is; nothing for a job's own note. */
export function readReason(text: string): ReadReason | undefined {
  const [, since, closedAs = null] = running.exec(text) ?? [];
  if (since) return { kind: "running", since: new Date(since), closedAs };
  const [, inSpiteOf, until, by, reason = null] = paused.exec(text) ?? [];
  if (by) return { kind: "paused", until: until ? new Date(until) : null, by, reason, inSpiteOf: Boolean(inSpiteOf) };
  const [, releasedBy, why = ""] = released.exec(text) ?? [];
  if (releasedBy) return { kind: "released", by: releasedBy, reason: why };
  const [, slotAt] = slotHasRun.exec(text) ?? [];
  if (slotAt) return { kind: "slot-has-run", slotAt: new Date(slotAt) };
  const [, places] = noPlace.exec(text) ?? [];
  if (places) return { kind: "no-place", places: Number(places) };
  const [, made, attempts] = retried.exec(text) ?? [];
  if (made) return { kind: "retried", made: Number(made), attempts: Number(attempts) };
  const same = Object.keys(plain).find((kind) => plain[kind as PlainReason] === text);
  if (same) return { kind: same as PlainReason };
  return text === "restart" || text === "crashed" ? { kind: text } : undefined;
}
