import type { Payload, RunContext, RunLog } from "../types.ts";
import { describeFailure, type Failure } from "./failure.ts";
import { keepNote } from "./notes.ts";
import { checkPayload } from "./payload.ts";
import type { Redact } from "./redact.ts";

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

/** What a job's function came to. An interruption outranks whatever the function did after it. */
export type Verdict = {
  payload: Payload | null;
  failure: Failure | null;
  interruption: Interruption | null;
  notes: string[];
};

/** How often a run says that it is alive; a sixth of its lease. */
export const heartbeatMs = 10_000;

/** How long an interrupted job may take to put its things away before its row is closed without it. */
export const windUpMs = 5000;

/** A job's function at work. */
export type Execution = {
  verdict: Promise<Verdict>;
  interrupt: (interruption: Interruption) => void;
  /** Ends its timers, whatever has become of it. */
  end: () => void;
};

/**
 * Starts the one place that runs user code, and turns anything it does into a {@link Verdict}: it never rejects. The
 * function keeps running when it ignores its signal, but nobody waits for it any longer.
 */
export function execute(options: {
  run: (context: RunContext) => unknown;
  now: Date;
  log: RunLog;
  redact: Redact;
  maxRunMs: number;
  /** Renews the lease; false when the run has been fenced out. Throws when the database cannot be asked. */
  beat: () => Promise<boolean>;
  /** How long the lease lasts without a heartbeat. */
  leaseMs: number;
}): Execution {
  const { run, now, log, redact, beat } = options;
  const controller = new AbortController();
  const wound = Promise.withResolvers<void>();
  const notes: string[] = [];
  let interruption: Interruption | null = null;
  let windUp: NodeJS.Timeout | undefined;

  function interrupt(why: Interruption): void {
    if (interruption) return;
    interruption = why;
    controller.abort(new RunInterrupted(why));
    // Somebody else owns a fenced run's row already: there is nothing to wait for.
    windUp = setTimeout(wound.resolve, why === "fenced" ? 0 : windUpMs);
  }

  const keepAlive = leaseKeeper({ beat, leaseMs: options.leaseMs, lost: () => interrupt("fenced") });
  const timeout = setTimeout(() => interrupt("timeout"), options.maxRunMs);
  const heartbeat = setInterval(keepAlive, heartbeatMs);
  const context: RunContext = {
    now,
    log,
    signal: controller.signal,
    beat: keepAlive,
    note: (message) => keepNote(notes, message, redact),
  };

  const work = settle(() => run(context), redact);
  const verdict = Promise.race([work, wound.promise.then(() => ({ payload: null, failure: null }))]).then(
    (outcome) => ({ ...outcome, interruption, notes }),
  );
  function end(): void {
    clearTimeout(timeout);
    clearTimeout(windUp);
    clearInterval(heartbeat);
  }
  return { verdict, interrupt, end };
}

async function settle(
  run: () => unknown,
  redact: Redact,
): Promise<{ payload: Payload | null; failure: Failure | null }> {
  try {
    const result = await run();
    const payload = result === undefined ? {} : result;
    checkPayload(payload);
    return { payload, failure: null };
  } catch (error) {
    return { payload: null, failure: describeFailure(error, redact) };
  }
}

/**
 * Beats, and gives the lease up when it was lost or could not be renewed for as long as it lasts: the database refused,
 * or has not answered at all.
 */
function leaseKeeper(options: {
  beat: () => Promise<boolean>;
  leaseMs: number;
  lost: () => void;
}): () => Promise<boolean> {
  let renewedAtMs = performance.now();
  let unanswered = 0;

  const giveUp = () => {
    options.lost();
    return false;
  };

  return async () => {
    const askedAtMs = performance.now();
    const isOver = () => performance.now() - renewedAtMs >= options.leaseMs;
    // A process that was busy for long may ask once more: its row may still be its own.
    if (unanswered > 0 && isOver()) return giveUp();
    unanswered += 1;
    try {
      if (!(await options.beat())) return giveUp();
      renewedAtMs = askedAtMs;
      return true;
    } catch {
      // The database may be back at the next beat; until the lease is over nobody else can have the job.
      return isOver() ? giveUp() : true;
    } finally {
      unanswered -= 1;
    }
  };
}
