import { type Ending, flappingMsOf, raiseIncident, resolveIncident, type Wrong } from "../alerts/incidents.ts";
import { readOpenIncidents } from "../alerts/reading.ts";
import { returnAcknowledged } from "../database/incident-actions.ts";
import type { IncidentChange } from "../database/store.ts";
import type { Engine } from "../engine.ts";
import type { Incident, IncidentReason, IncidentSubject, JobOverview, Queryable } from "../types.ts";
import { isFailure, isLateness, lateTogether, schedulerSubject } from "./late-together.ts";
import { type Look, lookAll, type Overrun } from "./look.ts";
import { readOverview } from "./overview.ts";

/** An incident whose subject nobody has looked at for this long is about something that has left the registry. */
const forgottenMs = 60 * 60 * 1000;

/** What somebody looks after for this long and is still wrong, needs somebody again: they may have forgotten it. */
const handledMs = 7 * 24 * 60 * 60 * 1000;

/** How many incidents a patrol opened, repeated and resolved. */
export type Evaluated = { opened: number; reminded: number; resolved: number };

/**
 * Looks at the health of all jobs and at what the watches find, and brings the incidents into line with that: an incident
 * follows from state, so whatever an event has missed is made up for here.
 */
export async function evaluateIncidents(engine: Engine, overrun: Overrun): Promise<Evaluated> {
  const now = engine.clock();
  await returnAcknowledged(engine.database, { before: new Date(now.getTime() - handledMs), now });
  // Read before anything is looked at: what opens meanwhile was not there to be found over.
  const open = await readOpenIncidents(engine.database, now);
  const evaluated: Evaluated = { opened: 0, reminded: 0, resolved: 0 };
  const carryOutAll = carryingOut(engine, open, now, (change) => count(evaluated, change));
  const looking = lookAll(engine, overrun);
  // The jobs at once: watches may look for long, and by then runs have ended otherwise.
  const judging = judgeJobs(engine, open, now).then(carryOutAll);
  const [looks] = await Promise.all([looking, judging]);
  await carryOutAll(looks.map(judgeWatch));
  await carryOutAll((await readForgotten(engine.database, now)).map((subject) => ({ subject, ending: "left" })));
  return evaluated;
}

/**
 * Has the watches look again that a job keeps empty: who has just done its work sees at once what it mended. One that this
 * process is looking with already is left alone.
 */
export async function lookAgain(engine: Engine, jobName: string, overrun: Overrun): Promise<void> {
  const keptEmpty = [...engine.watches].filter(([name, { jobs }]) => jobs?.includes(jobName) && !overrun.has(name));
  if (keptEmpty.length === 0) return;
  const now = engine.clock();
  const open = await readOpenIncidents(engine.database, now);
  const looks = await lookAll({ ...engine, watches: new Map(keptEmpty) }, overrun);
  await carryingOut(engine, open, now)(looks.map(judgeWatch));
}

/** Carries verdicts out one by one; that something is over only of what was `open` before anything was looked at. */
function carryingOut(
  engine: Engine,
  open: readonly Incident[],
  now: Date,
  counted: (change: IncidentChange | undefined) => void = () => {},
): (verdicts: Verdict[]) => Promise<void> {
  const isOpen = new Set(open.map(({ subject }) => keyOf(subject)));
  return async (verdicts) => {
    for (const verdict of verdicts) {
      if (!("reasons" in verdict) && !isOpen.has(keyOf(verdict.subject))) continue;
      counted(await carryOut(engine, verdict, now));
    }
  };
}

async function judgeJobs(engine: Engine, open: readonly Incident[], now: Date): Promise<Verdict[]> {
  const [{ jobs }, streaks] = await Promise.all([
    readOverview(engine.database, { ...engine, secrets: {}, now, leap: null }),
    readStreaks(engine.database),
  ]);
  const together = lateTogether(jobs, open);
  return [...jobs.map((job) => judgeJob(job, { engine, streaks, together })), judgeScheduler(together)];
}

/** What is wrong with a subject, or how its incident ends, if it has one. */
type Verdict = Wrong | { subject: IncidentSubject; ending: Ending };

async function carryOut(engine: Engine, verdict: Verdict, now: Date): Promise<IncidentChange | undefined> {
  const { kind, name } = verdict.subject;
  const flappingMs = flappingMsOf(kind === "job" ? engine.jobs.get(name) : undefined);
  const routing = { now, channels: engine.alerts.channels, flappingMs };
  const change =
    "reasons" in verdict
      ? await raiseIncident(engine.database, verdict, routing)
      : await resolveIncident(engine.database, verdict, routing);
  if (change) engine.alerts.announce(change, now);
  return change;
}

function count(evaluated: Evaluated, found: IncidentChange | undefined): void {
  if (found?.change && found.change !== "changed") evaluated[found.change] += 1;
}

function judgeJob(
  { name, health }: JobOverview,
  {
    engine,
    streaks,
    together,
  }: { engine: Engine; streaks: Map<string, number>; together: ReturnType<typeof lateTogether> },
): Verdict {
  const subject: IncidentSubject = { kind: "job", name };
  const streak = streaks.get(name) ?? 0;
  const isEnough = streak === 0 || streak >= (engine.jobs.get(name)?.failuresBeforeAlert ?? 1);
  const failed = isEnough ? health.reasons.filter(isFailure) : [];
  const isTogether = together?.jobs.includes(name) ?? false;
  // That it does not succeed is what failing means.
  const late = health.reasons.filter((reason) => !isFailure(reason) && !(streak > 0 && reason.kind === "silent"));
  const own = isTogether || health.state === "paused" ? late.filter((reason) => !isLateness(reason)) : late;
  const reasons = [...failed, ...own];
  if (reasons.length === 0) {
    if (isTogether) return { subject, ending: "merged" };
    return { subject, ending: health.state === "paused" ? "left" : "resolved" };
  }
  return { subject, severity: failed.length > 0 ? "FAILED" : "STALE", reasons, runId: runOf(reasons), streak };
}

function runOf(reasons: readonly IncidentReason[]): string | null {
  return reasons.map((reason) => ("runId" in reason ? reason.runId : null)).find(Boolean) ?? null;
}

function judgeScheduler(together: ReturnType<typeof lateTogether>): Verdict {
  if (!together) return { subject: schedulerSubject, ending: "resolved" };
  return { subject: schedulerSubject, severity: "STALE", reasons: together.reasons, runId: null, streak: 0 };
}

function judgeWatch({ name, finding, foundSince, blind }: Look): Verdict {
  const subject: IncidentSubject = { kind: "watch", name };
  const reasons: IncidentReason[] = [];
  if (blind) reasons.push({ kind: "blind", ...blind });
  if (finding.count > 0 && foundSince) {
    const { count, amountRupiah = null, oldestAt, href, detail } = finding;
    const found = { count, amountRupiah, oldestAt: oldestAt ?? foundSince, href, ...(detail ? { detail } : {}) };
    reasons.push({ kind: "found", ...found, since: foundSince });
  }
  if (reasons.length === 0) return { subject, ending: "resolved" };
  return { subject, severity: "STALE", reasons, runId: null, streak: 0 };
}

async function readStreaks(database: Queryable): Promise<Map<string, number>> {
  const { rows } = await database.query(`select "name", "failureStreak" from "RondaJob" where "failureStreak" > 0`);
  return new Map(rows.map(({ name, failureStreak }) => [name as string, failureStreak as number]));
}

async function readForgotten(database: Queryable, now: Date): Promise<IncidentSubject[]> {
  const { rows } = await database.query(
    `select "subjectKind" as "kind", "subjectName" as "name" from "RondaIncident"
     where "resolvedAt" is null and "checkedAt" < $1`,
    [new Date(now.getTime() - forgottenMs)],
  );
  return rows as IncidentSubject[];
}

function keyOf({ kind, name }: Incident["subject"]): string {
  return `${kind} ${name}`;
}
