import { AsyncLocalStorage } from "node:async_hooks";
import { onceAProcess } from "#once-a-process.ts";

/**
 * The place among those requests that the process works on at the same time. The front gives it, and a request has it until its
 * response is written, unless it leaves it before. `network` is where it came from, `outside` are the calls to other services
 * that are under way for it.
 */
export type RequestPlace = { network: string; leave: () => void; outside: number };

const places = () => onceAProcess("request-places", () => new AsyncLocalStorage<RequestPlace>());

/** Runs `work` with a place, whose `leave` gives it back and may be called more than once. */
export function withPlace<Result>(place: RequestPlace, work: () => Result): Result {
  return places().run(place, work);
}

/**
 * Leaves the place of the request that asks: what follows only waits, for bytes or for a turn of another kind, and keeps no
 * other page waiting meanwhile. Where there is none, nothing happens.
 */
export function leavePlace(): void {
  places().getStore()?.leave();
}

/** The network of the request that asks; undefined where none does, as in a job. */
export function networkOfRequest(): string | undefined {
  return places().getStore()?.network;
}

/** Does `call`, in which the request only waits for somebody outside: who is slow there keeps no place from others. */
export async function waitingOutside<Result>(call: () => Promise<Result>): Promise<Result> {
  const place = places().getStore();
  if (!place) return call();
  place.outside += 1;
  try {
    return await call();
  } finally {
    place.outside -= 1;
  }
}
