import { eq } from "drizzle-orm";
import { expect, it } from "vitest";
import { db, transaction } from "#db/connection.ts";
import { payments } from "#domain/bookings/schema/payments.ts";
import { ownDatabase } from "#tests/database.ts";
import { givenBooking } from "#tests/rows.ts";
import { ChangedMeanwhileError, change } from "./change.ts";
import { auditLogs } from "./schema.ts";

ownDatabase();

const now = new Date("2026-05-02T03:00:00Z");
const by = { actor: { type: "ADMIN", id: "sari" } as const, now };
const given = async () => (await givenBooking({ status: "PENDING_PAYMENT", proofPath: "bukti.webp" })).payment;
const rejected = { values: { proofPath: null, rejectReason: "Buram" }, action: "payment.reject-proof" as const, ...by };

it("gives rows new values and writes down what each of these columns was and is", async () => {
  const rows = [await given(), await given()];
  const after = await transaction((tx) => change(tx, payments, rows, { ...rejected, why: "Tidak terbaca" }));
  expect(after.map(({ proofPath, updatedAt }) => [proofPath, updatedAt])).toEqual([
    [null, now],
    [null, now],
  ]);
  expect(await db().select().from(payments)).toEqual(expect.arrayContaining(after));
  const written = await db().select().from(auditLogs);
  expect(written.map(({ entityId }) => entityId).sort()).toEqual(rows.map(({ id }) => id).sort());
  for (const row of written)
    expect(row).toMatchObject({
      entity: "Payment",
      actorId: "sari",
      before: { proofPath: "bukti.webp", rejectReason: null },
      after: { proofPath: null, rejectReason: "Buram", why: "Tidak terbaca" },
    });
});

it("does nothing without rows", async () => {
  expect(await transaction((tx) => change(tx, payments, [], rejected))).toEqual([]);
  expect(await db().$count(auditLogs)).toBe(0);
});

it("undoes everything when one of them is no longer in the state in which it was read", async () => {
  const [same, moved] = [await given(), await given()];
  await db().update(payments).set({ status: "EXPIRED" }).where(eq(payments.id, moved.id));
  const both = transaction((tx) => change(tx, payments, [same, moved], rejected));
  await expect(both).rejects.toThrow(ChangedMeanwhileError);
  await expect(both).rejects.toThrow("payment.reject-proof: 1 of 2 rows were as read");
  expect(await db().$count(payments, eq(payments.proofPath, "bukti.webp"))).toBe(2);
  expect(await db().$count(auditLogs)).toBe(0);
});
