import { expect, it } from "vitest";
import { db, transaction } from "#db/connection.ts";
import { type AuditRow, audit } from "#domain/audit/audit.ts";
import { transferItems } from "#domain/bookings/schema/transfers.ts";
import { decideLine } from "#domain/statements/lines.ts";
import { statementLines } from "#domain/statements/schema.ts";
import { confirmTransfer } from "#domain/transfers/confirm.ts";
import { ownDatabase } from "#tests/database.ts";
import { givenBooking, givenRefund, givenUser } from "#tests/rows.ts";
import { imports, sheetOf } from "#tests/statements.ts";
import { prepared } from "#tests/transfers.ts";
import { changesOf, lastChange, listChanges } from "./queries.ts";

ownDatabase();

const at = (minute: number) => new Date(Date.UTC(2026, 4, 20, 6, minute));

async function given(minute: number, row: Partial<AuditRow> = {}) {
  const usual = {
    actor: { type: "CRON", id: "expire-payments" },
    action: "payment.expire",
    entity: "Payment",
  } as const;
  await transaction((tx) =>
    audit(tx, [{ ...usual, entityId: "p1", before: { status: "AWAITING" }, after: { status: "EXPIRED" }, ...row }], {
      now: at(minute),
    }),
  );
}

const actions = async (...filter: Parameters<typeof listChanges>) =>
  (await listChanges(...filter)).rows.map(({ action }) => action);

it("changes come newest first, with the name of the person or job that made them", async () => {
  const sari = await givenUser({ name: "Sari", role: "ADMIN" });
  await given(1);
  await given(2, { actor: { type: "ADMIN", id: sari.id }, action: "payment.settle", entityId: "p2" });
  const { rows } = await listChanges();
  expect(rows).toMatchObject([
    { action: "payment.settle", actor: { type: "ADMIN", id: sari.id, name: "Sari" }, createdAt: at(2) },
    { action: "payment.expire", actor: { type: "CRON", id: "expire-payments", name: null } },
  ]);
});

it("can be narrowed down to rows, to who did it and to a time", async () => {
  const sari = await givenUser({ name: "Sari", role: "ADMIN" });
  await given(1);
  await given(2, { actor: { type: "ADMIN", id: sari.id }, action: "payment.settle", entityId: "p2" });
  await given(3, { entity: "Refund", action: "refund.pay", entityId: "r1" });
  expect(await actions({ about: ["r1"] })).toEqual(["refund.pay"]);
  expect(await actions({ about: ["p1"], by: [sari.id] })).toEqual(["payment.settle", "payment.expire"]);
  expect(await actions({ about: [] })).toEqual([]);
  expect(await actions({ actorId: sari.id })).toEqual(["payment.settle"]);
  expect(await actions({ actorType: "CRON" })).toEqual(["refund.pay", "payment.expire"]);
  expect(await actions({ actorId: "expire-payments" })).toEqual([]);
  expect(await actions({ from: at(2), to: at(3) })).toEqual(["payment.settle"]);
});

it("names the booking that a row is or belongs to, where it is one", async () => {
  const { booking, payment, payout } = await givenBooking({ payout: {} });
  const refund = await givenRefund(booking);
  const ids = { Booking: booking.id, Payment: payment.id, Payout: payout!.id, Refund: refund.id, Trip: booking.tripId };
  for (const [entity, entityId] of Object.entries(ids)) await given(1, { entity, entityId } as Partial<AuditRow>);
  const { rows } = await listChanges();
  expect(Object.fromEntries(rows.map(({ entity, booking: code }) => [entity, code]))).toEqual({
    Booking: booking.code,
    Payment: booking.code,
    Payout: booking.code,
    Refund: booking.code,
    Trip: null,
  });
});

it("says what a row of money was when it changed, whatever it is by now", async () => {
  await given(1, { action: "payment.request", before: null, after: { amount: 300_123, bankAccountKey: "bca" } });
  await given(2);
  await given(3, { after: { amount: 400_000 }, before: { amount: 300_123 } });
  await given(4);
  const amounts = (await listChanges()).rows.map(({ row }) => [row.amount, row.accountKey]);
  expect(amounts).toEqual([
    [400_000, "bca"],
    [400_000, "bca"],
    [300_123, "bca"],
    [300_123, "bca"],
  ]);
});

it("says of a line of the bank statement its amount, its account and the file that brought it", async () => {
  const sari = await givenUser({ role: "ADMIN" });
  await imports(sari, sheetOf([["2026-05-02", -2_500, "BIAYA ADM"]]), at(1));
  const [line] = await db().select().from(statementLines);
  await decideLine({ lineId: line!.id, kind: "FEE", note: null, adminId: sari.id, now: at(2) });
  const { rows } = await listChanges({ about: [line!.id] });
  expect(rows.map(({ action, row }) => [action, row])).toEqual([
    ["statement.decide", { amount: -2_500, items: null, accountKey: "bca", fileName: null }],
    ["statement.import", { amount: -2_500, items: null, accountKey: "bca", fileName: "mutasi.csv" }],
  ]);
});

it("says of a transfer how much was prepared, and how much of it was confirmed where a part was left out", async () => {
  const sari = await givenUser({ role: "ADMIN" });
  const account = { bankName: "BCA", bankAccountNo: "1234567890", bankAccountName: "Ana" };
  const owed = { status: "APPROVED", approvedAt: at(0), ...account } as const;
  const refunds = [];
  for (const amount of [70_000, 50_000])
    refunds.push(await givenRefund((await givenBooking({ payout: {} })).booking, { ...owed, amount }));
  const transfer = await prepared({ refundIds: refunds.map(({ id }) => id) }, { sari, now: at(1) });
  if (!transfer.ok) throw new Error(transfer.reason);
  const items = await db().select().from(transferItems);
  const [left] = items.filter(({ amount }) => amount === 50_000);
  const { transferId } = transfer;
  const bank = { transferRef: "REF1", bookedOn: "2026-05-20", leftOut: [left!.id] };
  expect(await confirmTransfer({ transferId, ...bank, adminId: sari.id, now: at(2) })).toMatchObject({ ok: true });
  const { rows } = await listChanges({ about: [transferId, left!.id] });
  expect(rows.map(({ action, row }) => [action, row.amount, row.items, row.accountKey])).toEqual([
    ["transfer.leave-out", 50_000, null, "bca"],
    ["transfer.confirm", 70_000, 1, "bca"],
    ["transfer.prepare", 50_000, null, "bca"],
    ["transfer.prepare", 120_000, 2, "bca"],
  ]);
});

it("comes a page at a time, each change once, also those of one moment", async () => {
  for (let index = 0; index < 53; index++) await given(1, { entityId: `p${index}` });
  const first = await listChanges();
  const second = await listChanges({ cursor: first.next });
  expect([first.rows.length, second.rows.length, second.next]).toEqual([50, 3, undefined]);
  expect(new Set([...first.rows, ...second.rows].map(({ id }) => id)).size).toBe(53);
});

it("tells who was first", async () => {
  const sari = await givenUser({ name: "Sari", role: "ADMIN" });
  await given(1);
  await given(2, { actor: { type: "ADMIN", id: sari.id }, action: "payment.settle" });
  expect(await lastChange("Payment", "p1")).toMatchObject({ action: "payment.settle", actor: { name: "Sari" } });
  expect(await lastChange("Payment", "p2")).toBeUndefined();
  expect(await lastChange("Refund", "p1")).toBeUndefined();
});

it("tells the whole story of several rows", async () => {
  await given(1, { entity: "Booking", entityId: "b1", action: "booking.create" });
  await given(2, { entityId: "p1" });
  await given(3, { entityId: "p9" });
  expect((await changesOf(["b1", "p1"])).map(({ action }) => action)).toEqual(["payment.expire", "booking.create"]);
});
