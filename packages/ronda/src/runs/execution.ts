import type { Beat } from "../database/store.ts";
import { describeFailure, type Failure } from "../record/failure.ts";
import type { Redact } from "../record/redact.ts";
import type { Payload, RunContext, RunLog } from "../types.ts";
import { keepNote } from "./notes.ts";
import { checkPayload } from "./payload.ts";

/** Why a run is told to stop before it is done. */
export type Interruption = "timeout" | "restart" | "fenced";

/** The reason of a run's aborted signal. */
export class RunInterrupted extends Error {
  override name = "RunInterrupted";
  readonly interruption: Interruption;
  constructor(interruption: Interruption) {
    super(
      { timeout: "The run took too long", restart: "The process is stopping", fenced: "The run lost its claim" }[
        interruption
      ],
    );
    this.interruption = interruption;
  }
}

/** What a job's function came to. */
export type Work = { payload: Payload | null; failure: Failure | null };

/** What is known of a run when it is closed: `work` is null where its function ignores its signal and works on. */
export type Verdict = { work: Work | null; interruption: Interruption | null; notes: string[] };

/** How often a run says that it is alive; a sixth of its lease. */
export const heartbeatMs = 10_000;

/** How soon after a line of its log a run says that it is alive, and what it has logged: so a page shows the log as it grows. */
const logDelayMs = 2000;

/** How long an interrupted job may take to put its things away before its row is closed without it. */
export const gracePeriodMs = 5000;

/** A job's function at work. */
export type Execution = {
  /** When the run is to be closed. Never rejects. */
  verdict: Promise<Verdict>;
  /** What the function came to in the end, however late. Never rejects; may never come. */
  work: Promise<Work>;
  interrupt: (interruption: Interruption) => void;
  /** To be called when a line of its log was written: beats soon, once for all lines of two seconds. */
  logged: () => void;
  /** Ends the time limit; the heartbeats go on, but keep no process alive. */
  endLimits: () => void;
  /** Ends all its timers. */
  end: () => void;
};

/**
 * Starts the one place that runs user code, and turns anything it does into a {@link Verdict}. The function keeps running
 * when it ignores its signal, but nobody waits for it any longer; its heartbeats go on until {@link Execution.end}.
 */
export function execute(options: {
  run: (context: RunContext) => unknown;
  now: Date;
  /** What is worth knowing of it before it has begun. */
  notes?: string[];
  log: RunLog;
  redact: Redact;
  maxRunMs: number;
  /** Renews the lease. Throws when the database cannot be asked. */
  beat: () => Promise<Beat>;
  /** How long the lease lasts without a heartbeat. */
  leaseMs: number;
}): Execution {
  const { run, now, log, redact, beat } = options;
  const controller = new AbortController();
  const gracePeriodOver = Promise.withResolvers<null>();
  const notes = options.notes ?? [];
  let interruption: Interruption | null = null;
  let gracePeriod: NodeJS.Timeout | undefined;

  function interrupt(why: Interruption, patienceMs = gracePeriodMs): void {
    if (interruption) return;
    interruption = why;
    gracePeriod = setTimeout(() => gracePeriodOver.resolve(null), patienceMs);
    controller.abort(new RunInterrupted(why));
  }

  const lease = leaseKeeper({
    beat,
    leaseMs: options.leaseMs,
    // Somebody else has closed such a run already: there is nothing to wait for.
    lost: () => interrupt("fenced", 0),
    unreachable: () => interrupt("fenced"),
  });
  const timeout = setTimeout(() => interrupt("timeout"), options.maxRunMs);
  const heartbeat = setInterval(lease.beat, heartbeatMs);
  let logBeat: NodeJS.Timeout | undefined;
  let isLimited = true;
  const context: RunContext = {
    now,
    log,
    signal: controller.signal,
    beat: lease.beat,
    note: (message) => keepNote(notes, message, redact),
    input: undefined,
  };

  function endLimits(): void {
    isLimited = false;
    lease.end();
    clearTimeout(timeout);
    clearTimeout(gracePeriod);
    clearTimeout(logBeat);
  }

  const work = settle(() => run(context), redact);
  return {
    work,
    verdict: Promise.race([work, gracePeriodOver.promise]).then((done) => ({ work: done, interruption, notes })),
    interrupt: (why) => interrupt(why),
    logged() {
      if (logBeat || !isLimited) return;
      logBeat = setTimeout(() => {
        logBeat = undefined;
        void lease.beat();
      }, logDelayMs).unref();
    },
    endLimits() {
      endLimits();
      heartbeat.unref();
    },
    end() {
      endLimits();
      clearInterval(heartbeat);
    },
  };
}

async function settle(run: () => unknown, redact: Redact): Promise<Work> {
  try {
    const result = await run();
    const payload = result === undefined ? {} : result;
    checkPayload(payload);
    return { payload, failure: null };
  } catch (error) {
    return { payload: null, failure: describeFailure(error, redact) };
  }
}

/** A run whose beats get no answer is told to stop so long before its lease is over, to have ended when another may begin. */
export const safetyMs = 10_000;

/** A process that was busy asks once more then, for its row may still be its own, and waits so long for the answer. */
const lastAnswerMs = 2000;

type LeaseKeeper = { beat: () => Promise<boolean>; end: () => void };

/**
 * Beats, and says when the lease was lost, or is about to be over because no beat was answered: the database refused, or
 * has not answered at all. By this process's own clock: the database's cannot be asked.
 */
function leaseKeeper(options: {
  beat: () => Promise<Beat>;
  leaseMs: number;
  lost: () => void;
  unreachable: () => void;
}): LeaseKeeper {
  const safeMs = options.leaseMs - safetyMs;
  let renewedAtMs = performance.now();
  let timer = setTimeout(askLast, safeMs);

  const sinceRenewedMs = () => performance.now() - renewedAtMs;

  async function beat(): Promise<boolean> {
    const askedAtMs = performance.now();
    try {
      if ((await options.beat()) === "lost") {
        options.lost();
        return false;
      }
      renewedAtMs = Math.max(renewedAtMs, askedAtMs);
    } catch {
      // The database may be back at the next beat; until the lease is over nobody else can have the job.
    }
    return sinceRenewedMs() < safeMs + lastAnswerMs;
  }

  function askLast(): void {
    const restMs = safeMs - sinceRenewedMs();
    if (restMs > 0) {
      timer = setTimeout(askLast, restMs);
      return;
    }
    void beat();
    timer = setTimeout(() => (sinceRenewedMs() < safeMs ? askLast() : options.unreachable()), lastAnswerMs);
  }

  return { beat, end: () => clearTimeout(timer) };
}
