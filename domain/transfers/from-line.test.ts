import { eq } from "drizzle-orm";
import { expect, it } from "vitest";
import { db } from "#db/connection.ts";
import { payouts } from "#domain/bookings/schema/payouts.ts";
import { transfers } from "#domain/bookings/schema/transfers.ts";
import { statementLines } from "#domain/statements/schema.ts";
import { givenBooking, givenTrip } from "#tests/rows.ts";
import { givenLine } from "#tests/statements.ts";
import { prepared } from "#tests/transfers.ts";
import { rounds, twoAdmins } from "#tests/two-admins.ts";
import { confirmTransfer } from "./confirm.ts";
import { confirmFromLine } from "./from-line.ts";

const admins = twoAdmins();

const now = new Date("2026-05-15T03:00:00Z");
const preparedAt = new Date("2026-05-14T03:00:00Z");
const released = { status: "RELEASED", releasedAt: new Date("2026-05-13T18:00:00Z") } as const;

/** A prepared transfer of one payout of 285.000. */
async function ready() {
  const trip = await givenTrip({ status: "COMPLETED" });
  const { payout } = await givenBooking({ trip, payout: released });
  const transfer = await prepared({ payoutIds: [payout!.id] }, { sari: admins.sari, now: preparedAt });
  if (!transfer.ok) throw new Error(transfer.reason);
  return { transferId: transfer.transferId, payoutId: payout!.id, amountRupiah: payout!.amount };
}
const debit = (amountRupiah: number, bookedOn = "2026-05-14", words = "TRSF E-BANKING DB") =>
  givenLine({ amount: -amountRupiah, bookedOn, description: words });
const confirms = (ids: { lineId: string; transferId: string }, admin = admins.sari, transferRef = "TRF1") =>
  confirmFromLine({ ...ids, transferRef, adminId: admin.id, now });
const transferOf = async (id: string) => (await db().select().from(transfers).where(eq(transfers.id, id)))[0]!;
const kindOf = async (id: string) =>
  (await db().select().from(statementLines).where(eq(statementLines.id, id)))[0]!.kind;
const statusOf = async (id: string) => (await db().select().from(payouts).where(eq(payouts.id, id)))[0]!.status;

it("confirms all of it on the line's day, and the line is of it", async () => {
  const { transferId, payoutId, amountRupiah } = await ready();
  const { id: lineId } = await debit(amountRupiah);
  expect(await confirms({ lineId, transferId })).toEqual({ ok: true, paidRupiah: amountRupiah });
  expect(await transferOf(transferId)).toMatchObject({
    ...{ status: "CONFIRMED", transferRef: "TRF1" },
    ...{ bookedOn: "2026-05-14", statementLineId: lineId },
  });
  expect([await kindOf(lineId), await statusOf(payoutId)]).toEqual(["TRANSFER", "PAID"]);
});

it("is refused, and nothing changes, for another amount, a day before it was prepared, a line that is gone, taken or came in", async () => {
  const { transferId, payoutId, amountRupiah } = await ready();
  const other = await debit(amountRupiah - 1);
  const early = await debit(amountRupiah, "2026-05-13");
  const came = await debit(-amountRupiah);
  const refusals = [
    [other.id, { ok: false, reason: "line-differs" }],
    [early.id, { ok: false, reason: "day", from: "2026-05-14", to: "2026-05-15" }],
    [came.id, { ok: false, reason: "line-differs" }],
    ["none", { ok: false, reason: "line-not-found" }],
  ] as const;
  for (const [lineId, refusal] of refusals) expect(await confirms({ lineId, transferId })).toEqual(refusal);
  for (const { id } of [other, early, came]) expect(await kindOf(id)).toBe("OPEN");
  expect([(await transferOf(transferId)).status, await statusOf(payoutId)]).toEqual(["PREPARED", "RELEASED"]);
});

it("is refused for the reference of another transfer, and the line stays open", async () => {
  const [one, two] = [await ready(), await ready()];
  await confirmTransfer({ ...one, transferRef: "TRF1", bookedOn: "2026-05-14", adminId: admins.sari.id, now });
  const { id: lineId } = await debit(two.amountRupiah);
  expect(await confirms({ lineId, transferId: two.transferId })).toMatchObject({ reason: "reference-used" });
  expect(await kindOf(lineId)).toBe("OPEN");
});

it.each(rounds)("two transfers of one amount and one line: it is of one of them (%i)", async () => {
  const [one, two] = [await ready(), await ready()];
  const { id: lineId } = await debit(one.amountRupiah);
  const answers = await Promise.all([
    confirms({ lineId, transferId: one.transferId }, admins.sari, "TRF1"),
    confirms({ lineId, transferId: two.transferId }, admins.dewi, "TRF2"),
  ]);
  expect(answers.map(({ ok }) => ok).sort()).toEqual([false, true]);
  expect(answers).toContainEqual({ ok: false, reason: "line-taken" });
  expect([await statusOf(one.payoutId), await statusOf(two.payoutId)].sort()).toEqual(["PAID", "RELEASED"]);
});

it.each(rounds)("one transfer by two admins, one from the line and one from its page: paid once (%i)", async () => {
  const { transferId, payoutId, amountRupiah } = await ready();
  const { id: lineId } = await debit(amountRupiah);
  const own = { transferId, transferRef: "TRF2", bookedOn: "2026-05-14", adminId: admins.dewi.id, now };
  const answers = await Promise.all([confirms({ lineId, transferId }), confirmTransfer(own)]);
  expect(answers.map(({ ok }) => ok).sort()).toEqual([false, true]);
  const { statementLineId } = await transferOf(transferId);
  expect([await statusOf(payoutId), await kindOf(lineId)]).toEqual(["PAID", statementLineId ? "TRANSFER" : "OPEN"]);
});
