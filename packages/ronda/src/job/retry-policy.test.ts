import { expect, it } from "vitest";
import type { RetryOptions } from "../types.ts";
import { DefinitionError } from "./definition.ts";
import { retryPolicy } from "./retry-policy.ts";

const read = (retry: unknown, maxRunMs = 600_000) => retryPolicy('job "bake"', retry as RetryOptions, { maxRunMs });
const waits = (retry: unknown) => [1, 2, 3, 4, 9].map((made) => read(retry)!.delayMs(made));

it.each<[string, unknown, number[]]>([
  ["none: a second, doubled up to a minute", { attempts: 10 }, [1_000, 2_000, 4_000, 8_000, 60_000]],
  ["a number: the same each time", { attempts: 10, backoff: 250 }, [250, 250, 250, 250, 250]],
  ["none at all", { attempts: 10, backoff: 0 }, [0, 0, 0, 0, 0]],
  ["fixed", { attempts: 10, backoff: { type: "fixed", delayMs: 7 } }, [7, 7, 7, 7, 7]],
  [
    "exponential, up to its own most",
    { attempts: 10, backoff: { type: "exponential", delayMs: 10, maxDelayMs: 35 } },
    [10, 20, 35, 35, 35],
  ],
  [
    "one that begins above a minute stays there",
    { attempts: 10, backoff: { type: "exponential", delayMs: 90_000 } },
    [90_000, 90_000, 90_000, 90_000, 90_000],
  ],
])("how long it waits with a backoff of %s", (_, retry, expected) => expect(waits(retry)).toEqual(expected));

it("is none where none is given, and takes every error unless told", () => {
  expect(read(undefined)).toBeUndefined();
  expect(read({ attempts: 2 })!.when(new Error("any"))).toBe(true);
  expect(read({ attempts: 20 })!.attempts).toBe(20);
});

it.each<[unknown, string]>([
  [null, "retry is an object such as { attempts: 3, backoff: 1000 }"],
  [{ attempts: 1 }, "retry.attempts is how often the work is tried in all, a whole number from 2 to 20, not 1"],
  [{ attempts: 21 }, "a whole number from 2 to 20, not 21"],
  [{ attempts: 2.5 }, "a whole number from 2 to 20, not 2.5"],
  [{}, "a whole number from 2 to 20, not undefined"],
  [{ attempts: 2, when: "always" }, "retry.when is a function that says whether an error is worth another attempt"],
  [{ attempts: 2, backoff: "1s" }, "retry.backoff is a number of milliseconds, or an object such as"],
  [{ attempts: 2, backoff: null }, "retry.backoff is a number of milliseconds, or an object such as"],
  [{ attempts: 2, backoff: Number.NaN }, "retry.backoff.delayMs is a number of milliseconds from 0, not NaN"],
  [
    { attempts: 2, backoff: { type: "linear", delayMs: 1 } },
    'retry.backoff.type is "fixed" or "exponential", not "linear"',
  ],
  [{ attempts: 2, backoff: { type: "fixed", delayms: 1 } }, 'unknown option "delayms", did you mean "delayMs"?'],
  [
    { attempts: 2, backoff: { type: "exponential", delayMs: 10, maxDelayMs: 9 } },
    "retry.backoff.maxDelayMs is 9, but cannot be shorter than delayMs (10)",
  ],
  [
    { attempts: 2, backoff: 600_000 },
    "retry.backoff begins with 600000 ms, but a run ends after 600000 (maxRunMs); make one shorter or the other longer",
  ],
])("%j is refused with what would be right", (retry, message) => {
  expect(() => read(retry)).toThrow(DefinitionError);
  expect(() => read(retry)).toThrow(message);
});
