import { parseSchedule, type Schedule } from "../schedule/schedule.ts";
import type { InputSchema } from "../types/input.ts";
import type { JobExample, JobOptions, JobResult, LocalizedText, RunContext } from "../types.ts";
import { DefinitionError } from "./definition.ts";
import { inputRule } from "./input-schema.ts";
import {
  callable,
  checkOptions,
  must,
  number,
  objectOf,
  oneOf,
  optional,
  type Rule,
  reading,
  text,
  wordOf,
} from "./options.ts";
import { type RetryPolicy, retryPolicy } from "./retry-policy.ts";

const secondMs = 1000;
const minuteMs = 60 * secondMs;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** Node's timers and the column of a run's duration hold 31 bits, which is a little more than 24 days. */
const longestRunMs = 24 * dayMs;

/** Ten years, and a hundred: what follows from the one is within the other, and a moment that is so far is still one. */
const longestGraceMs = 3650 * dayMs;
const longestSilenceMs = 36_500 * dayMs;

/** Who waits for more than these failures is not told at all. */
const mostFailures = 1000;

const longestName = 100;

/** Marks what {@link defineJob} made. Registered, because a bundler may put a copy of this module into each bundle. */
const made: unique symbol = Symbol.for("ronda.job");

/** A checked definition with every default filled in. Made by {@link defineJob} only. */
export type Job<
  Name extends string = string,
  Result extends JobResult = JobResult,
  Schema extends InputSchema | undefined = InputSchema | undefined,
> = {
  readonly [made]: true;
  name: Name;
  /** The cron expression as it was written. */
  schedule: string;
  timeZone: string;
  /** The slots that the expression means in that zone. */
  calendar: Schedule;
  description: LocalizedText;
  /** How long before its slot a trigger still counts for it: clocks differ. */
  earlyMs: number;
  /** How long after its slot a start is in time. */
  startGraceMs: number;
  /** After this a run is aborted and TIMED_OUT. */
  maxRunMs: number;
  /** After this long without a success the job is STALE. */
  maxSilenceMs: number;
  /** How much after its slot the built-in scheduler starts it at most. */
  jitterMs: number;
  /** Undefined where its function is called once a run. */
  retry: RetryPolicy | undefined;
  catchUp: "none" | "once";
  failuresBeforeAlert: number;
  /** Results as they may be, for documents. */
  example: JobExample<Result> | undefined;
  /** Called with what `run` of the same job returned only, so that its own narrower type holds. */
  expect: ((payload: never) => string | undefined) | undefined;
  /** What a run may be given by hand; nothing where it is undefined. */
  input: Schema;
  /** Called with what `input` of the same job has read only, so that its own narrower type holds. */
  run: (context: RunContext) => Promise<Result> | Result;
};

const milliseconds = optional(number("a number of milliseconds"));

const rules: Record<keyof JobOptions, Rule> = {
  name: text('a kebab-case name, such as "send-receipts": the job\'s URL and audit name', wordOf),
  schedule: text('a cron expression of five fields, such as "0 18 * * *"', wordOf),
  timeZone: optional(text('an IANA name, such as "Europe/Berlin"')),
  description: describes,
  startGraceMs: milliseconds,
  maxRunMs: milliseconds,
  maxSilenceMs: milliseconds,
  jitterMs: milliseconds,
  retry: optional(must("an object such as { attempts: 3, backoff: 1000 }", (value) => typeof value === "object")),
  catchUp: optional(oneOf("none", "once")),
  failuresBeforeAlert: optional(number("a whole number from 1")),
  input: optional(inputRule),
  run: callable("the function that does the work"),
  example: optional(objectOf("{ empty, full }, two results of `run`", { empty: result, full: result })),
  expect: optional(callable("a function that says why a result is useless, or nothing")),
};

function result(value: unknown): string | undefined {
  return must(
    "a result as `run` gives it, such as { sent: 3 }",
    (given) => typeof given === "object" && given !== null,
  )(value);
}

function describes(description: unknown): string | undefined {
  const texts = typeof description === "string" ? [description] : Object.values(description ?? {});
  if (texts.length === 0 || !texts.every((sentence) => typeof sentence === "string" && sentence.trim()))
    return 'says in one line what it does: "Sends receipts", or one a locale, { en: "…", de: "…" }';
  if (texts.some((sentence) => /[\r\n]/.test(sentence)))
    return "is one line in each language; it stands in crontabs and tables";
  return undefined;
}

/**
 * Declares a job. With P the shortest time between two slots, `startGraceMs` is P/24 within 1 minute and 1 hour,
 * `maxRunMs` is P within 10 minutes and 1 hour; `maxSilenceMs` is twice the longest time between two slots and the grace.
 *
 * Throws {@link DefinitionError} that names the job, what is wrong and what would be right.
 */
export function defineJob<
  const Name extends string,
  Result extends JobResult,
  Schema extends InputSchema | undefined = undefined,
>(given: JobOptions<Name, Result, Schema>): Job<Name, Result, Schema> {
  const where = whereOf(given);
  checkOptions(where, given, rules);
  checkName(given.name);
  const calendar = readSchedule(where, given.schedule, given.timeZone ?? "UTC");
  const period = calendar.shortestGapMs;
  const startGraceMs = given.startGraceMs ?? within(period / 24, minuteMs, hourMs);
  const maxRunMs = given.maxRunMs ?? within(period, 10 * minuteMs, hourMs);
  const job: Job<Name, Result, Schema> = {
    [made]: true,
    name: given.name,
    schedule: calendar.expression,
    timeZone: calendar.timeZone,
    calendar,
    description: given.description,
    earlyMs: Math.min(5 * minuteMs, period / 4),
    startGraceMs,
    maxRunMs,
    maxSilenceMs: given.maxSilenceMs ?? 2 * calendar.longestGapMs + startGraceMs,
    jitterMs: given.jitterMs ?? 0,
    retry: reading(`${where}: retry`, () => retryPolicy(where, given.retry, { maxRunMs })),
    catchUp: given.catchUp ?? "none",
    failuresBeforeAlert: given.failuresBeforeAlert ?? 1,
    example: given.example,
    expect: given.expect,
    input: given.input as Schema,
    run: given.run as Job<Name, Result>["run"],
  };
  checkLimits(where, job);
  return Object.freeze(job);
}

/** Throws {@link DefinitionError} when two jobs have one name. */
export function checkUniqueNames(jobs: readonly Job[]): void {
  const seen = new Set<string>();
  for (const { name } of jobs) {
    if (seen.has(name))
      throw new DefinitionError(`two jobs are called "${name}"; a name is the job's URL and audit name`);
    seen.add(name);
  }
}

/** True of what {@link defineJob} made, and of a copy of it with another `run`. */
export function isJob(value: unknown): value is Job {
  return typeof value === "object" && value !== null && made in value;
}

function whereOf(given: unknown): string {
  try {
    const { name } = given as { name: unknown };
    return typeof name === "string" && name !== "" ? `job "${name.slice(0, longestName)}"` : "defineJob";
  } catch {
    return "defineJob";
  }
}

function checkName(name: string): void {
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name) || name.length > longestName)
    throw new DefinitionError(
      `job "${name.slice(0, longestName)}": a name is kebab-case, such as "send-receipts", of at most ${longestName} letters`,
    );
  if (name === "patrol") throw new DefinitionError(`job "patrol": this name is reserved for the engine's own sweep`);
}

function readSchedule(where: string, expression: string, timeZone: string): Schedule {
  try {
    return parseSchedule(expression, timeZone);
  } catch (cause) {
    throw new DefinitionError(`${where}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
}

function checkLimits(where: string, job: Job): void {
  const shortestSilenceMs = job.calendar.longestGapMs + job.startGraceMs;
  atLeast(where, "startGraceMs", job.startGraceMs, secondMs, "cron itself starts a command within a second");
  atLeast(where, "maxRunMs", job.maxRunMs, secondMs, "a run needs time to say that it was stopped");
  atMost(where, "maxRunMs", job.maxRunMs, longestRunMs);
  atMost(where, "startGraceMs", job.startGraceMs, longestGraceMs);
  atMost(where, "maxSilenceMs", job.maxSilenceMs, longestSilenceMs);
  atLeast(
    where,
    "maxSilenceMs",
    job.maxSilenceMs,
    shortestSilenceMs,
    "the longest time between two slots and the grace",
  );
  if (!Number.isFinite(job.jitterMs) || job.jitterMs < 0 || job.jitterMs > job.startGraceMs)
    throw new DefinitionError(
      `${where}: jitterMs is ${String(job.jitterMs)}, but is a number of milliseconds from 0 to startGraceMs (${job.startGraceMs}), or each of its starts would be late`,
    );
  const { failuresBeforeAlert: failures } = job;
  if (!Number.isInteger(failures) || failures < 1 || failures > mostFailures)
    throw new DefinitionError(
      `${where}: failuresBeforeAlert is a whole number from 1 to ${mostFailures}, not ${failures}`,
    );
}

function atLeast(where: string, limit: string, value: number, leastMs: number, because: string): void {
  if (Number.isFinite(value) && value >= leastMs) return;
  throw new DefinitionError(`${where}: ${limit} is ${value}, but cannot be shorter than ${leastMs} (${because})`);
}

function atMost(where: string, limit: string, value: number, mostMs: number): void {
  if (value <= mostMs) return;
  throw new DefinitionError(`${where}: ${limit} is ${value}, but cannot be longer than ${mostMs}`);
}

function within(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, Math.round(value)));
}
