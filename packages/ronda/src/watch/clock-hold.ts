import { flappingMsOf, raiseIncident, resolveIncident } from "../alerts/incidents.ts";
import type { Engine } from "../engine.ts";
import { clockSubject, learnTime } from "../process/known-time.ts";

/**
 * Whether what goes by time is held in this process, because its host's clock has leapt. Brings the incident about it into
 * line with that, which every process of the host does for itself: one whose clock is right patrols for all.
 */
export async function clockHolds(engine: Engine): Promise<boolean> {
  const { alerts, clock, clockHold, database, logger, steady } = engine;
  if (!steady || (clockHold.isOn === false && !steady.leap())) return false;
  await learnTime(engine);
  const leap = steady.leap();
  const subject = clockSubject(engine);
  const routing = { now: clock(), channels: alerts.channels, flappingMs: flappingMsOf(undefined) };
  if (!leap) {
    if (clockHold.isOn) logger.warn({ cron: "clock" }, "cron clock: right again; what goes by time goes on");
    const ended = await resolveIncident(database, { subject, ending: "resolved" }, routing);
    if (ended) alerts.announce(ended, routing.now);
    clockHold.isOn = false;
    return false;
  }
  const { leapMs, wallAt, countedAt, since } = leap;
  if (!clockHold.isOn) {
    const about = { cron: "clock", leapMs, wallAt: wallAt.toISOString(), countedAt: countedAt.toISOString() };
    logger.error(about, "cron clock: this host's clock has leapt; what goes by time is held");
  }
  clockHold.isOn = true;
  const reasons = [{ kind: "clock-leapt" as const, leapMs, since }];
  const raised = await raiseIncident(
    database,
    { subject, severity: "FAILED", reasons, runId: null, streak: 0 },
    routing,
  );
  alerts.announce(raised, routing.now);
  return true;
}
