import { describe, expect, it, vi } from "vitest";
import { db, pool } from "#db/connection.ts";
import { accounts, sessions, users } from "#domain/users/schema.ts";
import { givenAccount, linkIn, newVisitor, password, withCookies } from "#tests/accounts.ts";
import { ownDatabase } from "#tests/database.ts";
import { madeAt } from "#tests/rows.ts";
import { audits, mails } from "#tests/stories.ts";
import { verificationLifetimeMs } from "./confirmation.ts";
import { setPassword } from "./passwords.ts";
import { visitorOf } from "./session.ts";
import { signIn } from "./sign-in.ts";
import { type SignUp, signUp } from "./sign-up.ts";
import { confirmEmail } from "./verification.ts";

ownDatabase();

const now = new Date();
const ana = { name: "Ana", email: "ana@example.com", phone: "+6281234567890", password, locale: "id" } as const;
const signsUp = (changes: Partial<SignUp> = {}, visitor = newVisitor()) =>
  signUp({ ...ana, ...changes }, { visitor, now });

describe("signing up", () => {
  it("makes an account and queues the mail that verifies it, in the language of the page", async () => {
    expect(await signsUp({ email: " Ana@Example.com", locale: "en", wanted: "/trip/prau/pesan" })).toMatchObject({
      ok: true,
    });
    expect(await db().select().from(users)).toMatchObject([
      { name: "Ana", email: "ana@example.com", phone: ana.phone, locale: "en", role: "USER", emailVerified: false },
    ]);
    const [mail] = await mails();
    expect(mail).toMatchObject({ template: "verify-email", toEmail: "ana@example.com", createdAt: now });
    expect(mail?.subject).toBe("Confirm your email address");
    expect(mail?.notAfter).toEqual(new Date(now.getTime() + verificationLifetimeMs));
    const link = linkIn(mail!, "/konfirmasi-email");
    // What was typed stands in no address that a stranger reads.
    expect(link.href).not.toContain("prau");
    const token = link.searchParams.get("token") ?? "";
    expect(await confirmEmail(token, { visitor: newVisitor(), now })).toMatchObject({ wanted: "/trip/prau/pesan" });
    expect(await audits("user.sign-up")).toHaveLength(1);
  });

  it("keeps the password as a hash, with which one signs in before the address is verified", async () => {
    await signsUp();
    expect(JSON.stringify(await db().select().from(accounts))).not.toContain(password);
    expect(await db().select().from(sessions)).toEqual([]);
    const visitor = newVisitor();
    const signedIn = await signIn({ email: ana.email, password }, visitor);
    if (!signedIn.ok) throw new Error(signedIn.reason);
    expect(await visitorOf(withCookies(visitor, signedIn.cookies))).toMatchObject({ emailVerified: false });
  });

  it("answers alike for an address that has an account, and tells only its owner", async () => {
    await givenAccount({ email: ana.email, locale: "en" });
    expect(await signsUp({ email: "ANA@example.com", name: "Eve", password: "tebakan-eve" })).toMatchObject({
      ok: true,
    });
    expect(await db().select({ name: users.name }).from(users)).toEqual([{ name: "Ana" }]);
    expect(await mails()).toMatchObject([
      { template: "account-exists", toEmail: ana.email, subject: "You already have a SeTrip account" },
    ]);
    expect(await signIn({ email: ana.email, password: "tebakan-eve" }, newVisitor())).toMatchObject({ ok: false });
  });

  it("writes nothing to somebody suspended", async () => {
    await givenAccount({ email: ana.email, suspendedAt: madeAt });
    expect(await signsUp()).toMatchObject({ ok: true });
    expect(await mails()).toEqual([]);
  });

  it("makes one account of two forms that arrive at once", async () => {
    await Promise.all([signsUp(), signsUp()]);
    expect(await db().select().from(users)).toHaveLength(1);
    expect((await mails()).map(({ template }) => template).sort()).toEqual(["account-exists", "verify-email"]);
  });

  it("leaves no account behind when its mail cannot be queued", async () => {
    await pool().query(`alter table "EmailJob" add constraint broken check ("template" <> 'verify-email') not valid`);
    try {
      await expect(signsUp()).rejects.toThrow();
    } finally {
      await pool().query(`alter table "EmailJob" drop constraint broken`);
    }
    expect(await db().select().from(users)).toEqual([]);
  });

  it.each([
    ["too-short", "kata sand"],
    ["too-long", "x".repeat(129)],
  ])("refuses a password that is %s", async (reason, tried) => {
    expect(await signsUp({ password: tried })).toEqual({ ok: false, reason });
    expect(await db().select().from(users)).toEqual([]);
  });

  it("is limited by address and by network, with the wait", async () => {
    for (let tries = 0; tries < 5; tries++) await signsUp();
    expect(await signsUp()).toMatchObject({ ok: false, reason: "too-many", retryAfterSeconds: 3600 });
    const network = newVisitor();
    const outcomes = [];
    for (let tries = 0; tries < 31; tries++)
      outcomes.push(await signsUp({ email: `eve${tries}@example.com` }, network));
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(30);
  });
});

describe("the link of the mail", () => {
  const confirms = (token: string, visitor = newVisitor()) => confirmEmail(token, { visitor, now });
  const token = async () => linkIn((await mails())[0]!, "/konfirmasi-email").searchParams.get("token") ?? "";

  it("verifies the address and signs in where the account was made, once", async () => {
    const signed = await signsUp();
    const visitor = withCookies(newVisitor(), signed.ok ? signed.cookies : []);
    const confirmed = await confirms(await token(), visitor);
    if (!confirmed.ok) throw new Error(confirmed.reason);
    expect(await visitorOf(withCookies(visitor, confirmed.cookies))).toMatchObject({
      email: ana.email,
      emailVerified: true,
    });
    expect(await confirms(await token(), visitor)).toEqual({ ok: true, cookies: [] });
    expect(await audits("user.verify-email")).toMatchObject([{ after: { emailVerified: true, signedUpHere: true } }]);
  });

  it("keeps out who signed up with an address of hers: opened in another browser, a password is chosen first", async () => {
    const eve = newVisitor();
    await signsUp({ password: "tebakan-eve" }, eve);
    const signedIn = await signIn({ email: ana.email, password: "tebakan-eve" }, eve);
    const eves = withCookies(eve, signedIn.ok ? signedIn.cookies : []);
    expect(await visitorOf(eves)).toMatchObject({ email: ana.email });

    // She wants an account herself, and finds one there.
    const tried = await signsUp();
    const visitor = withCookies(newVisitor(), tried.ok ? tried.cookies : []);
    const confirmed = await confirms(await token(), visitor);
    expect(confirmed).toEqual({ ok: true, cookies: [], resetToken: expect.any(String) });
    expect(await visitorOf(eves)).toBeUndefined();
    expect(await signIn({ email: ana.email, password: "tebakan-eve" }, newVisitor())).toMatchObject({ ok: false });
    const resetToken = (confirmed.ok && confirmed.resetToken) || "";
    expect(await setPassword({ token: resetToken, password }, { visitor, now })).toMatchObject({ ok: true });
    expect(await signIn({ email: ana.email, password }, visitor)).toMatchObject({ ok: true });
  });

  it("is hers too where she is signed in already; her other browsers sign in anew", async () => {
    await signsUp();
    const browsers = [];
    for (const visitor of [newVisitor(), newVisitor()]) {
      const signedIn = await signIn({ email: ana.email, password }, visitor);
      browsers.push(withCookies(visitor, signedIn.ok ? signedIn.cookies : []));
    }
    const [here, elsewhere] = browsers;
    expect(await confirms(await token(), here)).toMatchObject({ ok: true, cookies: [expect.anything()] });
    expect(await visitorOf(here!)).toMatchObject({ emailVerified: true });
    expect(await visitorOf(elsewhere!)).toBeUndefined();
    expect(await signIn({ email: ana.email, password }, newVisitor())).toMatchObject({ ok: true });
  });

  it("opens for 24 hours, and a made-up one never", async () => {
    await signsUp();
    vi.useFakeTimers({ now: Date.now() + verificationLifetimeMs + 60_000, toFake: ["Date"] });
    try {
      expect(await confirms(await token())).toEqual({ ok: false, reason: "expired" });
    } finally {
      vi.useRealTimers();
    }
    expect(await confirms("made.up.token")).toEqual({ ok: false, reason: "expired" });
    expect(await db().select({ emailVerified: users.emailVerified }).from(users)).toEqual([{ emailVerified: false }]);
  });

  it("does not let in somebody suspended meanwhile", async () => {
    await signsUp();
    await db().update(users).set({ suspendedAt: madeAt });
    expect(await confirms(await token())).toEqual({ ok: false, reason: "suspended" });
    expect(await db().select().from(sessions)).toEqual([]);
  });
});
