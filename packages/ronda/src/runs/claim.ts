import { setTimeout as pause } from "node:timers/promises";
import {
  beatRun,
  type Claim,
  claimRun,
  firstFreeSlot,
  freeUnbegun,
  type Holder,
  holders,
  leaseMs,
  recordSkip,
} from "../database/store.ts";
import { DatabaseClosedError, DatabaseTimeoutError } from "../database/waits.ts";
import type { Engine } from "../engine.ts";
import type { Caller } from "../events/event-map.ts";
import { reasons } from "../record/reasons.ts";
import { newRunId } from "../record/run-id.ts";
import type { Paused, SkipReason, Trigger } from "../types.ts";
import { endSilent, isSilent } from "./abandoned.ts";
import { releaseUnanswered, rememberUnanswered } from "./unanswered.ts";

/** What somebody wants to run, before it is known whether it may. */
export type Request = {
  jobName: string;
  slots: Date[];
  trigger: "schedule" | "catch-up";
  /** True where there is to be no run without a slot. */
  needsSlot: boolean;
  /** True where nobody waits for an answer, and whoever was first with the slot has done it for all: no second row tells of it. */
  quiet: boolean;
  actor: string | null;
  /** True where a person asked for it: when it starts says nothing about what triggers the job, and no pause stops it. */
  manual: boolean;
  /** Whether it is kept as an action of its actor that it was started. */
  action: Claim["action"];
  caller: Caller;
  /** Hears the id of the row as soon as it stands: of the run, or of the trigger that was skipped. */
  onRecorded?: (runId: string) => void;
  /** The id that its run is to have, where several attempts are made of which only one may count; a new one unless given. */
  runId: string | null;
};

/** What came of asking for a run. */
export type Claimed =
  | { kind: "claimed"; id: string; startedAt: Date; slotAt: Date | null; trigger: Trigger; pause: Paused | null }
  | { kind: "skipped"; why: SkipReason }
  | { kind: "slot-taken"; slotAt: Date };

/** Where a server restarts, all of a pool's connections die at about the same time, and the pool hears of it one by one. */
const askAgainMs = [20, 200];

/** Each further round means that another process changed something between two statements of ours. */
const mostRounds = 50;
/** Where many want a job that is done at once, each steps aside for a moment from this round on. */
const firstRoundAside = 4;
const longestAsideMs = 200;

/** An answer to a claim that is older than this says nothing of now: the lease may be over soon, or has been. */
const freshMs = leaseMs / 2;

/**
 * Takes the job for a run: one statement where nobody is in the way. A run that nothing is heard of any more is closed
 * first; one that is alive makes this one a SKIPPED row, also where its own row was closed while its function works on.
 */
export async function claim(engine: Engine, request: Request): Promise<Claimed> {
  const lost: string[] = [];
  // Whatever is due, and for whom: nobody knows what time it is.
  if (engine.steady?.leap()) return skipWithoutRow(engine, request, reasons.clockLeapt());
  try {
    return await take(engine, request, lost);
  } catch (error) {
    for (const id of lost) rememberUnanswered(engine, id);
    throw error;
  }
}

/** `lost` are the ids of claims that were not answered: nobody knows of them but we. */
async function take(engine: Engine, request: Request, lost: string[]): Promise<Claimed> {
  let { runId } = request;
  const pausesMs = runId ? [] : [...askAgainMs];
  for (let round = 1; round <= mostRounds; round++) {
    if (round >= firstRoundAside) await pause(Math.random() * longestAsideMs);
    const now = engine.clock();
    const id = runId ?? newRunId(now);
    const wanted = { ...request, id, now, origin: engine.origin };
    const claimed = await claimInTime(engine, wanted).catch((error) => {
      // A connection that died while nobody used it says so to the first who does. Under the same id it is one run.
      if (pausesMs.length > 0 && isLost(error)) {
        lost.push(id);
        return "lost" as const;
      }
      // Whoever gave the id asks again with it.
      if (id !== request.runId) lost.push(id);
      throw error;
    });
    if (claimed === "lost") {
      runId = id;
      await pause(pausesMs.shift());
      continue;
    }
    if (claimed?.trigger === null) return skipWithoutRow(engine, request, reasons.paused(claimed.pause));
    if (claimed) {
      request.onRecorded?.(id);
      return { kind: "claimed", id, startedAt: now, ...claimed };
    }

    const [holder] = await holders(engine.database, request.jobName);
    if (holder?.status === "RUNNING" && holder.id === runId) return await takeUp(engine, request, holder);
    if (holder && engine.unanswered.has(holder.id)) {
      await releaseUnanswered(engine);
      continue;
    }
    if (holder && isSilent(engine, holder)) {
      await endSilent(engine, holder);
      continue;
    }
    // Somebody closed it for its silence before it could be taken up: it never began, so it has run no slot.
    if (runId && !holder && (await freeUnbegun(engine.database, runId))) {
      runId = null;
      continue;
    }
    const slotAt = await firstFreeSlot(engine.database, request.jobName, request.slots);
    const needed = request.needsSlot ? request.slots[0] : undefined;
    if (needed && !slotAt && (request.quiet || !holder)) return { kind: "slot-taken", slotAt: needed };
    if (holder) return skip(engine, request, { holder, slotAt: slotAt ?? needed ?? null });
  }
  throw new Error(`Could not claim ${request.jobName}: other processes kept starting and ending it`);
}

/**
 * A process that was suspended before it read the answer may have been found silent meanwhile: then its run never began,
 * and has run no slot.
 */
async function claimInTime({ database }: Engine, wanted: Claim): ReturnType<typeof claimRun> {
  const askedMs = performance.now();
  const claimed = await claimRun(database, wanted);
  if (!claimed?.trigger || performance.now() - askedMs < freshMs || (await beatRun(database, wanted.id, [])) === "held")
    return claimed;
  await freeUnbegun(database, wanted.id);
  return undefined;
}

/** Its connection broke, and a new one may do; one that hung has cost its time already, and an answer is an answer. */
function isLost(error: unknown): boolean {
  const isFromServer = typeof (error as { severity?: unknown })?.severity === "string";
  const isEndOfConnection = /^(57P0|08)/.test(String((error as { code?: unknown })?.code));
  return (
    isEndOfConnection ||
    !(isFromServer || error instanceof DatabaseTimeoutError || error instanceof DatabaseClosedError)
  );
}

/** An earlier attempt got through although its answer was lost: the run is ours, and has not begun. */
async function takeUp(
  engine: Engine,
  { onRecorded }: Request,
  { id, startedAt, slotAt, trigger }: Holder,
): Promise<Claimed> {
  if ((await beatRun(engine.database, id, [])) !== "held")
    throw new Error(`Run ${id} was closed before it could begin`);
  onRecorded?.(id);
  return { kind: "claimed", id, startedAt, slotAt, trigger, pause: null };
}

/** Nothing runs, and no row tells of this trigger alone: the patrol keeps one of all slots that pass meanwhile. */
function skipWithoutRow(engine: Engine, request: Request, why: SkipReason): Claimed {
  const { jobName, actor, caller, quiet, slots } = request;
  if (!quiet) {
    engine.logger.info({ cron: jobName }, `cron ${jobName} skipped: ${why}`);
    const about = { runId: null, jobName, slotAt: slots[0] ?? null, actor, caller, why, at: engine.clock() };
    engine.events.emit("run.skipped", about);
  }
  return { kind: "skipped", why };
}

async function skip(
  engine: Engine,
  request: Request,
  { holder, slotAt }: { holder: Holder; slotAt: Date | null },
): Promise<Claimed> {
  const { jobName, actor, caller, trigger, quiet: once } = request;
  const why = reasons.running(holder);
  const now = engine.clock();
  const reason = `${why} (run ${holder.id} on ${holder.host}, process ${holder.pid})`;
  const { database, origin, displayZone } = engine;
  const skipped = { id: newRunId(now), jobName, now, slotAt, trigger, isStart: true, once, reason, actor, origin };
  const recorded = await recordSkip(database, skipped, displayZone);
  // Only where it was to be kept once for its slot, which somebody else did.
  if (!recorded) return { kind: "slot-taken", slotAt: slotAt ?? now };
  request.onRecorded?.(skipped.id);
  engine.logger.info({ cron: jobName, holder: holder.id }, `cron ${jobName} SKIPPED: ${why}`);
  engine.events.emit("run.skipped", { runId: skipped.id, jobName, slotAt, actor, caller, why: reason, at: now });
  return { kind: "skipped", why };
}
