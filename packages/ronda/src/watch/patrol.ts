import { randomUUID } from "node:crypto";
import { pruneIncidents } from "../alerts/outbox.ts";
import { keepOutage } from "../database/outages.ts";
import {
  aliveEveryMs,
  beatPatrol,
  endPatrol,
  keepDeadmanError,
  longestSilenceMs,
  readPatrol,
  takePatrol,
} from "../database/patrol-state.ts";
import { keepRegistry } from "../database/slot-rows.ts";
import type { Engine } from "../engine.ts";
import { describeFailure } from "../record/failure.ts";
import { reasons } from "../record/reasons.ts";
import { closeAllAbandoned } from "../runs/abandoned.ts";
import { releaseUnanswered } from "../runs/unanswered.ts";
import type { PatrolReport } from "../types.ts";
import { slotsToCatchUp } from "./catch-up.ts";
import { clockHolds } from "./clock-hold.ts";
import type { Evaluated } from "./evaluate.ts";
import { forgetFuture } from "./forget-future.ts";
import { slotsToRerun } from "./freed-slots.ts";
import { isPatrolLate } from "./patrol-late.ts";
import { keepLease } from "./patrol-lease.ts";
import { prune } from "./prune.ts";
import { settleSlots } from "./settle-slots.ts";

/** Between two looks of one process, however soon the next patrol is due. */
const shortestPauseMs = 1000;

/** Until it is looked again where another process has the patrol: it is at it, or has died at it. */
const heldPauseMs = 10_000;

/** What a patrol reports that had nothing to do. */
export const quietPatrol = (): PatrolReport => ({
  abandoned: 0,
  restarted: [],
  missed: 0,
  caughtUp: [],
  opened: 0,
  reminded: 0,
  resolved: 0,
  pruned: 0,
});

/** What the patrol asks others to do. */
export type Patrolling = {
  /** Runs a slot that was lost; resolves when the run has begun, or soon. */
  rerun: (jobName: string, slotAt: Date) => Promise<void>;
  flushRejections: () => Promise<void>;
  /** Looks at the health of all jobs and at what the watches find, and opens, renews and resolves incidents. */
  evaluateIncidents: () => Promise<Evaluated>;
  /** Sends the alerts that are due. */
  deliverAlerts: () => Promise<void>;
};

/** What of a patrol failed: each step that did, with why. The others were done. */
export class PatrolError extends Error {
  override name = "PatrolError";
}

/**
 * The sweep that notices what did not happen, in one process at a time: where another is at it and alive, this one does
 * nothing. Each step is a compare-and-set for all that, so that two at once would do no harm. A step that fails keeps none
 * of the later ones from being taken; then this rejects with {@link PatrolError} when all are done.
 */
export async function patrol(engine: Engine, options: Patrolling): Promise<PatrolReport> {
  const { clock, database } = engine;
  const report = quietPatrol();
  const id = randomUUID();
  const begun = await begin(engine, id);
  if (begun === "held") return await stayHeld(engine, options, report);
  if (begun === "elsewhere") return report;
  const started = engine.deadman?.start();
  const lease = keepLease(database, id);
  let error: string | null = null;
  try {
    error = await takeSteps(engine, stepsOf(engine, options, report), lease.isLost);
    await endPatrol(database, { id, now: clock(), error });
  } catch (thrown) {
    error ??= describeFailure(thrown, engine.redact).message;
    throw thrown;
  } finally {
    lease.stop();
    await started;
    await tellDeadman(engine, error);
  }
  if (error) throw new PatrolError(error);
  return report;
}

/**
 * What is left to do while the clock has leapt: nothing is decided, made up for or removed by a time that nobody knows. The
 * patrol is left to another host, whose clock may be right; the outside hears of it where there is none.
 */
async function stayHeld(engine: Engine, options: Patrolling, report: PatrolReport): Promise<PatrolReport> {
  await options.flushRejections();
  await options.deliverAlerts();
  if (isPatrolLate(await readPatrol(engine.database), engine.clock())) await tellDeadman(engine, reasons.clockLeapt());
  return report;
}

/** Tells the outside how it went, when all is done and nothing is held. That it cannot be told fails no patrol. */
async function tellDeadman({ database, deadman, logger }: Engine, error: string | null): Promise<void> {
  if (!deadman) return;
  const failure = await deadman.end(error);
  if (failure) logger.warn({ cron: "patrol", error: failure }, "cron dead-man ping did not get through");
  await keepDeadmanError(database, failure).catch(() => {});
}

/** Says that this process is alive, and takes the patrol, unless the clock has leapt or another process has it. */
async function begin(engine: Engine, id: string): Promise<"begun" | "held" | "elsewhere"> {
  const { clock, database, deadman, life, reach, redact } = engine;
  try {
    if (await clockHolds(engine)) return "held";
    await beatPatrol(database, life.at(clock()));
    return (await takePatrol(database, { id, now: clock() })) ? "begun" : "elsewhere";
  } catch (error) {
    reach.failed();
    tellAway(engine, error);
    void deadman?.end(describeFailure(error, redact).message);
    throw error;
  }
}

/** A second round in a row that fails is told from memory, since no row can be. */
function tellAway({ clock, outage, redact, unrecorded }: Engine, error: unknown): void {
  const since = outage.failed(clock());
  if (since) unrecorded.away(since, describeFailure(error, redact).message);
}

/** One thing that a patrol does, by the name under which its failure is told. */
type Step = { name: string; take: () => Promise<unknown> };

function stepsOf(engine: Engine, options: Patrolling, report: PatrolReport): Step[] {
  return [
    { name: "outage", take: () => writeOutage(engine) },
    { name: "rejections", take: options.flushRejections },
    {
      name: "abandoned runs",
      async take() {
        report.abandoned = await closeSilentRuns(engine);
      },
    },
    { name: "clock set back", take: () => forgetFuture(engine) },
    {
      name: "freed slots",
      async take() {
        const freed = await slotsToRerun(engine);
        report.restarted = freed.map(({ jobName }) => jobName);
        engine.unrecorded.recorded();
        await Promise.all(freed.map(({ jobName, slotAt }) => options.rerun(jobName, slotAt)));
      },
    },
    {
      name: "missed slots",
      async take() {
        await keepRegistry(engine.database, { names: [...engine.jobs.keys()], now: engine.clock() });
        report.missed = await settleSlots(engine);
      },
    },
    {
      name: "catch-up",
      async take() {
        const slots = await slotsToCatchUp(engine);
        report.caughtUp = slots.map(({ jobName }) => jobName);
        await Promise.all(slots.map(({ jobName, slotAt }) => options.rerun(jobName, slotAt)));
      },
    },
    {
      name: "incidents",
      async take() {
        Object.assign(report, await options.evaluateIncidents());
      },
    },
    { name: "alerts", take: options.deliverAlerts },
    {
      name: "pruning",
      async take() {
        report.pruned = await prune(engine);
        await pruneIncidents(engine.database, engine.clock());
      },
    },
  ];
}

/** What was told from memory stands in the history, too. */
async function writeOutage({ clock, database, outage }: Engine): Promise<void> {
  const at = clock();
  const ended = outage.over(at);
  if (!ended) return;
  try {
    await keepOutage(database, ended);
  } catch (error) {
    outage.goOn(ended);
    throw error;
  }
}

async function takeSteps({ redact }: Engine, steps: Step[], isLost: () => boolean): Promise<string | null> {
  const failures: string[] = [];
  for (const { name, take } of steps) {
    // Somebody else does the rest.
    if (isLost()) break;
    try {
      await take();
    } catch (error) {
      failures.push(`${name}: ${describeFailure(error, redact).message}`);
    }
  }
  return failures.join("; ") || null;
}

async function closeSilentRuns(engine: Engine): Promise<number> {
  try {
    await releaseUnanswered(engine);
    return await closeAllAbandoned(engine);
  } catch (error) {
    engine.reach.failed();
    throw error;
  }
}

/**
 * Patrols at once, since whoever starts makes up for what was stopped before; then says once a minute that this process is
 * alive, and patrols unless another process has just done it, until it is stopped. Keeps no process alive.
 */
export function createPatrolTimer(
  engine: Engine,
  options: { patrol: () => Promise<unknown>; onError: (error: unknown) => void },
): {
  start: () => void;
  stop: () => void;
} {
  let isStarted = false;
  let isFirst = true;
  let timer: NodeJS.Timeout | undefined;
  const beat = async () => {
    try {
      return (await beatPatrol(engine.database, engine.life.at(engine.clock()))).finishedAt;
    } catch (error) {
      tellAway(engine, error);
      throw error;
    }
  };

  /** How long until it is to be looked again. */
  async function patrolWhereDue(): Promise<number> {
    // A process whose clock has leapt says of no moment that it is alive; each looks after its own host's incident.
    if (engine.steady?.leap() || engine.clockHold.isOn) await options.patrol();
    if (engine.steady?.leap()) return aliveEveryMs;
    const now = engine.clock();
    const finishedAt = await beat();
    const sinceMs = now.getTime() - (finishedAt?.getTime() ?? Number.NEGATIVE_INFINITY);
    // A clock that was set back has no patrol in its future.
    if (!isFirst && sinceMs >= 0 && sinceMs < aliveEveryMs) return aliveEveryMs - sinceMs;
    await options.patrol();
    const isDone = (await beat())?.getTime() !== finishedAt?.getTime();
    if (!isDone) return heldPauseMs;
    isFirst = false;
    return aliveEveryMs;
  }

  async function turn(): Promise<void> {
    const nextMs = await patrolWhereDue().catch((error) => {
      options.onError(error);
      return aliveEveryMs;
    });
    if (isStarted) timer = setTimeout(turn, Math.max(shortestPauseMs, nextMs)).unref();
  }

  return {
    start() {
      if (isStarted) return;
      isStarted = true;
      engine.life.keep(longestSilenceMs);
      void turn();
    },
    stop() {
      isStarted = false;
      clearTimeout(timer);
    },
  };
}
