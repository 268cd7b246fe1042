import { createHash } from "node:crypto";
import type { Job } from "../job/job.ts";
import { newRunId } from "../record/run-id.ts";
import { setBackMs } from "./set-back.ts";

/** A clock may be set; however far the next slot is, it is looked for anew after this long. */
const longestSleepMs = 30_000;

/** How long after a claim that met an outage it is made again: the first wait, doubled each time up to the last. */
const firstRetryMs = 1_000;
const lastRetryMs = 10_000;

/** A slot that is due, and the id that its run has whichever attempt it is that gets through. */
export type DueSlot = { slotAt: Date; runId: string };

/** The schedule inside the app, for where nobody triggers from outside. */
export type Scheduler = {
  /** Starts what is due now and was not settled before; returns when it has been asked for, not when it has ended. */
  tick: () => void;
  start: () => void;
  /** Asks no more. Gives what was asked for without an answer: whether such a run has its slot is not known. */
  stop: () => DueSlot[];
};

type SchedulerOptions = {
  app: string;
  jobs: readonly Job[];
  clock: () => Date;
  /**
   * Asks for the run of a slot. True once it is settled: it runs, or somebody else has it; false where nobody could be asked.
   * Calls `settled` before anything of the run begins, which may stop the scheduler.
   */
  settleSlot: (job: Job, due: DueSlot, settled: () => void) => Promise<boolean>;
  /** Hears of a slot whose start grace has passed while nobody could be asked. */
  onLost: (job: Job, due: DueSlot) => void;
};

/**
 * Starts each job at its slots. Only this scheduler leaves a slot alone that another process has claimed, so any number
 * of processes may have it on. A slot that could not be asked for, because the database was away, is asked for again
 * until its start grace is over. Its timers keep no process alive.
 */
export function createScheduler(options: SchedulerOptions): Scheduler {
  const { jobs, clock } = options;
  const queues = jobs.map((job) => slotQueue(job, options));
  let timer: NodeJS.Timeout | undefined;

  function tick(now: Date): void {
    for (const queue of queues) queue.look(now);
  }

  function sleep(now: Date): void {
    const nextMs = Math.min(...jobs.map((job) => job.calendar.next(now).getTime() - now.getTime()));
    timer = setTimeout(wake, Math.min(longestSleepMs, nextMs));
    timer.unref();
  }

  /** One moment for both: a slot that came between two would be looked for only after the longest sleep. */
  function wake(): void {
    const now = clock();
    tick(now);
    sleep(now);
  }

  return {
    tick: () => tick(clock()),
    start() {
      if (!timer && jobs.length > 0) wake();
    },
    stop() {
      clearTimeout(timer);
      return queues.flatMap((queue) => queue.stop());
    },
  };
}

/**
 * How long after its slot a job starts: below its `jitterMs`, and the same in every process and at every slot, so that
 * two starts are as far apart as the schedule says and no process is always first.
 */
export function jitterOf(app: string, { name, jitterMs }: Job): number {
  const digest = createHash("sha256").update(`${app}/${name}`).digest();
  return Math.floor((digest.readUInt32BE() / 2 ** 32) * jitterMs);
}

/** The slots of one job that are due and not settled, oldest first, of which one is asked for at a time. */
function slotQueue(job: Job, { app, clock, settleSlot, onLost }: SchedulerOptions) {
  const delayMs = jitterOf(app, job);
  const waiting: DueSlot[] = [];
  let seenMs = Number.NEGATIVE_INFINITY;
  let isAsking = false;
  /** Whether the first of those that wait has been asked for, and what came of it is not known. */
  let isUnanswered = false;
  let retries = 0;
  let retry: NodeJS.Timeout | undefined;
  let isStopped = false;

  const isOver = ({ slotAt }: DueSlot, now: Date) => now.getTime() - slotAt.getTime() > job.startGraceMs;

  /** What was seen by a clock that has been set back comes again in its time; whether it was run then, the claim decides. */
  function forgetFuture(now: Date): void {
    const limitMs = now.getTime() + setBackMs;
    if (seenMs <= limitMs) return;
    seenMs = Number.NEGATIVE_INFINITY;
    const [first] = waiting;
    const left = waiting.filter((due) => due.slotAt.getTime() <= limitMs || (isAsking && due === first));
    waiting.splice(0, waiting.length, ...left);
    if (waiting[0] === first) return;
    clearTimeout(retry);
    retry = undefined;
    isUnanswered = false;
    retries = 0;
  }

  function look(now: Date): void {
    forgetFuture(now);
    const slotAt = job.calendar.previous(now);
    const due = { slotAt, runId: newRunId(now) };
    if (slotAt.getTime() > seenMs && !isOver(due, now)) {
      seenMs = slotAt.getTime();
      waiting.push(due);
    }
    if (!isAsking && !retry) ask();
  }

  function lose(due: DueSlot): void {
    isUnanswered = false;
    retries = 0;
    onLost(job, due);
  }

  function ask(): void {
    retry = undefined;
    while (waiting[0] && isOver(waiting[0], clock())) lose(waiting.shift()!);
    const [due] = waiting;
    if (!due || isStopped) return;
    const earlyMs = due.slotAt.getTime() + delayMs - clock().getTime();
    if (earlyMs > 0) {
      retry = setTimeout(ask, Math.min(earlyMs, longestSleepMs)).unref();
      return;
    }
    isAsking = true;
    isUnanswered = true;
    const settled = () => {
      isUnanswered = false;
    };
    void settleSlot(job, due, settled).then((isSettled) => {
      isAsking = false;
      if (isSettled) {
        settled();
        waiting.shift();
        retries = 0;
        ask();
      } else if (!isStopped) {
        retry = setTimeout(ask, Math.min(lastRetryMs, firstRetryMs * 2 ** retries)).unref();
        retries += 1;
      }
    });
  }

  return {
    look,
    stop() {
      isStopped = true;
      clearTimeout(retry);
      return isUnanswered ? waiting.slice(0, 1) : [];
    },
  };
}
