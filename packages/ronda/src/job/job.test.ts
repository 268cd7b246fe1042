import fc from "fast-check";
import { expect, it } from "vitest";
import { createRonda } from "../ronda.ts";
import type { JobOptions } from "../types.ts";
import { DefinitionError } from "./definition.ts";
import { defineJob } from "./job.ts";

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

const whole: JobOptions = {
  name: "process-email-jobs",
  schedule: "*/5 * * * *",
  description: { id: "Mengirim email", en: "Sends mail" },
  run: () => ({}),
};

const define = (changes: Record<string, unknown>) => () => defineJob({ ...whole, ...changes } as JobOptions);

it("fills in the limits of a job that runs every 5 minutes", () => {
  expect(defineJob(whole)).toMatchObject({
    timeZone: "UTC",
    earlyMs: 1.25 * minute,
    startGraceMs: minute,
    maxRunMs: 10 * minute,
    maxSilenceMs: 11 * minute,
    catchUp: "none",
    failuresBeforeAlert: 1,
  });
});

it("fills in the limits of a daily job", () => {
  expect(defineJob({ ...whole, schedule: "0 18 * * *" })).toMatchObject({
    earlyMs: 5 * minute,
    startGraceMs: hour,
    maxRunMs: hour,
    maxSilenceMs: 2 * day + hour,
  });
});

it("lets a job that rests at weekends be silent over a weekend", () => {
  expect(defineJob({ ...whole, schedule: "0 9 * * 1-5" }).maxSilenceMs).toBe(6 * day + hour);
});

it.each([
  [
    "an unknown option, with the one that was meant",
    { shedule: "* * * * *" },
    /unknown option "shedule", did you mean "schedule"/,
  ],
  ["a name that is no URL part", { name: "Process Emails" }, /kebab-case/],
  ["the reserved name", { name: "patrol" }, /"patrol": this name is reserved/],
  ["a date that never comes", { schedule: "0 0 31 2 *" }, /job "process-email-jobs": .*/],
  ["a schedule of the wrong shape", { schedule: "every day" }, /job "process-email-jobs": .*/],
  ["a time zone that does not exist", { timeZone: "Asia/Jakarto" }, /Asia\/Jakart/],
  ["a run shorter than a second", { maxRunMs: 500 }, /maxRunMs is 500, but cannot be shorter than 1000/],
  ["a run longer than a timer can count", { maxRunMs: 25 * day }, /maxRunMs is 2160000000, but cannot be longer than/],
  ["a description that would break a crontab's comment", { description: { id: "a\nb", en: "b" } }, /one line/],
  ["a grace that is no number", { startGraceMs: Number.NaN }, /startGraceMs is NaN/],
  ["a silence shorter than its own period", { maxSilenceMs: minute }, /maxSilenceMs is 60000, but cannot be shorter/],
  ["a grace of more than ten years", { startGraceMs: 1e300 }, /startGraceMs is 1e\+300, but cannot be longer than/],
  ["a silence without an end", { maxSilenceMs: 1e300 }, /maxSilenceMs is 1e\+300, but cannot be longer than/],
  ["more failures than anybody waits for", { failuresBeforeAlert: 1e12 }, /a whole number from 1 to 1000/],
  ["half a failure", { failuresBeforeAlert: 0.5 }, /failuresBeforeAlert is a whole number from 1/],
  ["another catch-up", { catchUp: "twice" }, /catchUp is "none" or "once", not "twice"/],
  ["a language without a text", { description: { id: "Mengirim", en: "" } }, /description says in one line/],
  ["no description", { description: undefined }, /description says in one line/],
  ["no work", { run: undefined }, /run is missing; it must be the function that does the work/],
])("refuses %s", (_what, changes, message) => {
  expect(define(changes)).toThrow(DefinitionError);
  expect(define(changes)).toThrow(message);
});

it.each([["a sentence"], [{ de: "Verschickt Post" }], [{ id: "Mengirim email", en: "Sends mail" }]])(
  "takes a description in whatever languages there are: %j",
  (description) => {
    expect(defineJob({ ...whole, description }).description).toEqual(description);
  },
);

it("refuses two jobs of one name, and options that createRonda does not know", () => {
  const database = { query: () => Promise.reject(), connect: () => Promise.reject() };
  const job = defineJob(whole);
  const options = { app: "bakery", database, jobs: [job, job], secrets: {} };
  expect(() => createRonda(options)).toThrow('two jobs are called "process-email-jobs"');
  expect(() => createRonda({ ...options, jobs: [job], chanels: [] } as never)).toThrow('did you mean "channels"');
});

it("advises only what is accepted: each number that a refusal names", () => {
  const limits = fc.record(
    {
      startGraceMs: fc.double(),
      maxRunMs: fc.double(),
      maxSilenceMs: fc.double(),
      jitterMs: fc.double(),
      failuresBeforeAlert: fc.double(),
    },
    { requiredKeys: [] },
  );
  const schedule = fc.constantFrom("*/5 * * * *", "0 18 * * *", "0 9 * * 1-5", "0 0 29 2 *");
  const refusalOf = (changes: object) => {
    try {
      defineJob({ ...whole, ...changes } as JobOptions);
      return undefined;
    } catch (error) {
      expect(error).toBeInstanceOf(DefinitionError);
      return (error as Error).message;
    }
  };
  fc.assert(
    fc.property(limits, schedule, (changes, expression) => {
      let mended: Record<string, unknown> = { ...changes, schedule: expression };
      // One number after the other, as somebody does who follows the advice.
      for (let refused = refusalOf(mended), tries = 0; refused; refused = refusalOf(mended), tries++) {
        expect(tries, refused).toBeLessThan(12);
        const [, limit, advised] =
          /: (\w+) is .*(?:shorter than|longer than|startGraceMs \(|from 1 to|a number of milliseconds|whole number from) ?([\d.e+]+)?/.exec(
            refused,
          ) ?? [];
        expect(limit, refused).toBeDefined();
        mended = { ...mended, [limit!]: advised === undefined ? 60_000 : Number(advised) };
      }
    }),
  );
});
