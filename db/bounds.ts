import { AsyncLocalStorage } from "node:async_hooks";
import { limits } from "#limits.ts";
import { onceAProcess } from "#once-a-process.ts";
import { idleMs } from "./lateness.ts";
import type { DatabaseUnavailableError } from "./unavailable.ts";

/**
 * How long whoever asks the database waits for it: a request so long in all that its page can still say what is wrong,
 * a job as long as nobody is kept waiting, anything else by the statement. Who asks follows the work through all that it
 * awaits.
 */
export type Asker = {
  /** How long to wait for a connection. */
  connectMs: number;
  /** How long one statement may take. */
  statementMs: number;
  /** Waits of this asker in all; none where only each statement is bounded. */
  budget?: WaitBudget;
  /** Why the database could not serve this asker, once it could not. */
  unavailable?: DatabaseUnavailableError;
  /** True once a transaction of this asker was to be committed: what it did may be kept whatever happened since. */
  committed?: boolean;
};

const { connectMs, statementMs, requestMs, requestByMs, leastRequestMs } = limits.database;
const anybody = (): Asker => ({ connectMs, statementMs });

const askers = onceAProcess("askers", () => new AsyncLocalStorage<Asker>());

/** Who asks the database here. */
export function asker(): Asker {
  return askers.getStore() ?? anybody();
}

/**
 * Runs `work` as a request, see {@link Asker}; `work` is told its asker. What it has waited before for its turn is taken
 * from the time that it may wait for the database, and so is what its page takes besides.
 */
export function asRequest<Result>(work: (request: Asker) => Result, waitedMs = 0): Result {
  const endsMs = performance.now() + requestByMs - waitedMs;
  const budget = new WaitBudget(Math.max(leastRequestMs, requestMs - waitedMs), endsMs);
  const request = { ...anybody(), budget };
  return askers.run(request, work, request);
}

/** Runs `work`, which may wait for the database for `ms` in all. */
export function waitingAtMost<Result>(ms: number, work: () => Result): Result {
  return askers.run({ ...anybody(), budget: new WaitBudget(ms) }, work);
}

/** Runs `work` with the bounds of a job. */
export function asJob<Result>(work: () => Result): Result {
  return askers.run({ ...limits.job }, work);
}

/** Runs `work` with the usual bounds, also where a request began it: what goes on behind its answer, and the engine. */
export function apartFromRequest<Result>(work: () => Result): Result {
  return askers.run(anybody(), work);
}

/**
 * Counts the time in which at least one wait was under way. Of a wait that the database ended with a result only the time
 * counts in which this process had nothing else to do: in the rest, the result may have lain here unread. From `endsMs` on there is little left, however little was
 * spent: a process that has much to do takes its time, too.
 */
export class WaitBudget {
  #totalMs: number;
  #endsMs: number;
  #spentMs = 0;
  #underWay = 0;
  #since: Moment = { nowMs: 0, idleMs: 0 };
  /** Whether one of those that were under way together ended without a result. */
  #hasFailed = false;

  constructor(totalMs: number, endsMs = Number.POSITIVE_INFINITY) {
    this.#totalMs = totalMs;
    this.#endsMs = endsMs;
  }

  /** Whoever waits for bytes or for a turn of another kind answers no page in time, and then asks the database anew. */
  beginAnew(): void {
    [this.#totalMs, this.#endsMs, this.#spentMs] = [requestMs, Number.POSITIVE_INFINITY, 0];
  }

  /** What is left to wait; 0 when nothing is. */
  leftMs(): number {
    const nowMs = performance.now();
    const underWayMs = this.#underWay > 0 ? nowMs - this.#since.nowMs : 0;
    const untilEndMs = Math.max(leastRequestMs, this.#endsMs - nowMs);
    return Math.max(0, Math.min(untilEndMs, this.#totalMs - this.#spentMs - underWayMs));
  }

  /** Whether a wait is under way. */
  get isWaiting(): boolean {
    return this.#underWay > 0;
  }

  /** A wait begins. */
  enter(): void {
    if (this.#underWay++ === 0) [this.#since, this.#hasFailed] = [moment(), false];
  }

  /** A wait ends, `served` when with what was waited for. */
  leave(served = false): void {
    this.#hasFailed ||= !served;
    if (--this.#underWay > 0) return;
    const { nowMs, idleMs } = moment();
    this.#spentMs += this.#hasFailed ? nowMs - this.#since.nowMs : idleMs - this.#since.idleMs;
  }
}

/** Now, and for how long this process had nothing to do until then. */
type Moment = { nowMs: number; idleMs: number };

function moment(): Moment {
  return { nowMs: performance.now(), idleMs: idleMs() };
}
