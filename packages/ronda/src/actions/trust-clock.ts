import { flappingMsOf, resolveIncident } from "../alerts/incidents.ts";
import { newAction, recordAction } from "../database/actions.ts";
import { beatPatrol } from "../database/patrol-state.ts";
import type { Engine } from "../engine.ts";
import { clockSubject, learnTime } from "../process/known-time.ts";
import { longestStepMs } from "../process/steady-clock.ts";
import { newRunId } from "../record/run-id.ts";
import type { ActionOptions, ActionOutcome } from "../types.ts";
import { readGiven } from "./given.ts";
import { refused } from "./outcomes.ts";

/**
 * Says that the time of this process's host is right although its clock has leapt: what was held goes on, here at once and
 * in the other processes of such a host when they look next. Of a leap other than the one that somebody saw, of `leapMs`,
 * nothing is said.
 */
export async function trustClock(
  engine: Engine,
  { leapMs: seenMs, ...options }: ActionOptions & { leapMs?: number | undefined },
): Promise<ActionOutcome> {
  const { alerts, database, logger, steady } = engine;
  await learnTime(engine);
  const leap = steady?.leap();
  if (!steady || !leap) return refused({ kind: "clock-is-right" });
  const { wallAt: at, leapMs } = leap;
  const given = readGiven(options, {}, at);
  if ("refusal" in given) return refused(given.refusal);
  if (seenMs !== undefined && Math.abs(seenMs - leapMs) > longestStepMs) return refused({ kind: "clock-leapt-again" });
  const { by: actor, reason } = given;
  const subject = clockSubject(engine);
  const ended = await database.transaction(async (connection) => {
    // Until now nobody was at work: what catches up does.
    await beatPatrol(connection, { now: at, aliveSince: at });
    const routing = { now: at, channels: alerts.channels, flappingMs: flappingMsOf(undefined) };
    const change = await resolveIncident(connection, { subject, ending: "resolved" }, routing);
    const details = { leapMs: Math.round(leapMs), countedAt: leap.countedAt.toISOString() };
    const about = { verb: "trust-clock", subject, incidentId: change?.incidentId ?? null, runId: null } as const;
    await recordAction(connection, newAction({ id: newRunId(at), at, actor, reason, details, ...about }));
    return change;
  });
  steady.trust();
  if (ended) alerts.announce(ended, at);
  logger.warn({ cron: "clock", leapMs }, `cron clock: said to be right by ${actor}`);
  return { ok: true };
}
