import { hashPassword } from "better-auth/crypto";
import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { newId } from "#db/columns.ts";
import { db } from "#db/connection.ts";
import { policy } from "#domain/policy.ts";
import { withCookies } from "#tests/accounts.ts";
import { ownDatabase } from "#tests/database.ts";
import { givenUser, madeAt } from "#tests/rows.ts";
import { consumeAttempt } from "./attempts.ts";
import { auth } from "./auth.ts";
import { accounts, rateLimits, sessions, users } from "./schema.ts";
import { visitorOf } from "./session.ts";
import type { SessionCookie } from "./session-cookie.ts";
import { type SignInOutcome, signIn, signOut } from "./sign-in.ts";

ownDatabase();

const password = "ronda malam di desa";
let hashed: string;

beforeEach(async () => {
  hashed ??= await hashPassword(password);
});

async function givenSari(values: Partial<typeof users.$inferInsert> = {}) {
  const sari = await givenUser({ name: "Sari", email: "sari@example.com", role: "ADMIN", ...values });
  const stamps = { createdAt: madeAt, updatedAt: madeAt };
  const login = { id: newId(), userId: sari.id, accountId: sari.id, providerId: "credential", password: hashed };
  await db()
    .insert(accounts)
    .values({ ...login, ...stamps });
  return sari;
}

let visitors = 0;
/** A visitor with an address of their own, so that only the limit by account can stop them. */
const newVisitor = () => new Headers({ "x-real-ip": `10.0.${Math.floor(++visitors / 250)}.${visitors % 250}` });

const cookieOf = (outcome: SignInOutcome) =>
  new Headers({ cookie: outcome.ok ? outcome.cookies.map(({ name, value }) => `${name}=${value}`).join("; ") : "" });

describe("signing in", () => {
  it("opens a session for the right password, whatever the case of the address", async () => {
    const { id } = await givenSari();
    const outcome = await signIn({ email: "Sari@Example.com", password }, newVisitor());
    expect(await visitorOf(cookieOf(outcome), { demo: true })).toMatchObject({ id, role: "ADMIN", locale: "id" });
  });

  it("is bounded by account for the right password, too, however many networks it comes from", async () => {
    await givenSari();
    const now = new Date();
    for (let count = 1; count < policy.attempts["sign-in-at-all"].max; count++)
      await consumeAttempt("sign-in-at-all", "sari@example.com", now);
    expect(await signIn({ email: "sari@example.com", password }, newVisitor())).toMatchObject({ ok: true });
    expect(await signIn({ email: "sari@example.com", password }, newVisitor())).toMatchObject({ reason: "too-many" });
  });

  it("gives a cookie that scripts cannot read and other sites do not send", async () => {
    await givenSari();
    const outcome = await signIn({ email: "sari@example.com", password }, newVisitor());
    const hidden = { options: { httpOnly: true, sameSite: "lax", path: "/" } };
    expect(outcome).toMatchObject({ ok: true, cookies: [hidden, hidden] });
  });

  it("answers a wrong password and an unknown address alike", async () => {
    await givenSari();
    const wrong = await signIn({ email: "sari@example.com", password: "tebakan" }, newVisitor());
    const unknown = await signIn({ email: "eve@example.com", password: "tebakan" }, newVisitor());
    expect(wrong).toEqual({ ok: false, reason: "wrong" });
    expect(unknown).toEqual(wrong);
  });

  it("is refused to somebody suspended, and tells so only to who knows the password", async () => {
    await givenSari({ suspendedAt: madeAt });
    expect(await signIn({ email: "sari@example.com", password }, newVisitor())).toEqual({
      ok: false,
      reason: "suspended",
    });
    expect(await signIn({ email: "sari@example.com", password: "x" }, newVisitor())).toEqual({
      ok: false,
      reason: "wrong",
    });
    expect(await db().select().from(sessions)).toEqual([]);
  });

  it("ends with signing out: the same cookie opens nothing any more", async () => {
    await givenSari();
    const cookie = cookieOf(await signIn({ email: "sari@example.com", password }, newVisitor()));
    const forgotten = await signOut(cookie);
    expect(forgotten[0]).toMatchObject({ value: "", options: { maxAge: 0 } });
    expect(await visitorOf(cookie)).toBeUndefined();
  });
});

describe("a session", () => {
  it("opens nothing once its owner is suspended", async () => {
    const { id } = await givenSari();
    const cookie = cookieOf(await signIn({ email: "sari@example.com", password }, newVisitor()));
    await db().update(users).set({ suspendedAt: madeAt }).where(eq(users.id, id));
    expect(await visitorOf(cookie)).toBeUndefined();
  });

  it("makes nobody an administrator without a second step, except in the demo", async () => {
    await givenSari();
    const cookie = cookieOf(await signIn({ email: "sari@example.com", password }, newVisitor()));
    expect(await visitorOf(cookie, { demo: false })).toMatchObject({ role: "USER", lacksSecondStep: true });
    expect(await visitorOf(cookie, { demo: true })).toMatchObject({ role: "ADMIN", lacksSecondStep: false });
    await db().update(users).set({ twoFactorEnabled: true });
    expect(await visitorOf(cookie, { demo: false })).toMatchObject({ role: "ADMIN", lacksSecondStep: false });
  });

  it("is not opened by a made-up cookie", async () => {
    expect(await visitorOf(new Headers({ cookie: "setrip.session_token=abc.def" }))).toBeUndefined();
  });
});

describe("guessing passwords", () => {
  it("is stopped after ten tries from one address, with the wait", async () => {
    const visitor = newVisitor();
    const tries = [];
    for (let count = 0; count < 11; count++) {
      tries.push(await signIn({ email: `eve${count}@example.com`, password: "tebakan" }, visitor));
    }
    expect(tries.slice(0, 10).every((outcome) => !outcome.ok && outcome.reason === "wrong")).toBe(true);
    expect(tries[10]).toMatchObject({ ok: false, reason: "too-many", retryAfterSeconds: expect.any(Number) });
  });

  it("is stopped after ten tries at one account, from however many addresses, even with the right password", async () => {
    await givenSari();
    for (let count = 0; count < 10; count++) {
      await signIn({ email: "sari@example.com", password: "tebakan" }, newVisitor());
    }
    const outcome = await signIn({ email: "SARI@example.com", password }, newVisitor());
    expect(outcome).toMatchObject({ ok: false, reason: "too-many" });
    if (!outcome.ok && outcome.reason === "too-many") expect(outcome.retryAfterSeconds).toBeGreaterThan(13 * 60);
  });

  it("keeps nobody out of a browser in which he has signed in before", async () => {
    await givenSari();
    const before = await signIn({ email: "sari@example.com", password }, newVisitor());
    const own = withCookies(newVisitor(), before.ok ? before.cookies : []);
    for (let count = 0; count < 11; count++)
      await signIn({ email: "sari@example.com", password: "tebakan" }, newVisitor());
    const stranger = await signIn({ email: "sari@example.com", password }, newVisitor());
    expect(stranger).toMatchObject({ reason: "too-many" });
    expect(await signIn({ email: "Sari@example.com", password }, own)).toMatchObject({ ok: true });
  });

  it("is stopped in a known browser as well, which is known to one account and cannot be made up", async () => {
    await givenSari();
    const before = await signIn({ email: "sari@example.com", password }, newVisitor());
    const cookies = before.ok ? before.cookies : [];
    const guessesIn = async (made: SessionCookie[], email = "sari@example.com") => {
      const reasons = [];
      for (let count = 0; count < 11; count++) {
        const outcome = await signIn({ email, password: "tebakan" }, withCookies(newVisitor(), made));
        reasons.push(outcome.ok ? "in" : outcome.reason);
      }
      return reasons;
    };
    const tenThenNone = [...Array(10).fill("wrong"), "too-many"];
    expect(await guessesIn(cookies)).toEqual(tenThenNone);
    expect(await guessesIn(cookies, "eve@example.com")).toEqual(tenThenNone);
    expect(await guessesIn(cookies, "eve@example.com")).toEqual(Array(11).fill("too-many"));
    const forged = cookies.map((cookie) => ({ ...cookie, value: `${cookie.value.slice(0, -4)}AAAA` }));
    expect(await guessesIn(forged)).toEqual(tenThenNone);
    expect(await guessesIn(forged)).toEqual(Array(11).fill("too-many"));
  });

  it("is stopped too for whoever calls the library's endpoint himself", async () => {
    const post = () =>
      auth().handler(
        new Request("http://localhost:3000/api/auth/sign-in/email", {
          method: "POST",
          headers: { ...Object.fromEntries(newVisitor()), "content-type": "application/json" },
          body: JSON.stringify({ email: "sari@example.com", password: "tebakan" }),
        }),
      );
    const statuses = [];
    for (let count = 0; count < 11; count++) statuses.push((await post()).status);
    expect(statuses).toEqual([...Array(10).fill(401), 429]);
  });

  it("is forgotten after a success", async () => {
    await givenSari();
    for (let count = 0; count < 9; count++) {
      await signIn({ email: "sari@example.com", password: "salah ketik" }, newVisitor());
    }
    await signIn({ email: "sari@example.com", password }, newVisitor());
    const outcome = await signIn({ email: "sari@example.com", password: "salah ketik" }, newVisitor());
    expect(outcome).toEqual({ ok: false, reason: "wrong" });
  });

  it("leaves no address behind in the counters", async () => {
    await signIn({ email: "eve@example.com", password: "tebakan" }, newVisitor());
    expect(JSON.stringify(await db().select().from(rateLimits))).not.toContain("eve@");
  });
});

it("nobody signs up: accounts come from elsewhere", async () => {
  const response = await auth().handler(
    new Request("http://localhost:3000/api/auth/sign-up/email", {
      method: "POST",
      headers: { "x-real-ip": "10.9.9.9", "content-type": "application/json", origin: "http://localhost:3000" },
      body: JSON.stringify({ email: "eve@example.com", password, name: "Eve", role: "ADMIN" }),
    }),
  );
  expect(response.status).toBe(400);
  expect(await db().select().from(users)).toEqual([]);
});
