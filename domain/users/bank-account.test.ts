import { afterEach, expect, it } from "vitest";
import { db } from "#db/connection.ts";
import { cancelByAdmin } from "#domain/bookings/cancel.ts";
import { refunds } from "#domain/refunds/schema.ts";
import { ownDatabase } from "#tests/database.ts";
import { brokenInvariants } from "#tests/invariants.ts";
import { givenBooking, givenRefund, givenUser } from "#tests/rows.ts";
import { audits, mails } from "#tests/stories.ts";
import { bankAccountForm, bankAccountOf, saveBankAccount } from "./bank-account.ts";

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
