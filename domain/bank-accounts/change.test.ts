import { afterEach, describe, expect, it } from "vitest";
import { db } from "#db/connection.ts";
import { cancelByAdmin } from "#domain/bookings/cancel.ts";
import { refunds } from "#domain/bookings/schema/refunds.ts";
import { signIn } from "#domain/users/sign-in.ts";
import { beginTwoFactor, confirmTwoFactor } from "#domain/users/two-factor.ts";
import { authenticatorCode, givenAccount, newVisitor, nextCode, password, withCookies } from "#tests/accounts.ts";
import { ownDatabase } from "#tests/database.ts";
import { brokenInvariants } from "#tests/invariants.ts";
import { givenBooking, givenRefund, givenUser } from "#tests/rows.ts";
import { audits, mails } from "#tests/stories.ts";
import { accountAgeOf, bankAccountForm, bankAccountOf, changeBankAccount, saveBankAccount } from "./change.ts";

ownDatabase();
afterEach(async () => expect(await brokenInvariants()).toEqual({}));

const now = new Date("2026-05-02T03:00:00Z");
const account = { bankName: "BCA", bankAccountNo: "1234567", bankAccountName: "Ana" };

it("what is owed follows the account; what was transferred or is not decided yet does not", async () => {
  const sent = { bankName: "Mandiri", bankAccountNo: "99", bankAccountName: "Ana", transferRef: "TRF1" };
  const ana = await givenBooking({ payment: { uniqueCode: 0 }, payout: { amount: 95_000, feeAmount: 5_000 } });
  await givenRefund(ana.booking, { status: "APPROVED" });
  await givenRefund(ana.booking, { status: "PAID", ...sent });
  await givenRefund(ana.booking, { status: "REQUESTED" });
  const other = await givenBooking({ payment: { uniqueCode: 0 }, payout: { amount: 190_000, feeAmount: 10_000 } });
  await givenRefund(other.booking, { status: "APPROVED" });

  expect(await saveBankAccount(ana.user.id, account, { now })).toBe(1);
  const rows = await db().select().from(refunds).orderBy(refunds.id);
  expect(rows.map(({ bankAccountNo }) => bankAccountNo)).toEqual(["1234567", "99", null, null]);
  expect(await audits("refund.redirect")).toMatchObject([{ actorId: ana.user.id, before: { bankAccountNo: null } }]);
  expect(await audits("user.save-bank-account")).toMatchObject([{ before: { bankName: null }, after: account }]);
});

it("its owner is told of each change, and of nothing else", async () => {
  const ana = await givenUser();
  await saveBankAccount(ana.id, account, { now });
  await saveBankAccount(ana.id, account, { now: new Date(now.getTime() + 1) });
  expect(await mails("bank-account-changed")).toMatchObject([{ toEmail: ana.email, createdAt: now }]);
  expect(await audits("user.save-bank-account")).toHaveLength(1);
});

it.each([
  ["1234-5678 90", "1234567890"],
  ["12.345.678", "12345678"],
  ["\u202A1234\u20115678\u00A090\u202C", "1234567890"],
  ["1234\u20135678\u200B90", "1234567890"],
  ["\uFF11\uFF12\uFF13\uFF14567890", "1234567890"],
])("%s is typed for reading: %s", (typed, number) => {
  expect(bankAccountForm.parse({ ...account, bankAccountNo: typed }).bankAccountNo).toBe(number);
});

it.each(["12345", "123456789012345678901", "BCA123456", "", "\u200B"])("%j is no account number", (bankAccountNo) => {
  expect(bankAccountForm.safeParse({ ...account, bankAccountNo }).success).toBe(false);
});

it("nothing happens for somebody who does not exist", async () => {
  expect(await saveBankAccount("nowhere", account, { now })).toBe(0);
  expect(await audits("user.save-bank-account")).toEqual([]);
});

it("filled in at the moment at which money is promised, in 10 repetitions: the promise never misses it", async () => {
  const sari = await givenUser({ name: "Sari", role: "ADMIN" });
  for (let repetition = 0; repetition < 10; repetition++) {
    const ana = await givenBooking();
    const cancellation = { bookingId: ana.booking.id, adminId: sari.id, reason: "Sakit", now };
    await Promise.all([cancelByAdmin(cancellation), saveBankAccount(ana.user.id, account, { now })]);
  }
  const rows = await db().select().from(refunds);
  expect(rows.map(({ bankAccountNo }) => bankAccountNo)).toEqual(Array(10).fill("1234567"));
});

it("an account is one only once all of it is filled in", async () => {
  const ana = await givenUser({ bankName: "BCA", bankAccountNo: "1234567", bankAccountName: null });
  expect([await bankAccountOf(ana.id), await bankAccountOf("nowhere")]).toEqual([null, null]);
  await saveBankAccount(ana.id, account, { now });
  expect(await bankAccountOf(ana.id)).toEqual(account);
});

describe("in somebody's own browser", () => {
  const changes = (userId: string, proof: string) => changeBankAccount({ userId, account, proof }, { now: new Date() });

  it("a session alone changes nothing, for the first account as for any other: the password is asked for", async () => {
    const ana = await givenAccount();
    for (const proof of ["", "tebakan", ana.email]) {
      expect(await changes(ana.id, proof)).toEqual({ ok: false, reason: "wrong-password" });
    }
    expect(await bankAccountOf(ana.id)).toBeNull();
    expect(await changes(ana.id, password)).toEqual({ ok: true, redirectedRefunds: 0 });
    expect(await bankAccountOf(ana.id)).toEqual(account);
  });

  it("ten guesses, then a wait", async () => {
    const ana = await givenAccount();
    for (let guess = 0; guess < 10; guess++) await changes(ana.id, "tebakan");
    expect(await changes(ana.id, password)).toMatchObject({ ok: false, reason: "too-many" });
  });

  it("who signs in with a code is asked for one, each good once; the password does not do", async () => {
    const ana = await givenAccount();
    const visitor = newVisitor();
    const signedIn = await signIn({ email: ana.email, password }, visitor);
    const owner = {
      userId: ana.id,
      visitor: withCookies(visitor, signedIn.ok ? signedIn.cookies : []),
      now: new Date(),
    };
    const begun = await beginTwoFactor({ password, emailVerified: true }, owner);
    if (!begun.ok) throw new Error(begun.reason);
    await confirmTwoFactor({ code: authenticatorCode(begun.secret) }, owner);
    expect(await changes(ana.id, password)).toEqual({ ok: false, reason: "wrong-code" });
    expect(await changes(ana.id, authenticatorCode(begun.secret))).toEqual({ ok: false, reason: "used" });
    expect(await changes(ana.id, nextCode(begun.secret))).toMatchObject({ ok: true });
  });

  it("who has no password yet, or no confirmed address, is told what to do first", async () => {
    const [sari, eve] = [await givenUser(), await givenAccount({ emailVerified: false })];
    expect(await changes(sari.id, "")).toEqual({ ok: false, reason: "no-password" });
    expect(await changes(eve.id, password)).toEqual({ ok: false, reason: "unverified" });
  });

  it("the same account again needs no proof", async () => {
    const ana = await givenAccount(account);
    expect(await changes(ana.id, "")).toEqual({ ok: true, redirectedRefunds: 0 });
    expect(await mails()).toEqual([]);
  });
});

it("an account is new for a day, the first one too", async () => {
  const ana = await givenUser();
  expect(await accountAgeOf(ana.id, now)).toBeUndefined();
  await saveBankAccount(ana.id, account, { now });
  const after = (hours: number) => accountAgeOf(ana.id, new Date(now.getTime() + hours * 3_600_000));
  expect([await after(0), await after(3), await after(24)]).toEqual([0, 3 * 3_600_000, undefined]);
});
