"use server";

import { refresh } from "next/cache";
import { after } from "next/server";
import { clock } from "#clock.ts";
import { recordAction } from "#domain/audit/record.ts";
import { ronda } from "#ronda.config.ts";
import type { Locale } from "#texts/index.ts";
import { preferences } from "../../preferences.ts";
import { requireAdmin } from "../../visitor.ts";
import { payloadInLine } from "./payload.ts";
import { systemWords } from "./words.ts";

/** What came of starting a job; `started` when it takes longer than somebody should wait for an answer. */
export type RunNowOutcome =
  | { kind: "done"; summary: string }
  | { kind: "failed"; message: string }
  | { kind: "skipped"; why: string }
  | { kind: "started" }
  | { kind: "unknown" };

const answerWithinMs = 4_000;

/**
 * Starts a job in the name of the administrator who asks. Pressing twice is harmless: the engine runs a job once at a
 * time and tells the second that the first is running.
 */
export async function runNowAction(jobName: string): Promise<RunNowOutcome> {
  const { id, email } = await requireAdmin("/admin/system");
  const job = ronda().jobs.find(({ name }) => name === jobName);
  if (!job) return { kind: "unknown" };
  await recordAction(
    {
      actor: { type: "ADMIN", id },
      action: "job.run-now",
      entity: "CronJob",
      entityId: job.name,
      before: null,
      after: null,
    },
    { now: clock() },
  );
  const { locale } = await preferences();
  const running = runAs(job.name, { actor: email, locale });
  // Keeps the run alive beyond the answer, also while the server stops gracefully.
  after(running);
  const outcome = await Promise.race([running, startedAfter(answerWithinMs)]);
  refresh();
  return outcome;
}

type JobName = ReturnType<typeof ronda>["jobs"][number]["name"];

async function runAs(jobName: JobName, { actor, locale }: { actor: string; locale: Locale }): Promise<RunNowOutcome> {
  const outcome = await ronda().runCron(jobName, undefined, { trigger: "manual", actor });
  if (!outcome.ok) return { kind: "failed", message: outcome.error };
  if (outcome.skipped !== undefined) return { kind: "skipped", why: systemWords(locale).runReason(outcome.skipped) };
  return { kind: "done", summary: payloadInLine(outcome.payload) };
}

function startedAfter(ms: number): Promise<RunNowOutcome> {
  return new Promise((resolve) => setTimeout(() => resolve({ kind: "started" }), ms).unref());
}
