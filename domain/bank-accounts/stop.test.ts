import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { db } from "#db/connection.ts";
import { refunds } from "#domain/bookings/schema/refunds.ts";
import { policy } from "#domain/policy.ts";
import { changePassword, requestReset, setPassword } from "#domain/users/passwords.ts";
import { bankAccountStops, sessions } from "#domain/users/schema.ts";
import { visitorOf } from "#domain/users/session.ts";
import { signIn } from "#domain/users/sign-in.ts";
import { confirmEmail, requestEmailChange } from "#domain/users/verification.ts";
import { givenAccount, linkIn, newVisitor, password, withCookies } from "#tests/accounts.ts";
import { ownDatabase } from "#tests/database.ts";
import { brokenInvariants } from "#tests/invariants.ts";
import { givenBooking, givenRefund } from "#tests/rows.ts";
import { audits, mails } from "#tests/stories.ts";
import { bankAccountOf, saveBankAccount } from "./change.ts";
import { previewBankAccountStop, stopBankAccount } from "./stop.ts";

ownDatabase();
afterEach(async () => expect(await brokenInvariants()).toEqual({}));

const now = new Date();
const later = (ms: number) => new Date(now.getTime() + ms);
const anas = { bankName: "BCA", bankAccountNo: "1111111111", bankAccountName: "Ana" };
const eves = { bankName: "BRI", bankAccountNo: "6666666666", bankAccountName: "Eve" };
const fresh = "fajar di pantai";

let ana: Awaited<ReturnType<typeof givenAccount>>;
beforeEach(async () => {
  ana = await givenAccount({ email: "ana@example.com", ...anas });
});

/** The tokens of the links that went to a mailbox, the oldest first. */
const tokensTo = async (email: string) =>
  (await mails("bank-account-changed"))
    .filter(({ toEmail }) => toEmail === email)
    .map((mail) => linkIn(mail, "/hentikan-rekening").searchParams.get("token") ?? "");

async function browserOf(email = ana.email, tried = password): Promise<Headers> {
  const visitor = newVisitor();
  const signedIn = await signIn({ email, password: tried }, visitor);
  if (!signedIn.ok) throw new Error(signedIn.reason);
  return withCookies(visitor, signedIn.cookies);
}

describe("the link that stops a changed account", () => {
  it("shows what it will do, does nothing by being opened, and does it once", async () => {
    await saveBankAccount(ana.id, eves, { now });
    const [token = ""] = await tokensTo(ana.email);
    for (let opened = 0; opened < 3; opened++)
      expect(await previewBankAccountStop(token, now)).toEqual({ current: eves, earlier: anas });
    expect(await bankAccountOf(ana.id)).toEqual(eves);
    const presses = await Promise.all([1, 2, 3].map(() => stopBankAccount(token, now)));
    expect(presses.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await bankAccountOf(ana.id)).toEqual(anas);
    expect(await previewBankAccountStop(token, now)).toBeUndefined();
    expect(await stopBankAccount("anything", now)).toEqual({ ok: false, reason: "expired" });
    expect(await audits("user.stop-bank-account")).toMatchObject([{ before: eves, after: anas }]);
    expect(await mails("bank-account-stopped")).toMatchObject([{ toEmail: ana.email }]);
  });

  it("is kept as a hash alone, and opens as long as policy says", async () => {
    await saveBankAccount(ana.id, eves, { now });
    const [token = ""] = await tokensTo(ana.email);
    expect(JSON.stringify(await db().select().from(bankAccountStops))).not.toContain(token);
    expect(await previewBankAccountStop(token, later(policy.bankAccountStopMs - 1))).toBeDefined();
    expect(await stopBankAccount(token, later(policy.bankAccountStopMs))).toEqual({ ok: false, reason: "expired" });
    expect(await bankAccountOf(ana.id)).toEqual(eves);
  });

  it("takes back what followed the account, and nothing that was transferred", async () => {
    const { booking } = await givenBooking({
      user: ana,
      payment: { uniqueCode: 0 },
      payout: { amount: 95_000, feeAmount: 5_000 },
    });
    await givenRefund(booking, { status: "APPROVED", amount: 50_000, ...anas });
    await givenRefund(booking, { status: "APPROVED", amount: 50_000, ...anas });
    await givenRefund(booking, { status: "PAID", amount: 100_000, ...eves, transferRef: "TRF" });
    await saveBankAccount(ana.id, eves, { now });
    const [token = ""] = await tokensTo(ana.email);
    expect(await stopBankAccount(token, now)).toMatchObject({ ok: true, redirectedRefunds: 2 });
    const rows = await db().select().from(refunds).orderBy(refunds.id);
    expect(rows.map(({ bankAccountNo }) => bankAccountNo)).toEqual(["1111111111", "1111111111", "6666666666"]);
    expect(await audits("refund.redirect")).toHaveLength(4);
  });

  it("leaves no account where there was none before: what is owed waits again", async () => {
    const eve = await givenBooking({ payment: { uniqueCode: 0 }, payout: { amount: 190_000, feeAmount: 10_000 } });
    await givenRefund(eve.booking, { status: "APPROVED", amount: 100_000 });
    await saveBankAccount(eve.user.id, eves, { now });
    const [token = ""] = await tokensTo(eve.user.email);
    expect(await previewBankAccountStop(token, now)).toEqual({ current: eves, earlier: null });
    await stopBankAccount(token, now);
    expect(await db().select({ no: refunds.bankAccountNo }).from(refunds)).toEqual([{ no: null }]);
  });

  it("ends every session and the password, and lets the owner choose another one", async () => {
    const [mine, thiefs] = [await browserOf(), await browserOf()];
    await requestReset({ email: ana.email }, { visitor: newVisitor(), now });
    const reset = linkIn((await mails("reset-password"))[0]!, "/atur-sandi").searchParams.get("token") ?? "";
    await saveBankAccount(ana.id, eves, { now });
    const [token = ""] = await tokensTo(ana.email);
    const stopped = await stopBankAccount(token, now);
    expect([await visitorOf(mine), await visitorOf(thiefs)]).toEqual([undefined, undefined]);
    expect(await db().select().from(sessions)).toEqual([]);
    expect(await signIn({ email: ana.email, password }, newVisitor())).toEqual({ ok: false, reason: "wrong" });
    const sets = (token: string) => setPassword({ token, password: fresh }, { visitor: newVisitor(), now });
    expect(await sets(reset)).toEqual({ ok: false, reason: "expired" });
    expect(await sets(stopped.ok ? stopped.resetToken : "")).toMatchObject({ ok: true });
    expect(await visitorOf(await browserOf(ana.email, fresh))).toMatchObject({ id: ana.id });
  });

  it("goes back to before the first change, so that a second change gains a thief nothing", async () => {
    await saveBankAccount(ana.id, eves, { now });
    await saveBankAccount(ana.id, { ...eves, bankAccountNo: "7777777777" }, { now: later(1) });
    const [first = "", second = ""] = await tokensTo(ana.email);
    expect(await previewBankAccountStop(second, later(2))).toMatchObject({ earlier: anas });
    await stopBankAccount(second, later(2));
    expect(await bankAccountOf(ana.id)).toEqual(anas);
    expect(await stopBankAccount(first, later(2))).toEqual({ ok: false, reason: "expired" });
  });

  it("outlives what a thief may do: another password, another address", async () => {
    await saveBankAccount(ana.id, eves, { now });
    const [token = ""] = await tokensTo(ana.email);
    const thief = await browserOf();
    await changePassword({ userId: ana.id, old: password, password: fresh }, { visitor: thief, now });
    await changesAddress("eve@evil.example", fresh, now);
    expect(await stopBankAccount(token, now)).toMatchObject({ ok: true });
  });
});

async function changesAddress(email: string, typed: string, at: Date) {
  await requestEmailChange({ userId: ana.id, email, proof: typed }, { visitor: newVisitor(), now: at });
  const asked = (await mails("change-email")).at(-1)!;
  const token = linkIn(asked, "/konfirmasi-email").searchParams.get("token") ?? "";
  expect(await confirmEmail(token, { visitor: newVisitor(), now: at })).toMatchObject({ ok: true });
}

describe("a thief who changes the address first", () => {
  it("does not keep the warning from the earlier mailbox, whose link gives the account back", async () => {
    await changesAddress("eve@evil.example", password, now);
    await saveBankAccount(ana.id, eves, { now: later(1) });
    const [token = ""] = await tokensTo("ana@example.com");
    expect(await tokensTo("eve@evil.example")).toHaveLength(1);
    expect(await previewBankAccountStop(token, later(2))).toEqual({
      current: eves,
      earlier: anas,
      restoredEmail: "ana@example.com",
    });
    const stopped = await stopBankAccount(token, later(2));
    expect(await mails("bank-account-stopped")).toMatchObject([{ toEmail: "ana@example.com" }]);
    await setPassword(
      { token: stopped.ok ? stopped.resetToken : "", password: fresh },
      { visitor: newVisitor(), now: later(3) },
    );
    expect(await visitorOf(await browserOf("ana@example.com", fresh))).toMatchObject({ id: ana.id });
    // What comes now is nothing for the mailbox that the account was taken to.
    await saveBankAccount(ana.id, { ...anas, bankAccountNo: "2222222222" }, { now: later(4) });
    expect(await tokensTo("eve@evil.example")).toHaveLength(1);
    expect(await tokensTo("ana@example.com")).toHaveLength(2);
  });

  it("gains nothing by a second address, nor by stopping themselves: the owner's mailbox stays warned", async () => {
    await changesAddress("eve@evil.example", password, now);
    await changesAddress("eva@evil.example", password, later(1));
    await saveBankAccount(ana.id, eves, { now: later(2) });
    const [evil = ""] = await tokensTo("eve@evil.example");
    await stopBankAccount(evil, later(3));
    expect(await bankAccountOf(ana.id)).toEqual(anas);
    await saveBankAccount(ana.id, eves, { now: later(4) });
    const mine = await tokensTo("ana@example.com");
    expect(await stopBankAccount(mine.at(-1) ?? "", later(5))).toMatchObject({ ok: true });
    expect(await bankAccountOf(ana.id)).toEqual(anas);
  });

  it("is warned about no longer than policy says", async () => {
    await changesAddress("ana.baru@example.com", password, now);
    await saveBankAccount(ana.id, eves, { now: later(policy.formerEmailKeptMs) });
    expect(await tokensTo("ana@example.com")).toEqual([]);
    expect(await tokensTo("ana.baru@example.com")).toHaveLength(1);
  });
});
