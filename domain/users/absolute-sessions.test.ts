import { eq, sql } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { db } from "#db/connection.ts";
import { policy } from "#domain/policy.ts";
import { authenticatorCode, givenAccount, newVisitor, nextCode, password, withCookies } from "#tests/accounts.ts";
import { ownDatabase } from "#tests/database.ts";
import { auth } from "./auth.ts";
import { callAuth } from "./auth-call.ts";
import { devicesOf } from "./devices.ts";
import { changePassword } from "./passwords.ts";
import { sessions, users } from "./schema.ts";
import { signedOutReason, visitorOf } from "./session.ts";
import { signIn } from "./sign-in.ts";
import { beginTwoFactor, confirmTwoFactor, turnOffTwoFactor } from "./two-factor.ts";

ownDatabase();

let ana: Awaited<ReturnType<typeof givenAccount>>;
beforeEach(async () => {
  ana = await givenAccount({ email: "ana@example.com" });
});

async function browserOf(): Promise<Headers> {
  const visitor = newVisitor();
  const signedIn = await signIn({ email: ana.email, password }, visitor);
  if (!signedIn.ok) throw new Error(signedIn.reason);
  return withCookies(visitor, signedIn.cookies);
}

/** As if all sessions had been opened so long ago and used ever since. */
const agedBy = (ms: number) =>
  db()
    .update(sessions)
    .set({ createdAt: sql`now() - ${`${ms} ms`}::interval` });
const asAdmin = () => db().update(users).set({ role: "ADMIN" }).where(eq(users.id, ana.id));
const demo = { demo: true };

/** What the library's own route says to that browser. */
const libraryKnows = async (browser: Headers) => {
  const answer = await auth().handler(new Request("http://localhost:3000/api/auth/get-session", { headers: browser }));
  return (await answer.json()) !== null;
};

const minute = 60_000;

describe("however busy it is, a session ends", () => {
  it("30 days after signing in: for our pages, for the library's route, for everything that the library does", async () => {
    expect([policy.sessionMs, policy.adminSessionMs]).toEqual([30 * 24 * 3_600_000, 12 * 3_600_000]);
    const browser = await browserOf();
    await agedBy(policy.sessionMs - minute);
    expect([await visitorOf(browser), await libraryKnows(browser)]).toMatchObject([{ id: ana.id }, true]);
    await agedBy(policy.sessionMs + minute);
    expect([await visitorOf(browser), await libraryKnows(browser)]).toEqual([undefined, false]);
    const asked = { userId: ana.id, old: password, password: "fajar di pantai" };
    expect(await changePassword(asked, { visitor: browser, now: new Date() })).toMatchObject({ ok: false });
  });

  it("12 hours after it for an administrator, from the moment on at which somebody is one", async () => {
    const browser = await browserOf();
    await agedBy(policy.adminSessionMs + minute);
    expect(await visitorOf(browser)).toMatchObject({ id: ana.id });
    await asAdmin();
    expect([await visitorOf(browser, demo), await libraryKnows(browser)]).toEqual([undefined, false]);
    const again = await browserOf();
    await agedBy(policy.adminSessionMs - minute);
    expect(await visitorOf(again, demo)).toMatchObject({ role: "ADMIN" });
  });

  it("at once where nobody may know it longer: an administrator's is made for 12 hours, and use does not prolong it past that", async () => {
    await asAdmin();
    const browser = await browserOf();
    const endsAfter = async () => {
      const [session] = await db().select().from(sessions);
      return session!.expiresAt.getTime() - session!.createdAt.getTime();
    };
    expect(await endsAfter()).toBe(policy.adminSessionMs);
    await db().update(users).set({ role: "USER" });
    await agedBy(policy.sessionMs - 2 * minute);
    await db().update(sessions).set({ updatedAt: sql`now() - interval '25 hours'` });
    await libraryKnows(browser);
    expect(await endsAfter()).toBe(policy.sessionMs);
    expect(await devicesOf(ana.id, { visitor: browser, now: new Date(Date.now() + 3 * minute) })).toEqual([]);
  });
});

it("pages write to a session once a day at most, also where its end is near from the beginning", async () => {
  await asAdmin();
  const browser = await browserOf();
  const versions = async () => (await db().execute(sql`select xmin::text from "Session"`)).rows;
  const before = await versions();
  for (let pages = 0; pages < 3; pages++) expect(await visitorOf(browser, demo)).toMatchObject({ role: "ADMIN" });
  expect(await libraryKnows(browser)).toBe(true);
  expect(await versions()).toEqual(before);
  await db().update(users).set({ role: "USER" });
  await db().update(sessions).set({ updatedAt: sql`now() - interval '25 hours'` });
  await visitorOf(browser);
  const [session] = await db().select().from(sessions);
  expect(Date.now() - session!.updatedAt.getTime()).toBeLessThan(minute);
});

describe("a session that takes another's place is as old as that one", () => {
  const ages = async () =>
    (await db().select().from(sessions)).map(({ createdAt }) => Date.now() - createdAt.getTime());
  const day = 24 * 3_600_000;
  const old = 29 * day;

  it("after another password", async () => {
    const browser = await browserOf();
    await agedBy(old);
    const asked = { userId: ana.id, old: password, password: "fajar di pantai" };
    expect(await changePassword(asked, { visitor: browser, now: new Date() })).toMatchObject({ ok: true });
    expect(await ages()).toEqual([expect.closeTo(old, -5)]);
  });

  it("after turning the second step on and off", async () => {
    const browser = await browserOf();
    await agedBy(old);
    const owner = { userId: ana.id, visitor: browser, now: new Date() };
    const begun = await beginTwoFactor({ password, emailVerified: true }, owner);
    if (!begun.ok) throw new Error(begun.reason);
    const on = await confirmTwoFactor({ code: authenticatorCode(begun.secret) }, owner);
    expect(await ages()).toEqual([expect.closeTo(old, -5)]);
    const visitor = withCookies(browser, on.ok ? on.cookies : []);
    expect(await turnOffTwoFactor({ password, code: nextCode(begun.secret) }, { ...owner, visitor })).toMatchObject({
      ok: true,
    });
    expect(await ages()).toEqual([expect.closeTo(old, -5)]);
  });

  it("but signing in begins anew, also in a browser that is signed in", async () => {
    const browser = await browserOf();
    await agedBy(old);
    await callAuth("/sign-in/email", { body: { email: ana.email, password }, visitor: browser, withCookies: true });
    expect((await ages()).some((age) => age < minute)).toBe(true);
  });
});

it("says why somebody must sign in again: the time is over, or the session was ended", async () => {
  const browser = await browserOf();
  expect(await signedOutReason(newVisitor())).toBeUndefined();
  await agedBy(policy.sessionMs + minute);
  expect(await signedOutReason(browser)).toEqual({ over: true, afterMs: policy.sessionMs });
  await db().delete(sessions);
  expect(await signedOutReason(browser)).toEqual({ over: false });
});
