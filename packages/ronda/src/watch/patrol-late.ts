import type { PatrolState } from "../database/patrol-state.ts";

/** Three patrols that did not come. */
export const patrolLateMs = 3 * 60_000;

/** Whether nobody has patrolled for some minutes: `awaitedSince` is when the first was to be, where there has been none. */
export function isPatrolLate(
  patrolled: Pick<PatrolState, "finishedAt"> | undefined,
  now: Date,
  awaitedSince = new Date(0),
): boolean {
  return now.getTime() - (patrolled?.finishedAt ?? awaitedSince).getTime() > patrolLateMs;
}
