import { readKnownTime } from "../database/known-time.ts";
import type { IncidentSubject, Queryable } from "../types.ts";
import { longestAbsenceMs, type SteadyClock } from "./steady-clock.ts";

/** What the incident of this host's clock is about: another host's may be right. */
export function clockSubject({ origin }: { origin: { host: string } }): IncidentSubject {
  return { kind: "host", name: `clock@${origin.host}` };
}

/**
 * Compares the clock with what the database knows: once at the start, and as long as it has leapt, since somebody may have
 * said in another process that it is right. Where it had leapt before a restart, no absence explains it.
 */
export async function learnTime(engine: {
  clockHold: { isKnown: boolean };
  database: Queryable;
  origin: { host: string };
  steady: SteadyClock | undefined;
}): Promise<void> {
  const { clockHold, database, steady } = engine;
  if (!steady || (clockHold.isKnown && !steady.leap())) return;
  const known = await readKnownTime(database, clockSubject(engine));
  if (known) steady.know({ at: known.at, absenceMs: known.hasLeapt ? 0 : longestAbsenceMs });
  clockHold.isKnown = true;
}
