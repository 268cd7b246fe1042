import { patrolLeaseMs, renewPatrol } from "../database/patrol-state.ts";
import type { Queryable } from "../types.ts";

/** A patrol's lease while the patrol goes on. */
export type PatrolLease = {
  /** Another has taken the patrol: this process had said nothing for as long as the lease lasts. */
  isLost: () => boolean;
  stop: () => void;
};

/** Renews the lease beside the work, three times as often as it would need to be. */
export function keepLease(database: Queryable, id: string): PatrolLease {
  let lost = false;
  const timer = setInterval(() => {
    renewPatrol(database, id).then(
      (isHeld) => {
        lost ||= !isHeld;
      },
      // Then it may be over by itself, which the next renewal finds.
      () => {},
    );
  }, patrolLeaseMs / 3).unref();
  return { isLost: () => lost, stop: () => clearInterval(timer) };
}
