import { flappingMsOf, raiseIncident, resolveIncident } from "../alerts/incidents.ts";
import { readKnownTime } from "../database/known-time.ts";
import type { Engine } from "../engine.ts";
import { longestAbsenceMs } from "../process/steady-clock.ts";
import type { IncidentSubject } from "../types.ts";

/** What the incident of this host's clock is about: another host's may be right. */
export function clockSubject({ origin }: Pick<Engine, "origin">): IncidentSubject {
  return { kind: "host", name: `clock@${origin.host}` };
}

/**
 * Compares the clock with what the database knows: once at the start, and as long as it has leapt, since somebody may have
 * said in another process that it is right. Where it had leapt before a restart, no absence explains it.
 */
export async function learnTime(engine: Pick<Engine, "clockHold" | "database" | "origin" | "steady">): Promise<void> {
  const { clockHold, database, steady } = engine;
  if (!steady || (clockHold.isKnown && !steady.leap())) return;
  const known = await readKnownTime(database, clockSubject(engine));
  if (known) steady.know({ at: known.at, absenceMs: known.hasLeapt ? 0 : longestAbsenceMs });
  clockHold.isKnown = true;
}

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
  const telling = { now: clock(), channels: alerts.channels, flappingMs: flappingMsOf(undefined) };
  if (!leap) {
    if (clockHold.isOn) logger.warn({ cron: "clock" }, "cron clock: right again; what goes by time goes on");
    const ended = await resolveIncident(database, { subject, ending: "resolved" }, telling);
    if (ended) alerts.announce(ended, telling.now);
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
    telling,
  );
  alerts.announce(raised, telling.now);
  return true;
}
