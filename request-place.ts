import { AsyncLocalStorage } from "node:async_hooks";
import { onceAProcess } from "#once-a-process.ts";

/**
 * The place among those requests that the process works on at the same time. The front gives it, and a request has it until its
 * response is written, unless it leaves it before.
 */
const places = () => onceAProcess("request-places", () => new AsyncLocalStorage<() => void>());

/** Runs `work` with a place that `leave` gives back; `leave` may be called more than once. */
export function withPlace<Result>(leave: () => void, work: () => Result): Result {
  return places().run(leave, work);
}

/**
 * Leaves the place of the request that asks: what follows only waits, for bytes or for a turn of another kind, and keeps no
 * other page waiting meanwhile. Where there is none, nothing happens.
 */
export function leavePlace(): void {
  places().getStore()?.();
}
