"use server";

import type { Route } from "next";
import { refresh } from "next/cache";
import { after } from "next/server";
import type { Payload, Run, RunOutcome } from "ronda";
import type { ActionOutcome, Refusal } from "ronda/types";
import { seenAt } from "#app/admin/seen-at.ts";
import { clock } from "#clock.ts";
import type { AuditAction } from "#domain/audit/actions.ts";
import { recordOnce } from "#domain/audit/record.ts";
import { ronda } from "#ronda.config.ts";
import { type Locale, textsFor } from "#texts/index.ts";
import { jobTextOf } from "#texts/jobs.ts";
import { clockTime } from "#texts/moments.ts";
import { adminVerb } from "./admin-verb.ts";
import { jobPath, runPath } from "./paths.ts";
import { runInWords } from "./payload-words.ts";
import { isUntilChoice, untilOf } from "./until.ts";
import { earlierResults, unusualInWords, unusualOf } from "./unusual.ts";
import type { VerbLink, VerbResult } from "./verb-result.ts";
import { errorInWords, systemWords } from "./words.ts";

/**
 * What an administrator may do with jobs, runs, incidents and channels. The engine keeps each with who and why, and refuses
 * what another has done meanwhile; what would start something also bears a key of its form, so that a form that arrives
 * twice does it once.
 */

/** Somebody waits so long for the end of what was started; after that it is said that it goes on. */
const answerWithinMs = 4_000;
const askEveryMs = 150;

/** Runs a job now. */
export const runNowAction = adminVerb(async ({ admin, field, key, reason, texts, locale }) => {
  const job = ronda().jobs.find(({ name }) => name === field("job"));
  if (!job) return { ok: false, message: texts.unknownJob };
  if (!(await isFirst(admin.id, { action: "job.run-now", entity: "CronJob", id: job.name, key }))) return again(texts);
  const earlier = await earlierResults(job.name);
  const running = ronda().runCron(job.name, undefined, { trigger: "manual", actor: admin.email, reason });
  // Keeps the run alive beyond the answer, also while the server stops gracefully.
  after(running);
  const outcome = await Promise.race([running, afterPatience()]);
  refresh();
  return runResult(outcome, { job: job.name, earlier, locale });
});

/** Runs the same again that a run was: the same job with the same input. */
export const runAgainAction = adminVerb(async ({ admin, field, key, reason, texts, locale }) => {
  const run = await ronda().run(field("run"));
  if (!run) return { ok: false, message: texts.unknownRun };
  // What is known to be refused uses no key up: a form that comes once more hears the same.
  const refusal = knownRefusal(run);
  if (refusal) return refused(refusal, locale);
  if (!(await isFirst(admin.id, { action: "job.run-again", entity: "CronJob", id: run.jobName, key })))
    return again(texts);
  const started = await ronda().runAgain(run.id, { by: admin.email, reason });
  // Whatever came of it, the form's key is used up: the page brings the next one.
  refresh();
  if (!started.ok) return { ok: false, message: systemWords(locale).refusal(started.refusal) };
  if (started.runId === null) {
    return { ok: false, message: texts.skipped(systemWords(locale).runReason(started.skipped ?? "")) };
  }
  const ended = await endOf(started.runId);
  const links = [{ href: runPath(started.runId), label: texts.seeRun }];
  if (!ended) return { ok: true, message: texts.started, links };
  if (ended.status === "SUCCESS") {
    const earlier = await earlierResults(run.jobName, ended.id);
    return done(run.jobName, ended.payload, { earlier, locale, links });
  }
  return {
    ok: false,
    message: texts.failed(
      ended.errorMessage === null ? systemWords(locale).outcome(ended) : errorInWords(ended.errorMessage, locale),
    ),
    links,
  };
});

/**
 * Pauses a job, or lets a paused one run by its schedule again. One action for both, since one form takes the place of the
 * other: what came of it is said also where there are no scripts.
 */
export const pausingAction = adminVerb(async ({ admin, field, reason, texts, locale, now }) => {
  const who = { by: admin.email, reason };
  if (field("verb") === "resume") {
    // A form of the release before says of no pause that it was the one.
    const pausedAt = seenAt.safeParse(field("pausedAt")).data;
    return answered(await ronda().resume(field("job"), { ...who, pausedAt }), { said: texts.resumed, locale });
  }
  // The form marks it as needed, which blanks satisfy.
  if (!reason) return refused({ kind: "bad-input", field: "reason", problem: "empty" }, locale);
  if (!isUntilChoice(field("until"))) return { ok: false, message: texts.unknownUntil };
  const until = untilOf(field("until"), now);
  const outcome = await ronda().pause(field("job"), { ...who, until });
  const said = until ? texts.pausedUntil(clockTime(until, locale, "WIB")) : texts.paused;
  return answered(outcome, { said, locale });
});

/** Says that somebody looks after an incident, so that it is not repeated until it is over; or lets it rest until a moment. */
export const quietAction = adminVerb(async ({ admin, field, reason, texts, locale, now }) => {
  if (!isUntilChoice(field("until"))) return { ok: false, message: texts.unknownUntil };
  const until = untilOf(field("until"), now);
  const who = { by: admin.email, reason };
  if (!until) {
    const outcome = await ronda().acknowledge(field("incident"), who);
    return answered(outcome, { said: texts.acknowledged, locale });
  }
  const outcome = await ronda().snooze(field("incident"), { ...who, until });
  return answered(outcome, { said: texts.snoozed(clockTime(until, locale, "WIB")), locale });
});

/** Says that the server's clock is right, of the leap that the page showed: what was held goes on. */
export const trustClockAction = adminVerb(async ({ admin, field, reason, texts, locale }) => {
  const seen = /^-?\d{1,15}$/.test(field("leapMs")) ? Number(field("leapMs")) : Number.NaN;
  if (Number.isNaN(seen)) return refused({ kind: "clock-leapt-again" }, locale);
  const outcome = await ronda().trustClock({ by: admin.email, reason, leapMs: seen });
  return answered(outcome, { said: texts.clockTrusted, locale });
});

/** Sends a message through a channel, to see whether it arrives. */
export const testChannelAction = adminVerb(async ({ admin, field, key, texts, locale }) => {
  const channel = field("channel");
  if (!(await isFirst(admin.id, { action: "channel.test", entity: "Channel", id: channel, key }))) return again(texts);
  const outcome = await ronda().testChannel(channel, { by: admin.email });
  refresh();
  return outcome.ok
    ? { ok: true, message: texts.tested(channel) }
    : { ok: false, message: texts.untested(errorInWords(outcome.error, locale)) };
});

/** Gives up on a run that hangs, and frees its job. */
export const releaseAction = adminVerb(async ({ admin, field, reason, texts, locale }) => {
  const outcome = await ronda().releaseLease(field("run"), { by: admin.email, reason: reason ?? "" });
  return answered(outcome, { said: texts.released, locale });
});

/** Why nothing can come of running a run again, as far as its row tells. */
function knownRefusal({ status, jobName }: Pick<Run, "status" | "jobName">): Refusal | undefined {
  if (!ronda().jobs.some(({ name }) => name === jobName)) return { kind: "unknown-job", hint: null };
  return status === "SKIPPED" || status === "MISSED" ? { kind: "never-ran" } : undefined;
}

type Started = { action: AuditAction; entity: "CronJob" | "Channel"; id: string; key: string };

/** Writes down who started what; false for a form that arrives once more. */
function isFirst(adminId: string, { key, id, ...what }: Started): Promise<boolean> {
  const actor = { type: "ADMIN", id: adminId } as const;
  return recordOnce({ id: key, actor, ...what, entityId: id, before: null, after: null }, { now: clock() });
}

type VerbTexts = ReturnType<typeof textsFor>["system"]["verbs"];

function again(texts: VerbTexts): VerbResult {
  return { ok: true, message: texts.twice };
}

function answered(outcome: ActionOutcome, { said, locale }: { said: string; locale: Locale }): VerbResult {
  if (!outcome.ok) return refused(outcome.refusal, locale);
  refresh();
  return { ok: true, message: said };
}

function refused(refusal: Refusal, locale: Locale): VerbResult {
  return { ok: false, message: systemWords(locale).refusal(refusal) };
}

function runResult(
  outcome: RunOutcome | undefined,
  { job, earlier, locale }: { job: string; earlier: Payload[]; locale: Locale },
): VerbResult {
  const texts = textsFor(locale).system.verbs;
  const links = [{ href: jobPath(job), label: texts.seeJob }];
  if (!outcome) return { ok: true, message: texts.started, links };
  if (!outcome.ok) return { ok: false, message: texts.failed(errorInWords(outcome.error, locale)), links };
  if (outcome.skipped !== undefined) {
    return { ok: false, message: texts.skipped(systemWords(locale).runReason(outcome.skipped)) };
  }
  return done(job, outcome.payload, { earlier, locale, links });
}

/** Where what a job did is gone on with, see `next` of its texts. */
const nextPlaces: Record<string, Route> = { "auto-complete-trips": "/admin/payouts?daftar=released" as Route };

function done(
  job: string,
  payload: Run["payload"],
  { earlier, locale, links }: { earlier: Payload[]; locale: Locale; links: VerbLink[] },
): VerbResult {
  const { system } = textsFor(locale);
  const [href, label] = [nextPlaces[job], jobTextOf(job, locale)?.next];
  const next = href && label ? [{ href, label }] : [];
  const unusual = unusualInWords(unusualOf(payload, earlier), locale);
  const said = [system.verbs.done(runInWords(job, payload, locale)), unusual].filter(Boolean).join(" ");
  return { ok: true, message: said, links: [...next, ...links] };
}

/** The run once it has ended; nothing where it takes longer than somebody should wait. */
async function endOf(runId: string) {
  for (const deadline = Date.now() + answerWithinMs; Date.now() < deadline; ) {
    const run = await ronda().run(runId);
    if (run && run.status !== "RUNNING") return run;
    await new Promise((resolve) => setTimeout(resolve, askEveryMs));
  }
  return undefined;
}

function afterPatience(): Promise<undefined> {
  return new Promise((resolve) => setTimeout(() => resolve(undefined), answerWithinMs).unref());
}
