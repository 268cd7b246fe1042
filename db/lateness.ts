import { performance as hooks } from "node:perf_hooks";

/** A moment on the clock of `performance.now()`, and how busy this process had been until then. */
export type Since = { nowMs: number; utilization: ReturnType<typeof hooks.eventLoopUtilization> };

/** From now on. */
export function sinceNow(): Since {
  return { nowMs: performance.now(), utilization: hooks.eventLoopUtilization() };
}

/** A process that has worked for so much of its time did not read all that came. */
const busyShare = 0.8;

/** Whether this process was so busy since then that what is late may be its own fault. */
export function wasBusySince({ utilization }: Pick<Since, "utilization">): boolean {
  return hooks.eventLoopUtilization(utilization).utilization >= busyShare;
}

/** For how long this process had nothing to do since it started. */
export function idleMs(): number {
  return hooks.eventLoopUtilization().idle;
}

/**
 * Calls `tell` when so long has passed and what has arrived by then is read: a busy loop calls its timers before it reads, and
 * what lies there unread is no fault of whoever sent it. Returns what stops it.
 */
export function whenLate(ms: number, tell: () => void): () => void {
  let looked: NodeJS.Immediate | undefined;
  const timer = setTimeout(() => {
    looked = setImmediate(tell);
  }, ms);
  return () => {
    clearTimeout(timer);
    clearImmediate(looked);
  };
}
