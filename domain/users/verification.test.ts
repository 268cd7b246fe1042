import { describe, expect, it } from "vitest";
import { db } from "#db/connection.ts";
import { givenAccount, linkIn, newVisitor, password, withCookies } from "#tests/accounts.ts";
import { ownDatabase } from "#tests/database.ts";
import { givenUser, madeAt } from "#tests/rows.ts";
import { audits, mails } from "#tests/stories.ts";
import { requestReset } from "./passwords.ts";
import { sessions, users } from "./schema.ts";
import { visitorOf } from "./session.ts";
import { signIn } from "./sign-in.ts";
import { signUp } from "./sign-up.ts";
import { confirmEmail, requestEmailChange, resendVerification } from "./verification.ts";

ownDatabase();

const now = new Date();
const sendsAgain = (email: string, visitor = newVisitor()) => resendVerification({ email }, { visitor, now });
const confirms = (token: string) => confirmEmail(token, { visitor: newVisitor(), now });
const emails = async () => (await db().select({ email: users.email }).from(users)).map(({ email }) => email);

describe("sending the verification mail again", () => {
  it("is for an address that waits for it, and answers alike for all others", async () => {
    await givenAccount({ email: "ana@example.com", emailVerified: false });
    await givenAccount({ email: "hugo@example.com" });
    await givenAccount({ email: "eve@example.com", emailVerified: false, suspendedAt: madeAt });
    for (const name of ["ANA", "hugo", "eve", "nobody"]) {
      expect(await sendsAgain(`${name}@example.com`)).toEqual({ ok: true });
    }
    expect(await mails()).toMatchObject([{ template: "verify-email", toEmail: "ana@example.com" }]);
  });

  it("is answered before anybody has looked whether the address waits for it", async () => {
    await givenAccount({ email: "ana@example.com", emailVerified: false });
    const waiting: (() => Promise<void>)[] = [];
    const defer = (work: () => Promise<void>) => void waiting.push(work);
    const asked = { email: "ana@example.com" };
    expect(await resendVerification(asked, { visitor: newVisitor(), now, defer })).toEqual({ ok: true });
    expect(await mails()).toEqual([]);
    await Promise.all(waiting.map((work) => work()));
    expect(await mails()).toHaveLength(1);
  });

  it("is limited to five an hour for an address", async () => {
    for (let count = 0; count < 5; count++) await sendsAgain("ana@example.com");
    expect(await sendsAgain("ana@example.com")).toEqual({ ok: false, reason: "too-many", retryAfterSeconds: 3600 });
  });
});

const signsUp = (email: string, visitor = newVisitor()) =>
  signUp({ name: "Eve", email, phone: "+6281234567890", password: "fajar di pantai", locale: "id" }, { visitor, now });
const resets = (email: string, visitor = newVisitor()) => requestReset({ email }, { visitor, now });

describe("mails that nobody asked for are counted by mailbox", () => {
  const spellings = [
    "ana.korban@gmail.com",
    "anakorban+1@gmail.com",
    "anakorban+2@googlemail.com",
    "an.akorban@gmail.com",
    "anakorban@gmail.com",
    "anakorban+6@gmail.com",
  ];

  it("sign-up: five under however many plus-addresses and dots, the sixth is refused", async () => {
    for (const email of spellings.slice(0, 5)) expect(await signsUp(email)).toMatchObject({ ok: true });
    expect(await signsUp(spellings[5]!)).toMatchObject({ ok: false, reason: "too-many" });
    expect(await signsUp("ana.korban+7@example.com")).toMatchObject({ ok: true });
  });

  it.each([
    ["verification", sendsAgain],
    ["reset", resets],
  ])("%s: of six accounts of one mailbox five get theirs, and all are answered alike", async (_, asks) => {
    for (const email of spellings) await givenAccount({ email, emailVerified: false });
    for (const email of spellings) expect(await asks(email)).toEqual({ ok: true });
    expect(await mails()).toHaveLength(5);
  });

  it("a change of address, too, by however many accounts, who are answered alike", async () => {
    for (let eve = 0; eve < 6; eve++) {
      const { id } = await givenAccount({ name: "Eve" });
      const asked = { userId: id, email: `korban+${eve}@example.com`, proof: password };
      expect(await requestEmailChange(asked, { visitor: newVisitor(), now })).toEqual({ ok: true });
    }
    expect(await mails("change-email")).toHaveLength(5);
  });
});

describe("what a stranger asks for uses up nothing of the owner's", () => {
  it.each([
    ["verification", sendsAgain],
    ["reset", resets],
    ["sign-up", signsUp],
  ])("%s: what their network's own limit refuses", async (_, asks) => {
    await givenAccount({ email: "ana@example.com", emailVerified: false });
    const network = newVisitor();
    for (let count = 0; count < 30; count++) await asks(`nobody${count}@example.com`, network);
    for (let count = 0; count < 5; count++)
      expect(await asks("ana@example.com", network)).toMatchObject({ ok: false, reason: "too-many" });
    expect(await asks("ana@example.com")).toMatchObject({ ok: true });
    expect((await mails()).filter(({ toEmail }) => toEmail === "ana@example.com")).toHaveLength(1);
  });

  it.each([
    ["verification", sendsAgain],
    ["reset", resets],
  ])("%s: what they ask for addresses of the same mailbox that nobody has", async (_, asks) => {
    await givenAccount({ email: "ana@example.com", emailVerified: false });
    for (let count = 0; count < 6; count++) expect(await asks(`ana+${count}@example.com`)).toEqual({ ok: true });
    expect(await asks("ana@example.com")).toEqual({ ok: true });
    expect(await mails()).toMatchObject([{ toEmail: "ana@example.com" }]);
  });

  it("a change to their address that fails for want of a password", async () => {
    await givenAccount({ email: "ana@example.com", emailVerified: false });
    for (let count = 0; count < 6; count++) {
      const { id } = await givenAccount({ name: "Eve" });
      const asked = { userId: id, email: "ana@example.com", proof: "a guess" };
      await requestEmailChange(asked, { visitor: newVisitor(), now });
    }
    expect(await sendsAgain("ana@example.com")).toEqual({ ok: true });
    expect(await mails()).toMatchObject([{ template: "verify-email", toEmail: "ana@example.com" }]);
  });
});

describe("another address", () => {
  const asks = (userId: string, email: string, typed = password) =>
    requestEmailChange({ userId, email, proof: typed }, { visitor: newVisitor(), now });
  const token = async () =>
    linkIn((await mails("change-email"))[0]!, "/konfirmasi-email").searchParams.get("token") ?? "";

  it("is one's own once its link is opened; the old address is told before", async () => {
    const ana = await givenAccount({ email: "ana@example.com" });
    expect(await asks(ana.id, " Ana.Baru@Example.com ")).toEqual({ ok: true });
    expect(await emails()).toEqual(["ana@example.com"]);
    expect(await mails("email-change-asked")).toMatchObject([{ toEmail: "ana@example.com" }]);
    expect(await mails("change-email")).toMatchObject([{ toEmail: "ana.baru@example.com" }]);
    expect(await confirms(await token())).toEqual({ ok: true, cookies: [], wanted: "/akun" });
    expect(await emails()).toEqual(["ana.baru@example.com"]);
    expect(await audits("user.change-email")).toMatchObject([
      { actorId: ana.id, entityId: ana.id, after: { email: "ana.baru@example.com" } },
    ]);
    expect(await signIn({ email: "ana.baru@example.com", password }, newVisitor())).toMatchObject({ ok: true });
    expect(await db().select({ emailVerified: users.emailVerified }).from(users)).toEqual([{ emailVerified: true }]);
  });

  it("keeps the session in which it was asked for", async () => {
    const ana = await givenAccount();
    const visitor = newVisitor();
    const signedIn = await signIn({ email: ana.email, password }, visitor);
    const browser = withCookies(visitor, signedIn.ok ? signedIn.cookies : []);
    await asks(ana.id, "baru@example.com");
    await confirms(await token());
    expect(await visitorOf(browser)).toMatchObject({ id: ana.id, email: "baru@example.com" });
  });

  it("cannot be somebody else's, which nobody is told, also when he took it meanwhile", async () => {
    const ana = await givenAccount();
    await givenUser({ email: "hugo@example.com" });
    expect(await asks(ana.id, "HUGO@example.com")).toEqual({ ok: true });
    expect(await mails()).toEqual([]);
    await asks(ana.id, "bebas@example.com");
    await givenUser({ email: "bebas@example.com" });
    expect(await confirms(await token())).toEqual({ ok: false, reason: "expired" });
    expect(await emails()).toContain(ana.email);
    expect(await db().select().from(sessions)).toEqual([]);
  });

  it("needs the password: an open browser is not enough", async () => {
    const ana = await givenAccount();
    expect(await asks(ana.id, "eve@example.com", "tebakan")).toEqual({ ok: false, reason: "wrong-password" });
    expect(await mails()).toEqual([]);
  });

  it("is another one", async () => {
    const ana = await givenAccount({ email: "ana@example.com" });
    expect(await asks(ana.id, "ANA@example.com")).toEqual({ ok: false, reason: "same" });
    expect(await mails()).toEqual([]);
  });

  it("makes older links worthless", async () => {
    const ana = await givenAccount();
    await asks(ana.id, "satu@example.com");
    const first = await token();
    await confirms(first);
    expect(await confirms(first)).toEqual({ ok: false, reason: "expired" });
  });
});
