import { hashPassword } from "better-auth/crypto";
import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { db } from "#db/connection.ts";
import { policy } from "#domain/policy.ts";
import { givenAccount, linkIn, newVisitor, password, withCookies } from "#tests/accounts.ts";
import { ownDatabase } from "#tests/database.ts";
import { mails } from "#tests/stories.ts";
import { addAdministrator } from "./administrators.ts";
import { changePassword, requestReset, setPassword } from "./passwords.ts";
import { accounts, users } from "./schema.ts";
import { signIn } from "./sign-in.ts";
import { signUp } from "./sign-up.ts";

ownDatabase();

const now = new Date();
const ana = { name: "Ana Lestari", email: "ana.lestari@example.com", phone: "+6281298765432" };

type Door = { chooses: (password: string) => Promise<{ ok: boolean }> };

/** Wherever somebody chooses a password; each door stays open for the next try. */
const doors: Record<string, () => Promise<Door>> = {
  "signing up": async () => ({
    chooses: (chosen) => signUp({ ...ana, password: chosen, locale: "id" }, { visitor: newVisitor(), now }),
  }),
  "a link that was mailed": async () => {
    await givenAccount(ana);
    await requestReset({ email: ana.email }, { visitor: newVisitor(), now });
    const token = linkIn((await mails("reset-password"))[0]!, "/atur-sandi").searchParams.get("token") ?? "";
    return { chooses: (chosen) => setPassword({ token, password: chosen }, { visitor: newVisitor(), now }) };
  },
  "a new administrator's link": async () => {
    const added = await addAdministrator(ana.email, { now });
    const token = added.ok ? added.token : "";
    return { chooses: (chosen) => setPassword({ token, password: chosen }, { visitor: newVisitor(), now }) };
  },
  "changing it": async () => {
    const { id: userId, email } = await givenAccount(ana);
    const visitor = newVisitor();
    const signedIn = await signIn({ email, password }, visitor);
    const browser = withCookies(visitor, signedIn.ok ? signedIn.cookies : []);
    return {
      chooses: (chosen) => changePassword({ userId, old: password, password: chosen }, { visitor: browser, now }),
    };
  },
};

describe.each(Object.entries(doors))("%s", (_, opens) => {
  it("refuses what everybody guesses, with the reason, and takes another one at once", async () => {
    const { chooses } = await opens();
    expect(await chooses("1234567890")).toEqual({ ok: false, reason: "usual" });
    expect(await chooses("sayangku123")).toEqual({ ok: false, reason: "usual" });
    expect(await chooses(ana.email)).toEqual({ ok: false, reason: "own" });
    expect(await chooses("ana.lestari")).toEqual({ ok: false, reason: "own" });
    expect(await chooses("fajar di pantai")).toMatchObject({ ok: true });
  });
});

it("somebody who chose such a password before signs in with it as always", async () => {
  const { id, email } = await givenAccount(ana);
  await db()
    .update(accounts)
    .set({ password: await hashPassword("1234567890") })
    .where(eq(accounts.userId, id));
  expect(await signIn({ email, password: "1234567890" }, newVisitor())).toMatchObject({ ok: true });
  expect(await db().$count(users)).toBe(1);
});

it("nobody has passwords judged without end", async () => {
  const visitor = newVisitor();
  const asks = () => signUp({ ...ana, password: "1234567890", locale: "id" }, { visitor, now });
  for (let tries = 0; tries < policy.attempts["password-choice"].max; tries++) await asks();
  expect(await asks()).toMatchObject({ ok: false, reason: "too-many" });
});
