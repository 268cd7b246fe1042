import { expect } from "vitest";
import { newId } from "#db/columns.ts";
import { db, transaction } from "#db/connection.ts";
import { saveBankAccount } from "#domain/bank-accounts/change.ts";
import { policy } from "#domain/policy.ts";
import { sessionEndsAt } from "#domain/users/absolute-sessions.ts";
import { consumeAttempt, type Limited } from "#domain/users/attempts.ts";
import { auth } from "#domain/users/auth.ts";
import { newAccountAgeMs } from "#domain/users/new-account.ts";
import { mailboxesOf } from "#domain/users/new-address.ts";
import { guessable } from "#domain/users/password-strength.ts";
import { removeExpired } from "#domain/users/prune.ts";
import { bankAccountStops, formerEmails } from "#domain/users/schema.ts";
import { givenUser } from "#tests/rows.ts";
import { sweepAt } from "#tests/sweep.ts";
import { ago, change, later, now, type Scenarios } from "./scenario.ts";

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

  sessionMs: (value) => {
    expect(sessionEndsAt({ createdAt: now, role: "USER" })).toEqual(later(value));
  },

  adminSessionMs: (value) => {
    expect(sessionEndsAt({ createdAt: now, role: "ADMIN" })).toEqual(later(value));
  },

  sessionIdleMs: async (value) => {
    // Made once a process, when the policy still had its own number.
    const ofProcess = (globalThis as { [key: symbol]: Map<string, object> })[Symbol.for("setrip.once-a-process")];
    ofProcess?.delete("auth");
    expect(auth().options.session.expiresIn).toBe(value / 1_000);
    ofProcess?.delete("auth");
  },

  newBankAccountMs: (value) => {
    expect(newAccountAgeMs(ago(value - 1), now)).toBe(value - 1);
    expect(newAccountAgeMs(ago(value), now)).toBeUndefined();
  },

  bankAccountStopMs: async (value) => {
    const account = { bankName: "BCA", bankAccountNo: "1111111111", bankAccountName: "Ana" };
    const ana = await givenUser(account);
    await saveBankAccount(ana.id, { ...account, bankAccountNo: "6666666666" }, { now });
    const stops = await db().select().from(bankAccountStops);
    expect(stops.map(({ expiresAt }) => expiresAt)).toEqual([later(value)]);
  },

  formerEmailKeptMs: async (value) => {
    const ana = await givenUser();
    for (const [email, age] of [
      ["old@example.com", value],
      ["young@example.com", value - 1],
    ] as const) {
      await db()
        .insert(formerEmails)
        .values({ id: newId(), userId: ana.id, email, createdAt: ago(age) });
    }
    expect(await transaction((tx) => mailboxesOf(tx, ana, now))).toEqual([ana.email, "young@example.com"]);
    expect(await removeExpired(sweepAt(now))).toMatchObject({ formerEmails: 1 });
  },

  // How many guesses a password takes is the library's to say, so the ends of the scale are looked at.
  passwordGuesses: async (_value, path) => {
    change(path, 1);
    expect(await guessable("password12")).toBeUndefined();
    change(path, Number.MAX_SAFE_INTEGER);
    expect(await guessable("ronda malam")).toBe("usual");
  },

  rateLimitKeptMs: async (value) => {
    await consumeAttempt("book", "eve", ago(value));
    await consumeAttempt("book", "ana", ago(value - 1));
    expect(await removeExpired(sweepAt(now))).toMatchObject({ rateLimits: 1 });
  },
};
