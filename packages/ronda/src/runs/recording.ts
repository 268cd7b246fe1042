import { setTimeout as pause } from "node:timers/promises";
import {
  type AlertRouting,
  type Closed,
  closedBefore,
  closeRun,
  type Ending,
  type Kept,
  keepLateOfReleased,
  keepLateResult,
  type LateResult,
  leaseMs,
} from "../database/store.ts";
import { DatabaseClosedError } from "../database/waits.ts";
import type { Engine } from "../engine.ts";

/** How long to wait before something is written again while the database does not take it; the last one is repeated. */
const retriesMs = [200, 500, 1000, 2000, 5000];

/** Classes of PostgreSQL's errors that mean the same statement is refused for ever: its data, its constraints, its names, its size. */
const refusals = /^(?:22|23|42|54)/;

/** When to stop trying: the signal of a process that has to end. */
type Patience = { signal: AbortSignal; onFailure: (error: unknown) => void };

/**
 * Writes the end of a run. While the database is away it goes on trying, for as long as it takes: nobody can do it for us,
 * unless another process finds the run silent and closes it first, which is "fenced". Throws what the database said last
 * when it refuses, or when the process has to end.
 */
export async function recordEnding(
  engine: Engine,
  { ending, routing, keepLease, ...patience }: Patience & { ending: Ending; routing: AlertRouting; keepLease: boolean },
): Promise<Closed | "fenced"> {
  let tries = 0;
  return await untilTaken(engine, patience, {
    write: async () => {
      tries += 1;
      const closed = await closeRun(engine.database, ending, {
        ...routing,
        displayZone: engine.displayZone,
        keepLease,
      });
      // An earlier try may have been committed although its answer was lost.
      return closed ?? (tries > 1 ? await closedBefore(engine.database, ending) : undefined) ?? "fenced";
    },
    refused: () => Object.assign(ending, { payload: null, log: null, reason: "its payload could not be stored" }),
  });
}

/** Keeps a late result with its row, as patiently. */
export async function recordLateResult(
  engine: Engine,
  { late, routing, ...patience }: Patience & { late: LateResult; routing: AlertRouting },
): Promise<Kept | undefined> {
  return await untilTaken(engine, patience, {
    write: async () =>
      (await keepLateOfReleased(engine.database, late)) ?? (await keepLateResult(engine.database, late, routing)),
    refused: () => Object.assign(late, { payload: null, log: null }),
  });
}

async function untilTaken<Result>(
  engine: Engine,
  { signal, onFailure }: Patience,
  { write, refused }: { write: () => Promise<Result>; refused: () => void },
): Promise<Result> {
  const startedMs = performance.now();
  let isReduced = false;
  for (let tries = 0; ; tries++) {
    try {
      return await write();
    } catch (error) {
      onFailure(error);
      if (isRefusal(error)) {
        if (isReduced) throw error;
        isReduced = true;
        refused();
        continue;
      }
      engine.reach.failed();
      if (signal.aborted || error instanceof DatabaseClosedError) throw error;
      // Longer than a lease nobody can rely on it: then a process that has nothing else to do may end.
      const ref = performance.now() - startedMs < leaseMs;
      await pause(retriesMs[Math.min(tries, retriesMs.length - 1)], undefined, { ref, signal }).catch(() => {});
    }
  }
}

function isRefusal(error: unknown): boolean {
  const { code } = error as { code?: unknown };
  return typeof code === "string" && code.length === 5 && refusals.test(code);
}
