import { limits } from "#limits.ts";
import { exitCodes, type StopSignal } from "#process-stop.ts";

/** What somebody who presses Ctrl-C, or a system that stops, is told; and the exit code that shells know for it. */

const signals = Object.keys(exitCodes) as StopSignal[];

/** Ends the process at once with this sentence, asked for at that moment. What holds the embedded server lets go of it. */
export function endAtOnce(sentence: () => string): void {
  onStop((signal) => {
    console.error(`\n${sentence()}\n`);
    process.exit(exitCodes[signal]);
  });
}

/**
 * `signal` aborts when the process is to stop, so that what is half can be cleared away; `told` is for the failure that
 * follows: it ends the process with this sentence, and throws every other failure on. Where none follows, it ends all the same.
 */
export function endOn(sentence: string): { signal: AbortSignal; told: (error: unknown) => never } {
  const stopping = new AbortController();
  let stop: StopSignal | undefined;
  const end = (): never => {
    console.error(`\n${sentence}\n`);
    process.exit(exitCodes[stop!]);
  };
  onStop((signal) => {
    stop ??= signal;
    stopping.abort(new Error(sentence));
    // A database that hangs lets nobody clear away.
    setTimeout(end, limits.backup.stopMs).unref();
  });
  return {
    signal: stopping.signal,
    told: (error) => {
      if (!stop) throw error;
      return end();
    },
  };
}

/** In place of who ended the process without a word until now. */
function onStop(stop: (signal: StopSignal) => void): void {
  for (const signal of signals) {
    process.removeAllListeners(signal);
    process.on(signal, () => stop(signal));
  }
}
