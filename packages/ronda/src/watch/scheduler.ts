import type { Job } from "../job/job.ts";
import { openSlots } from "../job/slots.ts";
import type { RunOutcome } from "../types.ts";

/** A clock may be set; however far the next slot is, it is looked for anew after this long. */
const longestSleepMs = 30_000;

/** The schedule inside the app, for where nobody triggers from outside. */
export type Scheduler = {
  /** Runs what is open now and was not tried before; returns when it has been started, not when it has ended. */
  tick: () => void;
  start: () => void;
  stop: () => void;
};

/**
 * Starts each job at its slots. Only this scheduler leaves a slot alone that another process has claimed, so any number
 * of processes may have it on. Its timer keeps no process alive.
 */
export function createScheduler(options: {
  jobs: readonly Job[];
  clock: () => Date;
  runSlot: (job: Job, slotAt: Date) => Promise<RunOutcome>;
}): Scheduler {
  const { jobs, clock, runSlot } = options;
  const tried = new Map<string, number>();
  let timer: NodeJS.Timeout | undefined;

  function tick(): void {
    const now = clock();
    for (const job of jobs) {
      const slotAt = openSlots(job, now).find((slot) => slot <= now);
      if (!slotAt || tried.get(job.name) === slotAt.getTime()) continue;
      tried.set(job.name, slotAt.getTime());
      void runSlot(job, slotAt);
    }
  }

  function sleep(): void {
    const now = clock();
    const nextMs = Math.min(...jobs.map((job) => job.calendar.next(now).getTime() - now.getTime()));
    timer = setTimeout(wake, Math.min(longestSleepMs, nextMs));
    timer.unref();
  }

  function wake(): void {
    tick();
    sleep();
  }

  return {
    tick,
    start() {
      if (!timer && jobs.length > 0) wake();
    },
    stop() {
      clearTimeout(timer);
    },
  };
}
