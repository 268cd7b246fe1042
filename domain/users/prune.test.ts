import { expect, it } from "vitest";
import { newId } from "#db/columns.ts";
import { db, pool } from "#db/connection.ts";
import { policy } from "#domain/policy.ts";
import { ownDatabase } from "#tests/database.ts";
import { givenUser } from "#tests/rows.ts";
import { sweepAt } from "#tests/sweep.ts";
import { consumeAttempt } from "./attempts.ts";
import { removeExpired } from "./prune.ts";
import { bankAccountStops, formerEmails, rateLimits, sessions, users, verifications } from "./schema.ts";

ownDatabase();

const now = new Date("2026-08-02T20:00:00Z");
const soon = new Date(now.getTime() + 1);
const weekAgo = new Date(now.getTime() - 7 * 24 * 3_600_000);
const remove = () => removeExpired(sweepAt(now));
const nothing = { sessions: 0, verifications: 0, bankAccountStops: 0, formerEmails: 0, rateLimits: 0 };
const stamps = { createdAt: weekAgo, updatedAt: weekAgo };

async function givenSession(userId: string, expiresAt: Date) {
  await db()
    .insert(sessions)
    .values({ id: newId(), token: newId(), userId, expiresAt, ...stamps });
}

it("sessions and one-time links go once they have expired, and not before; the person stays", async () => {
  const ana = await givenUser();
  await givenSession(ana.id, now);
  await givenSession(ana.id, soon);
  for (const expiresAt of [now, soon])
    await db()
      .insert(verifications)
      .values({ id: newId(), identifier: "reset-password:x", value: ana.id, expiresAt, ...stamps });
  expect(await remove()).toEqual({ ...nothing, sessions: 1, verifications: 1 });
  expect(await db().select({ expiresAt: sessions.expiresAt }).from(sessions)).toEqual([{ expiresAt: soon }]);
  expect(await db().$count(users)).toBe(1);
  expect(await remove()).toEqual(nothing);
});

it("a session that is older than any may be goes, however late it was prolonged", async () => {
  const ana = await givenUser();
  const createdAt = new Date(now.getTime() - policy.sessionMs);
  await db()
    .insert(sessions)
    .values({ id: newId(), token: newId(), userId: ana.id, expiresAt: soon, createdAt, updatedAt: now });
  expect(await remove()).toEqual({ ...nothing, sessions: 1 });
});

it("links that stop a bank account and former addresses go when they are of no use any more", async () => {
  const ana = await givenUser();
  const of = { userId: ana.id, email: "ana@example.com" };
  for (const expiresAt of [now, soon])
    await db()
      .insert(bankAccountStops)
      .values({ id: newId(), ...of, tokenHash: newId(), createdAt: weekAgo, expiresAt });
  for (const ms of [0, 1])
    await db()
      .insert(formerEmails)
      .values({ id: newId(), ...of, createdAt: new Date(now.getTime() - policy.formerEmailKeptMs + ms) });
  expect(await remove()).toEqual({ ...nothing, bankAccountStops: 1, formerEmails: 1 });
});

it("counts of attempts go a week after their window began; a window that is open keeps counting", async () => {
  await consumeAttempt("sign-in", "eve@example.com", weekAgo);
  for (let attempt = 0; attempt < 10; attempt++) await consumeAttempt("sign-in", "ana@example.com", now);
  expect(await remove()).toEqual({ ...nothing, rateLimits: 1 });
  expect(await db().$count(rateLimits)).toBe(1);
  expect((await consumeAttempt("sign-in", "ana@example.com", now)).allowed).toBe(false);
});

it("goes through more than one batch", async () => {
  await pool().query(`insert into "RateLimit" ("id", "key", "count", "lastRequest")
    select 'r' || n, 'k' || n, 1, 0 from generate_series(1, 12000) n`);
  expect(await remove()).toMatchObject({ rateLimits: 12_000 });
});
