import { alertRoutingOf } from "../alerts/incidents.ts";
import { closeRun, runningAmong } from "../database/store.ts";
import type { Engine } from "../engine.ts";

/** A claim that hung may still arrive for as long as a network or a lock holds it up; after this nobody waits for it. */
const mayArriveMs = 10 * 60_000;

/** Of an outage of days only the latest claims are remembered; an older one that came through is closed as silent. */
const mostRemembered = 10_000;

/** Remembers a claim that was not answered: whether its run has a row is not known, but it has not begun. */
export function rememberUnanswered({ unanswered }: Engine, runId: string): void {
  const [oldest] = unanswered.keys();
  if (oldest && unanswered.size >= mostRemembered) unanswered.delete(oldest);
  unanswered.set(runId, performance.now());
}

/**
 * Gives the runs of unanswered claims back, rather than let them be called silent after a lease: each is closed as one
 * that a restart stopped, which is no error, and its slot is free again.
 */
export async function releaseUnanswered(engine: Engine): Promise<void> {
  if (engine.unanswered.size === 0) return;
  const asked = [...engine.unanswered];
  const arrived = await runningAmong(engine.database, [...engine.unanswered.keys()]);
  for (const [runId, askedMs] of asked) {
    const isGivenBack = arrived.has(runId) && (await giveBack(engine, runId));
    if (isGivenBack || performance.now() - askedMs > mayArriveMs) engine.unanswered.delete(runId);
  }
}

async function giveBack({ clock, database, displayZone, logger, alerts }: Engine, id: string): Promise<boolean> {
  const errorMessage =
    "Never began, and its slot is free again: the answer to its claim was lost, or came when the process stopped";
  const nothing = { durationMs: null, payload: null, errorStack: null, log: null, brokenExpectation: null };
  const unknown = { lastSecret: null, offSlot: null, failuresBeforeAlert: 1, attempts: 0 };
  const stopped = { status: "ABANDONED", errorMessage, reason: "restart", restarted: true } as const;
  const ending = { ...nothing, ...unknown, ...stopped, id, finishedAt: clock() };
  const closed = await closeRun(database, ending, { ...alertRoutingOf({ alerts }, undefined), displayZone });
  if (closed) logger.warn({ cron: closed.jobName, runId: id }, `cron ${closed.jobName} ABANDONED: ${errorMessage}`);
  return closed !== undefined;
}
