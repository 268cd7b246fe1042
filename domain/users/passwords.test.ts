import { beforeEach, describe, expect, it } from "vitest";
import { db } from "#db/connection.ts";
import { givenAccount, linkIn, newVisitor, password, withCookies } from "#tests/accounts.ts";
import { ownDatabase } from "#tests/database.ts";
import { givenUser, madeAt } from "#tests/rows.ts";
import { audits, mails } from "#tests/stories.ts";
import { changePassword, requestReset, resetLifetimeMs, setPassword } from "./passwords.ts";
import { users, verifications } from "./schema.ts";
import { visitorOf } from "./session.ts";
import { signIn } from "./sign-in.ts";

ownDatabase();

const now = new Date();
const fresh = "fajar di pantai";

let ana: Awaited<ReturnType<typeof givenAccount>>;
beforeEach(async () => {
  ana = await givenAccount({ email: "ana@example.com" });
});

const asks = (email: string, visitor = newVisitor()) => requestReset({ email }, { visitor, now });
const token = async () =>
  linkIn((await mails("reset-password")).at(-1)!, "/atur-sandi").searchParams.get("token") ?? "";
const sets = (token: string, password = fresh) => setPassword({ token, password }, { visitor: newVisitor(), now });

async function browserOf(tried = password): Promise<Headers> {
  const visitor = newVisitor();
  const signedIn = await signIn({ email: ana.email, password: tried }, visitor);
  if (!signedIn.ok) throw new Error(signedIn.reason);
  return withCookies(visitor, signedIn.cookies);
}

describe("who forgot the password", () => {
  it("gets a link by mail for an hour, in his language, with which he sets a new one", async () => {
    expect(await asks(" ANA@example.com ")).toEqual({ ok: true });
    const [mail] = await mails();
    expect(mail).toMatchObject({ template: "reset-password", toEmail: ana.email, subject: "Atur ulang kata sandi" });
    expect(mail?.notAfter).toEqual(new Date(now.getTime() + resetLifetimeMs));
    expect(await sets(await token())).toMatchObject({ ok: true });
    expect(await signIn({ email: ana.email, password }, newVisitor())).toEqual({ ok: false, reason: "wrong" });
    expect(await visitorOf(await browserOf(fresh))).toMatchObject({ id: ana.id });
  });

  it("learns nothing about an address that nobody has, or somebody suspended", async () => {
    await givenUser({ email: "eve@example.com", suspendedAt: madeAt });
    expect(await asks("nobody@example.com")).toEqual({ ok: true });
    expect(await asks("eve@example.com")).toEqual({ ok: true });
    expect(await mails()).toEqual([]);
  });

  it("is answered before anybody has looked whether the address is known", async () => {
    const waiting: (() => Promise<void>)[] = [];
    for (const email of ["nobody@example.com", ana.email]) {
      const defer = (work: () => Promise<void>) => void waiting.push(work);
      expect(await requestReset({ email }, { visitor: newVisitor(), now, defer })).toEqual({ ok: true });
    }
    expect(await mails()).toEqual([]);
    for (const work of waiting) await work();
    expect(await mails()).toMatchObject([{ toEmail: ana.email }]);
  });

  it("uses one link once, and every other link ends with it", async () => {
    await asks(ana.email);
    const first = await token();
    await requestReset({ email: ana.email }, { visitor: newVisitor(), now: new Date(now.getTime() + 1) });
    expect(await sets(await token())).toMatchObject({ ok: true });
    expect(await sets(first)).toEqual({ ok: false, reason: "expired" });
    expect(await db().select().from(verifications)).toEqual([]);
  });

  it("is signed out everywhere, and told by mail", async () => {
    const elsewhere = await browserOf();
    await asks(ana.email);
    await sets(await token());
    expect(await visitorOf(elsewhere)).toBeUndefined();
    expect(await mails("password-changed")).toMatchObject([{ toEmail: ana.email, createdAt: now }]);
    expect(await audits("user.set-password")).toMatchObject([{ actorId: ana.id, before: null, after: null }]);
  });

  it("has proved that the address is his", async () => {
    await db().update(users).set({ emailVerified: false });
    await asks(ana.email);
    await sets(await token());
    expect(await db().select({ emailVerified: users.emailVerified }).from(users)).toEqual([{ emailVerified: true }]);
  });

  it("may ask five times an hour, from wherever, and one network for thirty addresses", async () => {
    for (let count = 0; count < 5; count++) await asks(ana.email);
    expect(await asks(ana.email)).toEqual({ ok: false, reason: "too-many", retryAfterSeconds: 3600 });
    const network = newVisitor();
    const answers = [];
    for (let count = 0; count < 31; count++) answers.push(await asks(`eve${count}@example.com`, network));
    expect(answers.filter(({ ok }) => ok)).toHaveLength(30);
  });
});

describe("who changes the password", () => {
  const changes = (visitor: Headers, old: string, next = fresh) =>
    changePassword({ userId: ana.id, old, password: next }, { visitor, now });

  it("must know the old one, keeps this session and ends the others", async () => {
    const [here, elsewhere] = [await browserOf(), await browserOf()];
    expect(await changes(here, "tebakan")).toEqual({ ok: false, reason: "wrong" });
    expect(await changes(here, password, "pendek")).toEqual({ ok: false, reason: "too-short" });
    const changed = await changes(here, password);
    expect(await visitorOf(withCookies(here, changed.ok ? changed.cookies : []))).toMatchObject({ id: ana.id });
    expect(await visitorOf(elsewhere)).toBeUndefined();
    expect(await visitorOf(here)).toBeUndefined();
    expect(await mails("password-changed")).toHaveLength(1);
    expect(await visitorOf(await browserOf(fresh))).toMatchObject({ id: ana.id });
  });

  it("is stopped after ten guesses at the old one, from however many addresses", async () => {
    const here = await browserOf();
    const from = () => new Headers([["cookie", here.get("cookie") ?? ""], ...newVisitor()]);
    for (let count = 0; count < 10; count++) await changes(from(), "tebakan");
    expect(await changes(from(), password)).toMatchObject({ ok: false, reason: "too-many", retryAfterSeconds: 900 });
  });
});
