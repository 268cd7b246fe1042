import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { db } from "#db/connection.ts";
import { saveBankAccount } from "#domain/bank-accounts/change.ts";
import { stopBankAccount } from "#domain/bank-accounts/stop.ts";
import { suspendUser } from "#domain/bookings/payouts/suspend.ts";
import { givenAccount, givenPassword, linkIn, newVisitor, password, withCookies } from "#tests/accounts.ts";
import { ownDatabase } from "#tests/database.ts";
import { givenUser } from "#tests/rows.ts";
import { mails } from "#tests/stories.ts";
import { addAdministrator } from "./administrators.ts";
import { removeSecondStep } from "./lost-authenticator.ts";
import { changePassword, requestReset, setPassword } from "./passwords.ts";
import { users } from "./schema.ts";
import { signIn } from "./sign-in.ts";
import { reinstateUser } from "./suspension.ts";
import { confirmEmail, requestEmailChange, resendVerification } from "./verification.ts";

ownDatabase();

/** Every kind of one-time link against everything that must end the older ones: decision `links-and-sessions.md`. */

const now = new Date();
const later = new Date(now.getTime() + 1_000);
const fresh = "fajar di pantai";
const visitor = () => newVisitor();
type Person = { id: string; email: string };

const tokenOf = async (template: string, path: string) =>
  linkIn((await mails(template)).at(-1)!, path).searchParams.get("token") ?? "";

type Link = { mailed: (person: Person) => Promise<string>; opens: (token: string) => Promise<{ ok: boolean }> };

const confirms = (token: string) => confirmEmail(token, { visitor: visitor(), now: later });
const sets = (token: string) =>
  setPassword({ token, password: "senja di pelabuhan" }, { visitor: visitor(), now: later });

const links: Record<string, Link> = {
  "a link that sets a password": {
    mailed: async ({ email }) => {
      await requestReset({ email }, { visitor: visitor(), now });
      return tokenOf("reset-password", "/atur-sandi");
    },
    opens: sets,
  },
  "a link that sets another address": {
    mailed: async ({ id }) => {
      await requestEmailChange({ userId: id, email: "baru@example.com", proof: password }, { visitor: visitor(), now });
      return tokenOf("change-email", "/konfirmasi-email");
    },
    opens: confirms,
  },
  "a link that confirms the address": {
    mailed: async ({ id, email }) => {
      await db().update(users).set({ emailVerified: false }).where(eq(users.id, id));
      await resendVerification({ email }, { visitor: visitor(), now });
      return tokenOf("verify-email", "/konfirmasi-email");
    },
    opens: confirms,
  },
  "a new administrator's link": {
    mailed: async (person) => {
      const added = await addAdministrator(person.email, { now });
      if (!added.ok) throw new Error(added.reason);
      // It ends the password, with which some of what happens next begins.
      await givenPassword(person);
      return added.token;
    },
    opens: sets,
  },
};

type Happening = (person: Person) => Promise<unknown>;

const ends: Record<string, Happening> = {
  "another address": async ({ id }) => {
    await db().update(users).set({ emailVerified: true }).where(eq(users.id, id));
    await requestEmailChange({ userId: id, email: "lain@example.com", proof: password }, { visitor: visitor(), now });
    expect(await confirms(await tokenOf("change-email", "/konfirmasi-email"))).toMatchObject({ ok: true });
  },
  "another password": async ({ id, email }) => {
    const browser = visitor();
    const signedIn = await signIn({ email, password }, browser);
    const cookies = signedIn.ok ? signedIn.cookies : [];
    const asked = { userId: id, old: password, password: fresh };
    expect(await changePassword(asked, { visitor: withCookies(browser, cookies), now })).toMatchObject({ ok: true });
  },
  "a password set by another link": async ({ email }) => {
    await requestReset({ email }, { visitor: visitor(), now: later });
    const token = await tokenOf("reset-password", "/atur-sandi");
    expect(await setPassword({ token, password: fresh }, { visitor: visitor(), now: later })).toMatchObject({
      ok: true,
    });
  },
  "a suspension, also once it is over": async ({ id }) => {
    const sari = await givenUser({ name: "Sari", role: "ADMIN" });
    await suspendUser({ userId: id, adminId: sari.id, note: "Curiga", now });
    await reinstateUser({ userId: id, adminId: sari.id, now });
  },
  "a stopped bank account": async ({ id }) => {
    await db().update(users).set({ emailVerified: true }).where(eq(users.id, id));
    await saveBankAccount(id, { bankName: "BRI", bankAccountNo: "666666", bankAccountName: "Eve" }, { now });
    const token = await tokenOf("bank-account-changed", "/hentikan-rekening");
    expect(await stopBankAccount(token, now)).toMatchObject({ ok: true });
  },
  "becoming an administrator": ({ email }) => addAdministrator(email, { now: later }),
  "a second step that an admin took away": async ({ id }) => {
    const sari = await givenUser({ name: "Sari", role: "ADMIN" });
    await db().update(users).set({ twoFactorEnabled: true }).where(eq(users.id, id));
    expect(await removeSecondStep({ userId: id, adminId: sari.id, now })).toBe(true);
  },
};

describe.each(Object.entries(links))("%s", (_, { mailed, opens }) => {
  it("opens while nothing happens", async () => {
    expect(await opens(await mailed(await givenAccount()))).toMatchObject({ ok: true });
  });

  it.each(Object.entries(ends))("is ended by %s", async (_, happens) => {
    const ana = await givenAccount();
    const token = await mailed(ana);
    await happens(ana);
    const emails = await db().select({ email: users.email }).from(users).where(eq(users.id, ana.id));
    expect(await opens(token)).toEqual({ ok: false, reason: "expired" });
    expect(await db().select({ email: users.email }).from(users).where(eq(users.id, ana.id))).toEqual(emails);
  });
});

it("an address that goes away and comes back does not wake an older link", async () => {
  const ana = await givenAccount({ email: "ana@example.com" });
  const asks = async (email: string) => {
    await requestEmailChange({ userId: ana.id, email, proof: password }, { visitor: visitor(), now: new Date() });
    return tokenOf("change-email", "/konfirmasi-email");
  };
  const old = await asks("eve@evil.example");
  for (const email of ["dua@example.com", "ana@example.com"]) await confirms(await asks(email));
  expect(await confirms(old)).toEqual({ ok: false, reason: "expired" });
});

it("who signed up with a stranger's address cannot take the account once its owner has confirmed it", async () => {
  const eves = await givenAccount({ email: "ana@example.com", emailVerified: false });
  await resendVerification({ email: eves.email }, { visitor: visitor(), now });
  await requestEmailChange(
    { userId: eves.id, email: "eve@evil.example", proof: password },
    { visitor: visitor(), now },
  );
  const evil = await tokenOf("change-email", "/konfirmasi-email");
  expect(await confirms(await tokenOf("verify-email", "/konfirmasi-email"))).toMatchObject({
    ok: true,
    resetToken: expect.any(String),
  });
  expect(await confirms(evil)).toEqual({ ok: false, reason: "expired" });
});

it("a reset that is asked for while the address changes opens nothing for the mailbox that is left, in 10 repetitions", async () => {
  for (let repetition = 0; repetition < 10; repetition++) {
    const ana = await givenAccount();
    const asked = { userId: ana.id, email: `baru.${repetition}@example.com`, proof: password };
    await requestEmailChange(asked, { visitor: visitor(), now });
    const change = await tokenOf("change-email", "/konfirmasi-email");
    await Promise.all([requestReset({ email: ana.email }, { visitor: visitor(), now }), confirms(change)]);
    const toOld = (await mails("reset-password")).filter(({ toEmail }) => toEmail === ana.email);
    for (const mail of toOld) {
      const token = linkIn(mail, "/atur-sandi").searchParams.get("token") ?? "";
      expect(await sets(token)).toEqual({ ok: false, reason: "expired" });
    }
  }
});
