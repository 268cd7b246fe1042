import type { RetryPolicy } from "../job/retry-policy.ts";
import { describeFailure } from "../record/failure.ts";
import { reasons } from "../record/reasons.ts";
import type { Redact } from "../record/redact.ts";
import type { RunContext } from "../types.ts";

/** A job's function that is called again when it throws, and how often it has been called. */
export type Attempts = { run: (context: RunContext) => Promise<unknown>; made: () => number };

/**
 * Calls a job's function until it does not throw, at most as often as its policy says: inside one run, under its one
 * lease and within its `maxRunMs`. Each attempt that fails is a line of the run's log. Its signal ends it at once. What
 * the last attempt threw is thrown; also where the next one could not begin before `maxRunMs`, since that error says more
 * than a time-out would.
 */
export function withRetries(options: {
  run: (context: RunContext) => unknown;
  policy: RetryPolicy | undefined;
  maxRunMs: number;
  redact: Redact;
}): Attempts {
  const { run, policy, maxRunMs, redact } = options;
  let made = 0;

  async function attempt(context: RunContext): Promise<unknown> {
    const startedMs = performance.now();
    for (;;) {
      made += 1;
      try {
        const result = await run(context);
        if (made > 1) context.note(reasons.retried(made, policy?.attempts ?? made));
        return result;
      } catch (error) {
        if (!policy || made >= policy.attempts || context.signal.aborted || !isWorthIt(policy, error)) throw error;
        const delayMs = policy.delayMs(made);
        const { message } = describeFailure(error, redact);
        const failed = `attempt ${made} of ${policy.attempts} failed: ${message}`;
        if (performance.now() - startedMs + delayMs >= maxRunMs) {
          context.log.warn(`${failed}. No other begins before maxRunMs`);
          throw error;
        }
        context.log.warn(`${failed}. The next begins in ${delayMs} ms`);
        await pause(delayMs, context.signal);
        if (context.signal.aborted) throw error;
      }
    }
  }

  return { run: attempt, made: () => made };
}

/** A predicate that fails itself decides nothing: the error is the job's. */
function isWorthIt({ when }: RetryPolicy, error: unknown): boolean {
  try {
    return when(error) === true;
  } catch {
    return false;
  }
}

/** Resolves after `ms`, or at once when the signal aborts. */
function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    signal.addEventListener("abort", end);
  });
}
