import type { Engine } from "../engine.ts";
import type { TriggerBook } from "../http/triggers.ts";
import { reasons } from "../record/reasons.ts";
import type { StartRun } from "../runs/task.ts";
import { rememberUnanswered } from "../runs/unanswered.ts";
import { ofSlot } from "../runs/wanted.ts";
import { createScheduler, type Scheduler } from "./scheduler.ts";

/** Makes the built-in scheduler of an engine: what it runs, and what becomes of a slot that it could not claim. */
export function createScheduling(
  engine: Engine,
  { app, run, triggers }: { app: string; run: StartRun; triggers: Pick<TriggerBook, "see"> },
): Scheduler {
  const { clock, logger } = engine;
  return createScheduler({
    jobs: [...engine.jobs.values()],
    clock,
    app,
    settleSlot: ({ name }, { slotAt, runId }, settled) =>
      new Promise((resolve) => {
        const onSettled = () => {
          settled();
          resolve(true);
        };
        // Should its claim have come through unheard, no patrol here calls it silent before it is taken up.
        engine.runsHere.add(runId);
        // Not heard where another process was first: then its trigger is the job's.
        const onRecorded = () =>
          void triggers.see({ jobName: name, at: clock(), trigger: "schedule", secret: null, userAgent: null });
        const wanted = { ...ofSlot(slotAt), runId, caller: "scheduler", onSettled, onRecorded } as const;
        void run(name, wanted).then(() => resolve(false));
      }),
    onLost({ name }, { slotAt, runId }) {
      engine.runsHere.delete(runId);
      rememberUnanswered(engine, runId);
      const why = reasons.databaseAway();
      engine.lostSlots.remember(name, slotAt, why);
      logger.error({ cron: name, slotAt: slotAt.toISOString() }, `cron ${name} MISSED ${slotAt.toISOString()}: ${why}`);
      engine.unrecorded.failed(name, why);
      engine.events.emit("run.missed", { jobName: name, slotAt, slotCount: 1, why, at: clock() });
    },
  });
}
