import { expect, it } from "vitest";
import { DefinitionError } from "../job/definition.ts";
import { testDatabase } from "../testing/database.ts";
import { testRonda } from "../testing/engine.ts";
import type { RunFilter } from "../types.ts";

const database = testDatabase();

it.each<[filter: unknown, told: string]>([
  [{ jobs: "send-receipts" }, 'ronda.runs: unknown option "jobs", did you mean "job"?'],
  [{ since: "2026-11-23" }, 'ronda.runs: unknown option "since", known are job, status, trigger, limit, before, after'],
  [null, "ronda.runs: give its options in one object, { job, status, trigger, … }, not null"],
  ["send-receipts", "ronda.runs: give its options in one object, { job, status, trigger, … }, not a text"],
  [{ job: 7 }, 'ronda.runs: job is a number, but must be the name of a job, such as "send-receipts"'],
  [{ job: null }, "ronda.runs: job is null, but must be the name of a job"],
  [{ status: "failed" }, "ronda.runs: status is a text, but must be one of RUNNING, SUCCESS, FAILED"],
  [{ trigger: "cron" }, "ronda.runs: trigger is a text, but must be one of schedule, manual, catch-up"],
  [{ limit: "20" }, "ronda.runs: limit is a text, but must be how many runs at most"],
  [{ limit: Number.NaN }, "ronda.runs: limit is a number, but must be how many runs at most"],
  [{ before: new Date() }, "ronda.runs: before is an object, but must be the id of a run"],
])("a filter that is none is refused, in one sentence: %o", async (filter, told) => {
  const ronda = await testRonda(database, []);
  const error = await ronda.runs(filter as RunFilter).catch((thrown) => thrown);
  expect(error).toBeInstanceOf(DefinitionError);
  expect(error.message).toContain(told);
});

it.each<RunFilter | undefined>([
  undefined,
  {},
  { job: undefined, status: undefined, limit: undefined, before: undefined },
  { job: "send-receipts", status: "TIMED_OUT", limit: 500, before: "no id" },
  { trigger: "catch-up", after: "no id" },
])("any other is asked for: %o", async (filter) => {
  const ronda = await testRonda(database, []);
  expect(await ronda.runs(filter)).toEqual([]);
});
