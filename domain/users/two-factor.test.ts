import { beforeEach, describe, expect, it, vi } from "vitest";
import { db } from "#db/connection.ts";
import { changeBankAccount } from "#domain/bank-accounts/change.ts";
import { authenticatorCode, givenAccount, newVisitor, nextCode, password, withCookies } from "#tests/accounts.ts";
import { ownDatabase } from "#tests/database.ts";
import { audits, mails } from "#tests/stories.ts";
import { sessions, twoFactors, users } from "./schema.ts";
import { visitorOf } from "./session.ts";
import { signIn } from "./sign-in.ts";
import {
  beginTwoFactor,
  confirmTwoFactor,
  renewRecoveryCodes,
  signInWithCode,
  turnOffTwoFactor,
} from "./two-factor.ts";
import { requestEmailChange } from "./verification.ts";

ownDatabase();

const now = new Date();

let ana: Awaited<ReturnType<typeof givenAccount>>;
beforeEach(async () => {
  ana = await givenAccount();
});

/** Ana's browser after the password; with a second step it opens nothing yet. */
async function entersPassword(): Promise<Headers> {
  const visitor = newVisitor();
  const signedIn = await signIn({ email: ana.email, password }, visitor);
  if (!signedIn.ok) throw new Error(signedIn.reason);
  return withCookies(visitor, signedIn.cookies);
}

const owner = (visitor: Headers) => ({ userId: ana.id, visitor, now });

async function begins(visitor: Headers): Promise<string> {
  const begun = await beginTwoFactor({ password, emailVerified: true }, owner(visitor));
  if (!begun.ok) throw new Error(begun.reason);
  return begun.secret;
}

/** Turns it on and returns the secret, the code that did it, the recovery codes and the browser in which it was done. */
async function turnsOn(visitor?: Headers) {
  const before = visitor ?? (await entersPassword());
  const secret = await begins(before);
  const code = authenticatorCode(secret);
  const confirmed = await confirmTwoFactor({ code }, owner(before));
  if (!confirmed.ok) throw new Error(confirmed.reason);
  return { secret, code, codes: confirmed.recoveryCodes, visitor: withCookies(before, confirmed.cookies) };
}

const wrongCode = (secret: string) => String((Number(authenticatorCode(secret)) + 1) % 1_000_000).padStart(6, "0");

describe("turning the second step on", () => {
  it("needs the password, a verified address and a first code, and asks for nothing before that", async () => {
    const visitor = await entersPassword();
    const begin = (tried: string, emailVerified = true) =>
      beginTwoFactor({ password: tried, emailVerified }, owner(visitor));
    expect(await begin("tebakan")).toEqual({ ok: false, reason: "wrong" });
    expect(await begin(password, false)).toEqual({ ok: false, reason: "unverified" });
    const secret = await begins(visitor);
    expect(secret).toMatch(/^[A-Z2-7]{32,}$/);
    expect(await confirmTwoFactor({ code: wrongCode(secret) }, owner(visitor))).toEqual({ ok: false, reason: "wrong" });
    expect(await visitorOf(await entersPassword())).toMatchObject({ twoFactorEnabled: false });
  });

  it("gives ten recovery codes, keeps this session, ends all others, and tells the owner", async () => {
    const elsewhere = await entersPassword();
    const { codes, visitor } = await turnsOn();
    expect(new Set(codes).size).toBe(10);
    expect(codes.every((code) => /^[a-z2-9]{5}-[a-z2-9]{5}$/.test(code))).toBe(true);
    expect(await visitorOf(visitor)).toMatchObject({ id: ana.id, twoFactorEnabled: true });
    expect(await visitorOf(elsewhere)).toBeUndefined();
    expect(await audits("user.two-factor-on")).toMatchObject([{ actorId: ana.id, entityId: ana.id }]);
    expect(await mails("two-factor-on")).toMatchObject([{ toEmail: ana.email }]);
    expect(await beginTwoFactor({ password, emailVerified: true }, owner(visitor))).toEqual({
      ok: false,
      reason: "already",
    });
  });

  it("shows the recovery codes once: another right code shows nothing", async () => {
    const { secret, visitor } = await turnsOn();
    const again = await confirmTwoFactor({ code: authenticatorCode(secret) }, owner(visitor));
    expect(again).toEqual({ ok: false, reason: "expired" });
  });

  it("stores neither secret nor recovery codes as they are", async () => {
    const { secret, codes } = await turnsOn();
    const stored = JSON.stringify(await db().select().from(twoFactors));
    expect([secret, ...codes].filter((text) => stored.includes(text))).toEqual([]);
  });

  it("stops guessing the password of an open session after ten tries", async () => {
    const visitor = await entersPassword();
    for (let tries = 0; tries < 10; tries++) {
      const headers = new Headers([...visitor, ...newVisitor()]);
      await renewRecoveryCodes({ password: "tebakan", code: "000000" }, owner(headers));
    }
    const outcome = await beginTwoFactor({ password, emailVerified: true }, owner(visitor));
    expect(outcome).toMatchObject({ ok: false, reason: "too-many", retryAfterSeconds: 900 });
  });
});

describe("signing in with the second step", () => {
  it("opens nothing before the code, and everything after it", async () => {
    const { secret } = await turnsOn();
    const half = newVisitor();
    const first = await signIn({ email: ana.email, password }, half);
    expect(first).toMatchObject({ ok: true, secondStep: true });
    const visitor = withCookies(half, first.ok ? first.cookies : []);
    expect(await visitorOf(visitor)).toBeUndefined();
    expect(await db().select().from(sessions)).toHaveLength(1);
    const second = await signInWithCode(
      { code: `\u2068${nextCode(secret).replace(/^.../, "$&\u2011")}\u00A0\u2069`, recovery: false },
      visitor,
    );
    expect(await visitorOf(withCookies(visitor, second.ok ? second.cookies : []))).toMatchObject({ id: ana.id });
  });

  it("takes a code once: not the one that turned the step on, nor one again, nor an older one", async () => {
    const { secret, code: shown } = await turnsOn();
    const next = nextCode(secret);
    const signsIn = async (code: string) => signInWithCode({ code, recovery: false }, await entersPassword());
    expect(await signsIn(shown)).toEqual({ ok: false, reason: "used" });
    expect(await signsIn(next)).toMatchObject({ ok: true });
    expect(await signsIn(next)).toEqual({ ok: false, reason: "used" });
    expect(await signsIn(shown)).toEqual({ ok: false, reason: "used" });
  });

  it("takes a code once also when it comes many times at the same moment", async () => {
    const { secret } = await turnsOn();
    const browsers = await Promise.all(Array.from({ length: 8 }, entersPassword));
    const code = nextCode(secret);
    const answers = await Promise.all(browsers.map((visitor) => signInWithCode({ code, recovery: false }, visitor)));
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    expect(answers.filter((answer) => !answer.ok && answer.reason === "used")).toHaveLength(7);
    expect(await db().select().from(sessions)).toHaveLength(2);
  });

  it("lets who came too early wait for the next code, without the password once more", async () => {
    const { secret, code: shown } = await turnsOn();
    const visitor = await entersPassword();
    const tries = (code: string) => signInWithCode({ code, recovery: false }, visitor);
    expect(await tries(shown)).toEqual({ ok: false, reason: "used" });
    expect(await tries(nextCode(secret))).toMatchObject({ ok: true });
  });

  it("asks one person for a code of his own, whatever others have used", async () => {
    const { secret } = await turnsOn();
    expect(await signInWithCode({ code: nextCode(secret), recovery: false }, await entersPassword())).toMatchObject({
      ok: true,
    });
    ana = await givenAccount({ name: "Hugo" });
    const hugos = await turnsOn();
    const code = { code: nextCode(hugos.secret), recovery: false };
    expect(await signInWithCode(code, await entersPassword())).toMatchObject({ ok: true });
  });

  it("refuses a wrong code, and begins again after five", async () => {
    const { secret } = await turnsOn();
    const visitor = await entersPassword();
    const tries = (code: string) => signInWithCode({ code, recovery: false }, visitor);
    for (let count = 0; count < 5; count++) {
      expect(await tries(wrongCode(secret))).toEqual({ ok: false, reason: "wrong" });
    }
    expect(await tries(nextCode(secret))).toEqual({ ok: false, reason: "expired" });
    expect(await tries(nextCode(secret))).toEqual({ ok: false, reason: "expired" });
  });

  it("is stopped for a quarter of an hour after ten wrong codes, from however many addresses", async () => {
    const { secret } = await turnsOn();
    for (let round = 0; round < 2; round++) {
      const visitor = await entersPassword();
      for (let count = 0; count < 5; count++) {
        await signInWithCode({ code: wrongCode(secret), recovery: false }, visitor);
      }
    }
    const right = { code: nextCode(secret), recovery: false };
    const refused = await signInWithCode(right, await entersPassword());
    expect(refused).toMatchObject({ ok: false, reason: "too-many", retryAfterSeconds: expect.any(Number) });
    // The time that is left, not the minute of who says nothing; and the code was not used up.
    expect((refused as { retryAfterSeconds: number }).retryAfterSeconds).toBeGreaterThan(10 * 60);
    const [factor] = await db().select({ lastStep: twoFactors.lastStep }).from(twoFactors);
    expect(await signInWithCode(right, await entersPassword())).toMatchObject({ ok: false, reason: "too-many" });
    expect(await db().select({ lastStep: twoFactors.lastStep }).from(twoFactors)).toEqual([factor]);
    const later = Date.now() + 15 * 60_000 + 1_000;
    vi.useFakeTimers({ now: later, toFake: ["Date"] });
    try {
      const visitor = await entersPassword();
      const code = authenticatorCode(secret, later);
      expect(await signInWithCode({ code, recovery: false }, visitor)).toMatchObject({ ok: true });
    } finally {
      vi.useRealTimers();
    }
  });

  it("takes a recovery code once, however it is typed", async () => {
    const { codes } = await turnsOn();
    const typed = { code: ` ${codes[0]?.toUpperCase().replace("-", " ")}`, recovery: true };
    expect(await signInWithCode(typed, await entersPassword())).toMatchObject({ ok: true });
    expect(await signInWithCode(typed, await entersPassword())).toEqual({ ok: false, reason: "wrong" });
    const next = { code: codes[1] ?? "", recovery: true };
    expect(await signInWithCode(next, await entersPassword())).toMatchObject({ ok: true });
  });

  it("takes a recovery code once also when it comes many times at the same moment", async () => {
    const { codes } = await turnsOn();
    const browsers = await Promise.all(Array.from({ length: 8 }, entersPassword));
    const answers = await Promise.all(
      browsers.map((visitor) => signInWithCode({ code: codes[0] ?? "", recovery: true }, visitor)),
    );
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await db().select().from(sessions)).toHaveLength(2);
  });

  it("takes several recovery codes that are right in the same moment, each for its own browser", async () => {
    const { codes } = await turnsOn();
    const browsers = await Promise.all(codes.slice(0, 4).map(entersPassword));
    const answers = await Promise.all(
      browsers.map((visitor, place) => signInWithCode({ code: codes[place] ?? "", recovery: true }, visitor)),
    );
    expect(answers.map(({ ok }) => ok)).toEqual([true, true, true, true]);
    expect(await db().select().from(sessions)).toHaveLength(5);
  });

  it("is nothing without the password before it", async () => {
    const { secret } = await turnsOn();
    const code = { code: nextCode(secret), recovery: false };
    expect(await signInWithCode(code, newVisitor())).toEqual({ ok: false, reason: "expired" });
  });

  it("keeps out who was suspended between the two steps", async () => {
    const { secret } = await turnsOn();
    const visitor = await entersPassword();
    await db().update(users).set({ suspendedAt: now });
    const code = { code: nextCode(secret), recovery: false };
    expect(await signInWithCode(code, visitor)).toEqual({ ok: false, reason: "suspended" });
  });
});

describe("later", () => {
  it("new recovery codes replace the old ones", async () => {
    const { codes, secret, visitor } = await turnsOn();
    const renewed = await renewRecoveryCodes({ password, code: nextCode(secret) }, owner(visitor));
    if (!renewed.ok) throw new Error(renewed.reason);
    const old = { code: codes[0] ?? "", recovery: true };
    expect(await signInWithCode(old, await entersPassword())).toEqual({ ok: false, reason: "wrong" });
    const fresh = { code: renewed.recoveryCodes[0] ?? "", recovery: true };
    expect(await signInWithCode(fresh, await entersPassword())).toMatchObject({ ok: true });
  });

  it("password and code turn it off, and then the password signs in alone", async () => {
    const { secret, visitor } = await turnsOn();
    const code = nextCode(secret);
    const off = (tried: { password: string; code: string }) => turnOffTwoFactor(tried, owner(visitor));
    expect(await off({ password: "tebakan", code })).toEqual({ ok: false, reason: "wrong" });
    // The wrong password has not used the code up.
    const done = await off({ password, code });
    expect(await visitorOf(withCookies(visitor, done.ok ? done.cookies : []))).toMatchObject({
      twoFactorEnabled: false,
    });
    expect(await visitorOf(await entersPassword())).toMatchObject({ id: ana.id });
    expect(await audits("user.two-factor-off")).toHaveLength(1);
    expect(await mails("two-factor-off")).toHaveLength(1);
    expect(await db().select().from(twoFactors)).toEqual([]);
  });

  it("the password alone weakens nothing: not with a wrong code, an old one, nor a recovery code twice", async () => {
    const { secret, code: shown, codes, visitor } = await turnsOn();
    for (const weaken of [renewRecoveryCodes, turnOffTwoFactor]) {
      const tries = (code: string) => weaken({ password, code }, owner(visitor));
      expect(await tries(wrongCode(secret))).toEqual({ ok: false, reason: "wrong-code" });
      expect(await tries(shown)).toEqual({ ok: false, reason: "used" });
      expect(await tries("aaaaa-bbbbb")).toEqual({ ok: false, reason: "wrong-code" });
    }
    expect(await visitorOf(visitor)).toMatchObject({ twoFactorEnabled: true });
    const renew = (code?: string) => renewRecoveryCodes({ password, code: code ?? "" }, owner(visitor));
    const renewed = await renew(codes[0]?.toUpperCase());
    expect(renewed).toMatchObject({ ok: true });
    expect(await renew(codes[0])).toEqual({ ok: false, reason: "wrong-code" });
  });

  it("so it does not open the bank account, nor the way of mails elsewhere", async () => {
    const { secret, visitor } = await turnsOn();
    const account = { bankName: "BRI", bankAccountNo: "6666667777", bankAccountName: "Eve" };
    expect(await turnOffTwoFactor({ password, code: password }, owner(visitor))).toMatchObject({ ok: false });
    expect(await changeBankAccount({ userId: ana.id, account, proof: password }, { now })).toEqual({
      ok: false,
      reason: "wrong-code",
    });
    const moves = (proof: string) =>
      requestEmailChange({ userId: ana.id, email: "eve@evil.example", proof }, { visitor: newVisitor(), now });
    expect(await moves(password)).toEqual({ ok: false, reason: "wrong-code" });
    expect(await mails("change-email")).toEqual([]);
    expect(await moves(nextCode(secret))).toEqual({ ok: true });
  });
});
