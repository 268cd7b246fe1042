import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { eq, sql } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { db, pool } from "#db/connection.ts";
import { payouts } from "#domain/bookings/schema/payouts.ts";
import { receipts } from "#domain/bookings/schema/receipts.ts";
import { refunds } from "#domain/bookings/schema/refunds.ts";
import { transferItems, transfers } from "#domain/bookings/schema/transfers.ts";
import { ownDatabase } from "#tests/database.ts";
import { type BookingRows, givenBooking, givenRefund, givenTrip, madeAt } from "#tests/rows.ts";

// The release before the bank book writes neither receipts nor transfers: the tables do it for it at the end of its
// transactions, and the migration did it once for all rows that were there.

ownDatabase();

const account = { bankName: "BCA", bankAccountNo: "9876543210", bankAccountName: "Hugo" };
const paid = { status: "PAID", transferRef: "TRF-1", paidAt: madeAt, ...account } as const;

let ana: BookingRows;
let eve: BookingRows;
beforeEach(async () => {
  const trip = await givenTrip({ status: "COMPLETED" });
  const payout = { status: "RELEASED", releasedAt: madeAt } as const;
  ana = await givenBooking({ trip, payout });
  eve = await givenBooking({ trip, payout, payment: { paidAt: new Date("2026-05-01T17:30:00Z") } });
});

const money = () =>
  db()
    .select({ paymentId: receipts.paymentId, amount: receipts.amount, bookedOn: receipts.bookedOn })
    .from(receipts)
    .orderBy(receipts.paymentId);

const items = () =>
  db()
    .select({
      kind: transfers.kind,
      reference: transfers.transferRef,
      transferId: transfers.id,
      amount: transferItems.amount,
      to: transferItems.bankAccountNo,
      outcome: transferItems.outcome,
    })
    .from(transferItems)
    .innerJoin(transfers, eq(transfers.id, transferItems.transferId))
    .orderBy(transferItems.amount);

describe("what the release before writes", () => {
  it("gives a payment that was accepted its receipt, on the bank's day, once", async () => {
    const both = [
      { paymentId: ana.payment.id, amount: ana.payment.receivedAmount, bookedOn: "2026-05-01" },
      { paymentId: eve.payment.id, amount: eve.payment.receivedAmount, bookedOn: "2026-05-02" },
    ];
    expect(await money()).toEqual(both);
    await pool().query(`update "Payment" set "updatedAt" = now()`);
    expect(await money()).toEqual(both);
  });

  it("gives payouts of one reference one transfer, and a refund its own", async () => {
    await givenRefund(ana.booking, { ...paid, amount: 1_000 });
    await db().update(payouts).set(paid);
    const listed = await items();
    const amount = ana.payout!.amount;
    expect(listed).toMatchObject([
      { kind: "REFUND", reference: "TRF-1", amount: 1_000, to: "9876543210", outcome: "PAID" },
      { kind: "PAYOUT", reference: "TRF-1", amount, to: "9876543210", outcome: "PAID" },
      { kind: "PAYOUT", reference: "TRF-1", amount, to: "9876543210", outcome: "PAID" },
    ]);
    expect(new Set(listed.map(({ transferId }) => transferId)).size).toBe(2);
    expect(await db().select({ code: transfers.code }).from(transfers)).toEqual(
      Array(2).fill({ code: expect.stringMatching(/^TF-[2-9A-HJKMNP-Z]{5}$/) }),
    );
  });

  it("keeps that a transfer bounced, and knows the next one", async () => {
    const refund = await givenRefund(ana.booking, { ...paid, amount: 1_000 });
    const owed = { status: "APPROVED", transferRef: null, paidAt: null } as const;
    await db().update(refunds).set(owed).where(eq(refunds.id, refund.id));
    expect(await items()).toMatchObject([{ outcome: "BOUNCED" }]);
    await db()
      .update(refunds)
      .set({ ...paid, transferRef: "TRF-2" })
      .where(eq(refunds.id, refund.id));
    const outcomes = (await items()).map(({ reference, outcome }) => `${reference} ${outcome}`);
    expect(outcomes.toSorted()).toEqual(["TRF-1 BOUNCED", "TRF-2 PAID"]);
  });
});

it("the migration gave all rows that were there the same", async () => {
  await givenRefund(ana.booking, { ...paid, amount: 1_000 });
  await db().update(payouts).set(paid);
  const withoutIds = async () => (await items()).map(({ transferId: _, ...item }) => item);
  const before = [await money(), await withoutIds()];
  await pool().query(`delete from "TransferItem"; delete from "Transfer"; delete from "Receipt"`);
  for (const statement of backfill()) await db().execute(sql.raw(statement));
  expect([await money(), await withoutIds()]).toEqual(before);
});

function backfill(): string[] {
  const folder = join(import.meta.dirname, "migrations");
  const file = readdirSync(folder).find((name) => name.endsWith("_bank-book.sql"))!;
  const statements = readFileSync(join(folder, file), "utf8").split("--> statement-breakpoint");
  const filling = statements.filter((statement) =>
    /^\s*(?:--.*\n)*\s*(?:INSERT INTO "Receipt"|SELECT "adoptTransfers")/.test(statement),
  );
  expect(filling).toHaveLength(3);
  return filling;
}
