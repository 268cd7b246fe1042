import { expect } from "vitest";
import { policy } from "#domain/policy.ts";
import { consumeAttempt, type Limited } from "#domain/users/attempts.ts";
import { removeExpired } from "#domain/users/prune.ts";
import { sweepAt } from "#tests/sweep.ts";
import { ago, later, now, type Scenarios } from "./scenario.ts";

/** Numbers about people: how often they may try something, and what is remembered of that. */
export const people: Scenarios = {
  "attempts.*": async (_value, path) => {
    const what = path.split(".")[1] as Limited;
    const { max, windowMs } = policy.attempts[what];
    const attempt = (at: Date) => consumeAttempt(what, path, at);
    for (let tries = 0; tries < max; tries++) expect((await attempt(now)).allowed).toBe(true);
    const refused = await attempt(now);
    expect(refused).toEqual({ allowed: false, retryAfterSeconds: Math.ceil(windowMs / 1_000) });
    expect((await attempt(later(windowMs))).allowed).toBe(true);
  },

  rateLimitKeptMs: async (value) => {
    await consumeAttempt("book", "eve", ago(value));
    await consumeAttempt("book", "ana", ago(value - 1));
    expect(await removeExpired(sweepAt(now))).toMatchObject({ rateLimits: 1 });
  },
};
