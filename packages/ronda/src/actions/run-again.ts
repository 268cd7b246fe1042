import { readRun } from "../database/reading.ts";
import type { Engine } from "../engine.ts";
import { newRunId } from "../record/run-id.ts";
import { holdsHidden } from "../runs/hidden-values.ts";
import { issueInLine } from "../runs/input.ts";
import type { StartRun, Task } from "../runs/task.ts";
import type { ActionOptions, Refusal, Run, RunAgainOutcome, RunOutcome } from "../types.ts";
import { readGiven } from "./given.ts";
import { refused } from "./outcomes.ts";

/** A run that has been asked for again: its row, which it may never get, and what comes of it. */
export type AskedAgain = { recorded: Promise<string>; outcome: Promise<RunOutcome> };

/** Asks for a run of the same job with the same input, by hand; or why that cannot be. */
export async function askAgain(
  { engine, start }: { engine: Engine; start: StartRun },
  runId: string,
  { options, ...more }: { options: ActionOptions } & Partial<Task>,
): Promise<AskedAgain | { refusal: Refusal }> {
  const now = engine.clock();
  const given = readGiven(options, {}, now);
  if ("refusal" in given) return given;
  const run = typeof runId === "string" ? await readRun(engine.database, runId) : undefined;
  if (!run || (more.jobName !== undefined && more.jobName !== run.jobName)) return { refusal: { kind: "unknown-run" } };
  const refusal = whyNotAgain(engine, run);
  if (refusal) return { refusal };
  const recorded = Promise.withResolvers<string>();
  const { by: actor, reason } = given;
  const outcome = start(run.jobName, {
    ...more,
    slots: [],
    manual: true,
    actor,
    action: { id: newRunId(now), verb: "run-again", reason, details: { of: run.id } },
    input: givenTo(run),
    onRecorded: (id) => {
      recorded.resolve(id);
      more.onRecorded?.(id);
    },
  });
  return { recorded: recorded.promise, outcome };
}

/** Runs a run again, and resolves as soon as its row stands: it goes on by itself. */
export async function runAgain(
  engine: Engine,
  { start, runId, options, ...more }: { start: StartRun; runId: string; options: ActionOptions } & Partial<Task>,
): Promise<RunAgainOutcome> {
  const asked = await askAgain({ engine, start }, runId, { options, ...more });
  if ("refusal" in asked) return refused(asked.refusal);
  const first = await Promise.race([asked.recorded, asked.outcome]);
  if (typeof first === "string") return { ok: true, runId: first };
  if (first.ok) return { ok: true, runId: null, skipped: first.skipped };
  const message = first.issues?.map(issueInLine).join("; ") ?? first.error;
  return refused({ kind: "not-started", message });
}

function whyNotAgain({ jobs }: Engine, run: Run): Refusal | undefined {
  if (!jobs.has(run.jobName)) return { kind: "unknown-job", hint: null };
  if (run.status === "SKIPPED" || run.status === "MISSED") return { kind: "never-ran" };
  return isInputComplete(run) ? undefined : { kind: "input-not-whole" };
}

/** Whether the input of a run was kept as it was given. */
export function isInputComplete({ input }: Pick<Run, "input">): boolean {
  return !holdsHidden(input) && !isCut(input);
}

/** What a run was given by hand; the schedule gives nothing, whatever its job's schema has made of that. */
function givenTo({ trigger, input }: Run): unknown {
  return trigger === "manual" && input !== null ? input : undefined;
}

/** How an input is kept that was too long to be kept whole. */
function isCut(input: unknown): boolean {
  if (typeof input !== "object" || input === null) return false;
  const { truncated } = input as { truncated?: unknown };
  return Object.keys(input).sort().join() === "input,truncated" && typeof truncated === "object";
}
