import { releaseDuePayouts } from "#domain/bookings/payouts/transitions.ts";
import type { Sweep } from "#domain/sweep.ts";
import type { TripFailure } from "#domain/trips/batches.ts";
import { completeDueTrips } from "./complete.ts";

/** What a night did; all empty when nothing was due. */
export type AutoCompletion = {
  completed: number;
  /** The trips completed. */
  ids: string[];
  /** The payouts released. */
  payoutsReleased: string[];
};

/** So many failed trips are named in the message; `failures` has all of them. */
const namedFailures = 20;

/** Some trips could not be completed, or their payouts not released. Everything in `done` was, and stays. */
export class TripsFailedError extends Error {
  override name = "TripsFailedError";
  readonly failures: TripFailure[];
  readonly done: AutoCompletion;

  constructor(failures: TripFailure[], done: AutoCompletion) {
    const named = failures.slice(0, namedFailures).map(({ tripId, error }) => `${tripId} (${error.message})`);
    const more = failures.length - named.length;
    const list = named.join(", ") + (more > 0 ? ` and ${more} more` : "");
    const others = `${done.completed} completed, ${done.payoutsReleased.length} payouts released`;
    super(`${failures.length} ${failures.length === 1 ? "trip" : "trips"} failed: ${list}; ${others}`, {
      cause: failures[0]?.error,
    });
    this.failures = failures;
    this.done = done;
  }
}

/**
 * The night's work on trips: completes those that are over, then releases the money whose hold has passed. Never both
 * for one trip in the same run. Returns zero and empty lists when nothing is due; throws {@link TripsFailedError} once
 * everything else is done.
 */
export async function autoComplete(sweep: Sweep): Promise<AutoCompletion> {
  const trips = await completeDueTrips(sweep);
  const payouts = trips.finished ? await releaseDuePayouts(sweep) : { done: [], failures: [] };
  const done = { completed: trips.done.length, ids: trips.done, payoutsReleased: payouts.done };
  const failures = [...trips.failures, ...payouts.failures];
  if (failures.length > 0) throw new TripsFailedError(failures, done);
  return done;
}
