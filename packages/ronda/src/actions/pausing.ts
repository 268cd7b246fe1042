import { newAction } from "../database/actions.ts";
import { endPause, pauseAt, readPause, startPause } from "../database/pauses.ts";
import { didYouMean } from "../did-you-mean.ts";
import type { Engine } from "../engine.ts";
import { whatIsWrongWithName } from "../record/label.ts";
import { newRunId } from "../record/run-id.ts";
import type { ActionOptions, ActionOutcome, ActionVerb, Payload, Refusal } from "../types.ts";
import { type Given, readGiven } from "./given.ts";
import { refused } from "./outcomes.ts";

/** How often to look again where others pause and resume a job at the same moment. */
const mostTries = 5;

/** Pauses a job until that moment, or until it is resumed. Who is second hears who was first. */
export async function pauseJob(
  engine: Engine,
  name: string,
  options: ActionOptions & { until?: Date | undefined },
): Promise<ActionOutcome> {
  const { clock, database, logger } = engine;
  const now = clock();
  const given = readGiven(options, { until: "optional" }, now);
  if ("refusal" in given) return refused(given.refusal);
  const unknown = await unknownJob(engine, name);
  if (unknown) return refused(unknown);
  const { until } = given;
  const action = actionOf("pause", { name, given, now, details: until ? { until: until.toISOString() } : {} });
  for (let tries = 0; tries < mostTries; tries++) {
    if (await startPause(database, { jobName: name, until, action })) {
      logger.info({ cron: name }, `cron ${name} paused${until ? ` until ${until.toISOString()}` : ""} by ${given.by}`);
      return { ok: true };
    }
    const paused = pauseAt((await readPause(database, name)) ?? never, now);
    if (paused) return refused({ kind: "already-paused", paused });
  }
  throw new Error(`Could not pause ${name}: others kept pausing and resuming it`);
}

/** Ends the pause that a job is in, or only the one that began at `pausedAt`: who saw another one hears of it. */
export async function resumeJob(
  engine: Engine,
  name: string,
  options: ActionOptions & { pausedAt?: Date | undefined },
): Promise<ActionOutcome> {
  const { clock, database, logger } = engine;
  const now = clock();
  const given = readGiven(options, { pausedAt: "optional" }, now);
  if ("refusal" in given) return refused(given.refusal);
  const unknown = await unknownJob(engine, name);
  if (unknown) return refused(unknown);
  const action = actionOf("resume", { name, given, now, details: {} });
  if (!(await endPause(database, { jobName: name, pausedAt: given.pausedAt, action }))) {
    const paused = pauseAt((await readPause(database, name)) ?? never, now);
    return refused(paused ? { kind: "already-paused", paused } : { kind: "not-paused" });
  }
  logger.info({ cron: name }, `cron ${name} resumed by ${given.by}`);
  return { ok: true };
}

const never = { pausedAt: null, pausedUntil: null, pausedBy: null, pauseReason: null };

/** A job is one of the registry, or of a handler written by hand that the database knows. */
async function unknownJob({ jobs, database }: Engine, name: unknown): Promise<Refusal | undefined> {
  const hint = typeof name === "string" ? (didYouMean(name, [...jobs.keys()]) ?? null) : null;
  if (typeof name !== "string" || whatIsWrongWithName(name)) return { kind: "unknown-job", hint };
  if (jobs.has(name) || (await readPause(database, name))) return undefined;
  return { kind: "unknown-job", hint };
}

function actionOf(
  verb: ActionVerb,
  { name, given, now, details }: { name: string; given: Given; now: Date; details: Payload },
) {
  const about = { subject: { kind: "job", name }, incidentId: null, runId: null } as const;
  return newAction({ id: newRunId(now), at: now, actor: given.by, verb, reason: given.reason, details, ...about });
}
