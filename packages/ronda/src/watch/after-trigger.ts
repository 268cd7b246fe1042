import { readPatrol } from "../database/patrol-state.ts";
import type { Engine } from "../engine.ts";
import { lookAgain } from "./evaluate.ts";
import type { Overrun } from "./look.ts";
import { isPatrolLate } from "./patrol-late.ts";
import { settleSlots } from "./settle-slots.ts";

/** Who asked for a run waits for what follows it no longer than this; then it goes on by itself. */
const longestWaitMs = 2_000;

/** What follows a trigger. */
export type AfterTrigger = {
  /** Resolves when it is done, or soon after: before the answer, because some hosts freeze a process that has answered. */
  (jobName: string): Promise<void>;
  /** Resolves when nothing of it is under way. */
  settled: () => Promise<void>;
};

/**
 * After each trigger the slots of its job are looked at, and what the watches find that it keeps empty; where there were patrols and are none any longer, all that a patrol
 * looks at. A database that is away is met by the next patrol, which says so.
 */
export function createAfterTrigger(
  engine: Engine,
  options: {
    patrol: () => Promise<unknown>;
    isStopping: () => boolean;
  },
): AfterTrigger {
  const underWay = new Map<string, Promise<void>>();
  // Of its own: a patrol that comes meanwhile looks all the same.
  const overrun: Overrun = new Set();

  async function look(jobName: string): Promise<void> {
    if (engine.jobs.has(jobName)) await settleSlots(engine, [jobName]);
    await lookAgain(engine, jobName, overrun);
    const patrolled = await readPatrol(engine.database);
    if (patrolled?.finishedAt && isPatrolLate(patrolled, engine.clock())) await options.patrol();
  }

  const afterTrigger = async (jobName: string) => {
    // Who could not even be asked for the run is not asked again.
    if (options.isStopping() || underWay.has(jobName) || !engine.reach.mayJudge() || engine.steady?.leap()) return;
    const looking = look(jobName)
      .catch(() => {})
      .finally(() => underWay.delete(jobName));
    underWay.set(jobName, looking);
    const waited = Promise.withResolvers<void>();
    const timer = setTimeout(waited.resolve, longestWaitMs).unref();
    await Promise.race([looking, waited.promise]);
    clearTimeout(timer);
  };
  const settled = async () => {
    await Promise.all(underWay.values());
  };
  return Object.assign(afterTrigger, { settled });
}
