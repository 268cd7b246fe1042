import type { PatrolState } from "../database/patrol-state.ts";

/** Three patrols that did not come. */
export const patrolLateMs = 3 * 60_000;

/**
 * Whether nobody has patrolled for some minutes: `awaitedSince` is when the first was to be, where there has been none. A
 * patrol that ended in the future, by a clock that has been set back since, tells nothing of now.
 */
export function isPatrolLate(
  patrolled: Pick<PatrolState, "finishedAt"> | undefined,
  now: Date,
  awaitedSince = new Date(0),
): boolean {
  const finishedAt = patrolled?.finishedAt;
  if (finishedAt) return Math.abs(now.getTime() - finishedAt.getTime()) > patrolLateMs;
  return now.getTime() - awaitedSince.getTime() > patrolLateMs;
}
