import type { StartRun } from "../runs/task.ts";
import { ofSlot } from "../runs/wanted.ts";

/** How long a patrol waits for a run that it makes up for to begin: it may wait for its turn. */
const longestWaitMs = 2_000;

/** Makes what runs a slot that was lost. */
export function createRerun(run: StartRun): (jobName: string, slotAt: Date) => Promise<void> {
  const underWay = new Set<string>();
  /**
   * Resolves when the run has its row, so that what looks at the job next finds it running. One that still waits for its turn,
   * or works, is not asked for again by the next patrol.
   */
  return async (name, slotAt) => {
    if (underWay.has(name)) return;
    underWay.add(name);
    const recorded = Promise.withResolvers<void>();
    const task = {
      ...ofSlot(slotAt),
      trigger: "catch-up",
      caller: "patrol",
      onRecorded: () => recorded.resolve(),
    } as const;
    void run(name, task).finally(() => {
      underWay.delete(name);
      recorded.resolve();
    });
    const timer = setTimeout(recorded.resolve, longestWaitMs).unref();
    await recorded.promise;
    clearTimeout(timer);
  };
}
