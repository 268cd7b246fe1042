import { newAction } from "../database/actions.ts";
import {
  type ActedIncident,
  acknowledgeIncident,
  readActedIncident,
  snoozeIncident,
} from "../database/incident-actions.ts";
import type { Engine } from "../engine.ts";
import { newRunId } from "../record/run-id.ts";
import type { ActionOptions, ActionOutcome, Payload, Refusal } from "../types.ts";
import { type Given, readGiven } from "./given.ts";
import { refused } from "./outcomes.ts";

/** Says that somebody looks after an incident: it is not repeated any more. Who is second hears who was first. */
export async function acknowledge(engine: Engine, id: string, options: ActionOptions): Promise<ActionOutcome> {
  const now = engine.clock();
  const given = readGiven(options, {}, now);
  if ("refusal" in given) return refused(given.refusal);
  const incident = await readActedIncident(engine.database, id);
  const refusal = whyNot(incident) ?? alreadyAcknowledged(incident);
  if (refusal || !incident) return refused(refusal ?? { kind: "unknown-incident" });
  const action = actionOn(incident, { verb: "acknowledge", id, given, now, details: {} });
  if (await acknowledgeIncident(engine.database, { id, action })) return { ok: true };
  // Somebody was first since it was read, or it ended.
  const since = await readActedIncident(engine.database, id);
  return refused(whyNot(since) ?? alreadyAcknowledged(since) ?? { kind: "closed-incident" });
}

/** Keeps an incident quiet until that moment; then it is repeated again. */
export async function snooze(
  engine: Engine,
  id: string,
  options: ActionOptions & { until: Date },
): Promise<ActionOutcome> {
  const now = engine.clock();
  const given = readGiven(options, { until: "required" }, now);
  if ("refusal" in given) return refused(given.refusal);
  const incident = await readActedIncident(engine.database, id);
  const refusal = whyNot(incident);
  const { until } = given;
  if (refusal || !incident || !until) return refused(refusal ?? { kind: "unknown-incident" });
  const details = { until: until.toISOString() };
  const action = actionOn(incident, { verb: "snooze", id, given, now, details });
  const isDone = await snoozeIncident(engine.database, { id, until, action });
  return isDone ? { ok: true } : refused({ kind: "closed-incident" });
}

function whyNot(incident: ActedIncident | undefined): Refusal | undefined {
  if (!incident) return { kind: "unknown-incident" };
  return incident.resolvedAt ? { kind: "closed-incident" } : undefined;
}

function alreadyAcknowledged(incident: ActedIncident | undefined): Refusal | undefined {
  if (!incident?.acknowledged) return undefined;
  const { at, by } = incident.acknowledged;
  return { kind: "already-acknowledged", at, by };
}

function actionOn(
  { subject }: ActedIncident,
  about: { verb: "acknowledge" | "snooze"; id: string; given: Given; now: Date; details: Payload },
) {
  const { verb, id: incidentId, given, now: at, details } = about;
  const { by: actor, reason } = given;
  return newAction({ id: newRunId(at), at, actor, verb, subject, incidentId, runId: null, reason, details });
}
