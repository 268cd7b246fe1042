import { setMaxListeners } from "node:events";
import { limits } from "#limits.ts";
import { onceAProcess } from "#once-a-process.ts";

/**
 * The end of this process, once it has been told to stop. Nothing keeps it longer than `limits.stop`: calls to whoever is
 * outside end soon after, so that what they had begun can be written down, and what is still not done then goes down with
 * the process, as if it had been killed.
 */
type ProcessStop = { begun: AbortController; patienceOver: AbortController; endsAtMs: number };

const { callMs, totalMs } = limits.stop;

function ownStop(): ProcessStop {
  return onceAProcess("stop", () => {
    const stop = { begun: new AbortController(), patienceOver: new AbortController(), endsAtMs: Infinity };
    // As many listen as calls are under way.
    setMaxListeners(0, stop.begun.signal, stop.patienceOver.signal);
    return stop;
  });
}

/** Aborts when this process is told to stop. */
export function stopSignal(): AbortSignal {
  return ownStop().begun.signal;
}

/** Aborts when calls have had their time after that: nothing that asks somebody outside is to be begun any more. */
export function callsOverSignal(): AbortSignal {
  return ownStop().patienceOver.signal;
}

/** What a process that is told to stop has left in ms; without end where it was not told. */
export function stopLeftMs(): number {
  return Math.max(0, ownStop().endsAtMs - performance.now());
}

/** The signals that tell a process to stop, and with what code it then ends. */
export const exitCodes = { SIGINT: 130, SIGTERM: 143 } as const;
/** One of them. */
export type StopSignal = keyof typeof exitCodes;

/**
 * This process has been told to stop: whoever hears of it first says so. After `limits.stop.totalMs` it ends with the
 * signal's code, whatever is not done.
 */
export function beginStop(signal: StopSignal): void {
  const stop = ownStop();
  if (stop.begun.signal.aborted) return;
  stop.endsAtMs = performance.now() + totalMs;
  setTimeout(() => stop.patienceOver.abort(), callMs).unref();
  setTimeout(() => {
    console.error(`stopped after ${totalMs / 1_000} s, before all was done`);
    process.exit(exitCodes[signal]);
  }, totalMs).unref();
  stop.begun.abort();
}
