import { beforeAll, expect, it } from "vitest";
import { pool } from "#db/connection.ts";
import { wibDay } from "#domain/calendar.ts";
import { reconcileMoney } from "#domain/ledger/reconcile.ts";
import { ownDatabase } from "#tests/database.ts";
import { fillBooks } from "#tests/filled-books.ts";
import { accountsAsOf, journalOf, monthsUntil, totalOf, trialBalance } from "./journal.ts";
import { journalAccounts, postingKinds } from "./postings.ts";

ownDatabase({ emptied: false });
beforeAll(async () => void (await fillBooks()));

const whole = { from: "2000-01-01", to: "2100-01-01" };

it("the trial balance is zero on every day, and the accounts are the books' figures", async () => {
  const [{ accounts, unbalancedDays }, balance] = [await trialBalance(), await reconcileMoney()];
  expect(unbalancedDays).toEqual([]);
  expect(accounts).toEqual(await accountsAsOf());
  expect(totalOf(accounts, ...journalAccounts)).toBe(0);
  expect({
    bankRupiah: totalOf(accounts, "bank"),
    owedToParticipantsRupiah: -totalOf(accounts, "participants", "unapplied"),
    owedToOrganizersRupiah: -totalOf(accounts, "held", "organizers"),
    feesRupiah: -totalOf(accounts, "fees", "rounding"),
    bankLinesRupiah: -totalOf(accounts, "charges", "interest", "owner", "corrections"),
  }).toEqual(balance);
  const { rows } = await pool().query(
    `select sum("receivedAmount")::int as parts from "Payment" where "status" = 'AWAITING'`,
  );
  expect([totalOf(accounts, "unapplied"), rows[0].parts > 0]).toEqual([-rows[0].parts, true]);
});

it("as of a day it has what had come and gone by then", async () => {
  expect(await accountsAsOf("2026-04-30")).toEqual([]);
  const before = await accountsAsOf("2026-05-13");
  const after = await accountsAsOf("2026-05-14");
  // The three receipts' days are before, all transfers after.
  expect(totalOf(before, "bank")).toBeGreaterThan(totalOf(after, "bank"));
  expect(await accountsAsOf("2026-12-31")).toEqual(await accountsAsOf());
  expect(totalOf(before, ...journalAccounts)).toBe(0);
});

it("has each kind of posting, by booking, and no more than a file holds", async () => {
  const rows = await journalOf(whole);
  expect(new Set(rows.map(({ kind }) => kind))).toEqual(new Set(postingKinds));
  for (const { of, account } of rows) {
    expect(of).toMatch(/^ST-|^bca$/);
    expect(journalAccounts).toContain(account.split(":")[0]);
  }
  expect((await journalOf({ from: "2026-05-14", to: "2026-05-14" })).every(({ day }) => day === "2026-05-14")).toBe(
    true,
  );
});

it("twelve months end with what the books say, and those before have nothing", async () => {
  const months = await monthsUntil("2026-05-31");
  expect(months.map(({ month }) => month)).toEqual([
    ...["06", "07", "08", "09", "10", "11", "12"].map((month) => `2025-${month}`),
    ...["01", "02", "03", "04", "05"].map((month) => `2026-${month}`),
  ]);
  const { bankRupiah, feesRupiah, bankLinesRupiah } = await reconcileMoney();
  const { cameIn, wentOut, held, earned, bankCharges, ownMoney, bank } = months.at(-1)!;
  expect({ earned, bankCharges, bank }).toEqual({
    earned: feesRupiah,
    bankCharges: -bankLinesRupiah,
    bank: bankRupiah,
  });
  expect(cameIn - wentOut - bankCharges + ownMoney).toBe(bankRupiah);
  expect(held).toBe(-totalOf(await accountsAsOf(), "held"));
  expect(months[0]).toEqual({
    month: "2025-06",
    cameIn: 0,
    wentOut: 0,
    held: 0,
    earned: 0,
    bankCharges: 0,
    ownMoney: 0,
    bank: 0,
  });
  // What was before counts into what stands there.
  expect((await monthsUntil("2027-06-30"))[0]).toMatchObject({ month: "2026-07", cameIn: 0, bank: bankRupiah });
});

type JournalRow = Record<string, string | number | null>;

/** The same postings by the audit log alone: each line moves what it says, on its day. */
async function byTheAuditLog(): Promise<Map<string, number>> {
  const { rows } = await pool().query<{ entity: string; entityId: string; after: JournalRow; createdAt: Date }>(
    `select "entity", "entityId", "after", "createdAt" from "AuditLog" where "after" is not null order by "id"`,
  );
  const known = new Map<string, JournalRow>();
  const totals = new Map<string, number>();
  const post = (day: unknown, ...moved: [string, number][]) => {
    for (const [account, amount] of moved) {
      const key = `${day} ${account}`;
      totals.set(key, (totals.get(key) ?? 0) + amount);
    }
  };
  const money = (row: JournalRow | undefined, name: string) => Number(row?.[name] ?? 0);
  const freed = (row?: JournalRow) => (row?.status === "RELEASED" || row?.status === "PAID" ? money(row, "amount") : 0);
  for (const { entity, entityId, after, createdAt } of rows) {
    const was = known.get(entityId);
    const is = { ...was, ...after };
    known.set(entityId, is);
    const day = wibDay(createdAt);
    if (entity === "Receipt" && (!was || (is.voidedAt && !was.voidedAt))) {
      const came = is.voidedAt ? -money(is, "amount") : money(is, "amount");
      post(is.bookedOn, [`bank:${is.accountKey}`, came], ["unapplied", -came]);
    }
    if (entity === "Refund") {
      const promised = (row?: JournalRow) =>
        row?.status === "APPROVED" || row?.status === "PAID" ? money(row, "amount") : 0;
      const more = promised(is) - promised(was);
      post(day, ["unapplied", more], ["participants", -more]);
    }
    if (entity === "Payout") {
      const total = money(known.get(String(is.bookingId)), "totalAmount");
      const above = (row?: JournalRow) => Math.max(0, money(row, "amount") + money(row, "feeAmount") - total);
      const [share, fee] = ["amount", "feeAmount"].map((name) => money(is, name) - money(was, name));
      const rounding = above(is) - (was ? above(was) : 0);
      post(day, ["unapplied", share! + fee!], ["held", -share!], ["fees", rounding - fee!], ["rounding", -rounding]);
      const released = freed(is) - freed(was);
      post(day, ["held", released], ["organizers", -released]);
    }
    if (
      entity === "TransferItem" &&
      is.outcome !== was?.outcome &&
      (is.outcome === "PAID" || is.outcome === "BOUNCED")
    ) {
      const transfer = known.get(String(is.transferId))!;
      const sign = is.outcome === "PAID" ? 1 : -1;
      const moved = sign * money(is, "amount");
      const to = is.payoutId === null ? "participants" : "organizers";
      post(sign > 0 ? transfer.bookedOn : day, [to, moved], [`bank:${transfer.accountKey}`, -moved]);
    }
    if (entity === "StatementLine" && is.kind === "FEE")
      post(is.bookedOn, [`bank:${is.accountKey}`, money(is, "amount")], ["charges", -money(is, "amount")]);
  }
  return new Map([...totals].filter(([, amount]) => amount !== 0).sort());
}

it("the audit log by itself makes the same postings on the same days", async () => {
  const totals = new Map<string, number>();
  for (const { day, account, amountRupiah } of await journalOf(whole)) {
    const key = `${day} ${account}`;
    totals.set(key, (totals.get(key) ?? 0) + amountRupiah);
  }
  const journal = new Map([...totals].filter(([, amount]) => amount !== 0).sort());
  expect(journal).toEqual(await byTheAuditLog());
});
