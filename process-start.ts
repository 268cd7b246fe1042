import { onceAProcess } from "#once-a-process.ts";

const start = () => onceAProcess("start", () => Promise.withResolvers<void>());

/** All that this process does before it serves is done: what `startup.ts` says. */
export function startIsDone(): void {
  start().resolve();
}

/**
 * Resolves when this process may serve. Next begins the start and does not wait for it; whoever listened before would take
 * visitors whom it then leaves, and the processes before it would be ended although this one cannot start.
 */
export function untilStartIsDone(): Promise<void> {
  return start().promise;
}
