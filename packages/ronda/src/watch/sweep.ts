import { giveUpOrphans } from "../alerts/outbox.ts";
import { type Joined, joined } from "../database/joined.ts";
import type { Engine } from "../engine.ts";
import { describeFailure } from "../record/failure.ts";
import type { PatrolReport } from "../types.ts";
import { evaluateIncidents } from "./evaluate.ts";
import { type Patrolling, patrol, quietPatrol } from "./patrol.ts";

/** Makes the patrol of a process: it never overlaps itself, and listeners hear what came of it. */
export function createSweep(
  engine: Engine,
  options: Pick<Patrolling, "rerun" | "flushRejections">,
): Joined<PatrolReport> {
  const overrun = new Set<string>();
  const patrolling: Patrolling = {
    ...options,
    evaluateIncidents: () => evaluateIncidents(engine, overrun),
    deliverAlerts: () => deliverAlerts(engine),
  };
  return joined(
    () => told(engine, () => patrol(engine, patrolling)),
    // What one has done is not reported twice.
    quietPatrol,
  );
}

/** Sends what is due, and gives up what nobody will ever send. */
async function deliverAlerts({ alerts, clock, database, logger }: Engine): Promise<void> {
  for (const { channel, count } of await giveUpOrphans(database, clock())) {
    logger.error(
      { cron: "alerts", channel },
      `cron alerts given up: no process has had channel ${channel} for a day (${count})`,
    );
  }
  await alerts.deliver();
}

/** Patrols, and tells the listeners what came of it. */
async function told({ events, clock, redact }: Engine, sweep: () => Promise<PatrolReport>): Promise<PatrolReport> {
  const startedMs = performance.now();
  const durationMs = () => Math.round(performance.now() - startedMs);
  try {
    const report = await sweep();
    events.emit("patrol.finished", { report, durationMs: durationMs(), at: clock() });
    return report;
  } catch (error) {
    const { message } = describeFailure(error, redact);
    events.emit("patrol.failed", { error: message, durationMs: durationMs(), at: clock() });
    throw error;
  }
}
