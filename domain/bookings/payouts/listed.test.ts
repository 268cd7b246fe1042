import { describe, expect, it } from "vitest";
import { saveBankAccount } from "#domain/bank-accounts/change.ts";
import { ownDatabase } from "#tests/database.ts";
import {
  type BookingValues,
  givenBooking,
  givenOrganizer,
  givenRefund,
  givenTrip,
  givenUser,
  madeAt,
} from "#tests/rows.ts";
import { listDueOrganizers, listPayouts } from "./listed.ts";
import { stuckPayouts } from "./queries.ts";

ownDatabase();

const hours = 3_600_000;
const since = (ms: number) => new Date(madeAt.getTime() + ms);
const now = since(24 * hours);
const given = async (payout: BookingValues["payout"], organizerId?: string) =>
  givenBooking({ trip: await givenTrip({ status: "COMPLETED", ...(organizerId && { organizerId }) }), payout });
const released = (organizerId?: string, at = 1) => given({ status: "RELEASED", releasedAt: since(at) }, organizerId);
const codes = async (...which: Parameters<typeof listPayouts>) =>
  (await listPayouts(...which)).rows.map(({ booking }) => booking.code);

describe("money to transfer to organizers", () => {
  it("is grouped by organizer, with his account and the sum, the longest released first", async () => {
    const hugo = await givenOrganizer();
    const later = await released(hugo.id, 2);
    const first = await released(hugo.id, 1);
    await given({ status: "HELD" }, hugo.id);
    const { rows } = await listDueOrganizers();
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({
      id: hugo.id,
      displayName: "Hugo Trips",
      account: { bankName: "BCA", bankAccountNo: "9876543210", bankAccountName: "Hugo" },
      amountRupiah: first.payout!.amount + later.payout!.amount,
      count: 2,
    });
    expect(rows[0]!.payouts.map(({ booking }) => booking.code)).toEqual([first.booking.code, later.booking.code]);
  });

  it("says since when the account is another one", async () => {
    const user = await givenUser({ name: "Hugo" });
    const hugo = await givenOrganizer({ user });
    await released(hugo.id);
    await saveBankAccount(user.id, { bankName: "BRI", bankAccountNo: "7777777", bankAccountName: "Hugo" }, { now });
    expect((await listDueOrganizers()).rows).toMatchObject([{ accountChangedAt: now }]);
  });

  it("shows an organizer without an account too, since somebody has to ask him", async () => {
    const hugo = await givenOrganizer({ user: await givenUser({ name: "Hugo" }) });
    await released(hugo.id);
    expect((await listDueOrganizers()).rows[0]).toMatchObject({ id: hugo.id, account: null });
  });

  it("comes a page of organizers at a time, each once", async () => {
    for (let at = 0; at < 12; at++) await released();
    const first = await listDueOrganizers();
    const second = await listDueOrganizers({ cursor: first.next });
    expect([first.rows.length, second.rows.length, second.next]).toEqual([10, 2, undefined]);
    expect(new Set([...first.rows, ...second.rows].map(({ id }) => id)).size).toBe(12);
  });

  it("is nothing for an organizer to whom nothing is released", async () => {
    await given({ status: "HELD" });
    expect((await listDueOrganizers()).rows).toEqual([]);
  });
});

it("what an admin holds back stands apart from what is held and what is to be transferred", async () => {
  const back = { heldBackAt: since(1), holdReason: "Ada laporan" };
  const held = await given({ ...back, heldUntil: since(1) });
  const ready = await given({ status: "RELEASED", releasedAt: madeAt, ...back, heldBackAt: since(2) });
  await given({ status: "CANCELLED", amount: 0, feeAmount: 0, ...back });
  expect(await codes({ list: "back" }, now)).toEqual([held.booking.code, ready.booking.code]);
  expect(await codes({ list: "held" }, now)).toEqual([]);
  expect((await listDueOrganizers()).rows).toEqual([]);
});

it("what a dispute holds stands apart from what is only held", async () => {
  const later = await given({ heldUntil: since(2) });
  const first = await given({ heldUntil: since(1) });
  const disputed = await given({ heldUntil: since(0) });
  await givenRefund(disputed.booking);
  expect(await codes({ list: "held" }, now)).toEqual([first.booking.code, later.booking.code]);
  expect(await codes({ list: "disputed" }, now)).toEqual([disputed.booking.code]);
});

it("the stuck ones are exactly those that the morning page counts", async () => {
  const stuck = await given({ heldUntil: since(-2 * hours) });
  const disputed = await given({ heldUntil: since(-48 * hours) });
  await givenRefund(disputed.booking);
  await given({ heldUntil: since(0) });
  expect(await codes({ list: "stuck" }, now)).toEqual([stuck.booking.code]);
  expect((await stuckPayouts(now)).count).toBe(1);
});

it("what was paid names who paid it, the latest first", async () => {
  const sari = await givenUser({ name: "Sari", role: "ADMIN" });
  const paid = { status: "PAID", releasedAt: madeAt, transferRef: "TRX", paidById: sari.id } as const;
  const older = await given({ ...paid, paidAt: since(1) });
  const newer = await given({ ...paid, paidAt: since(2) });
  const { rows } = await listPayouts({ list: "paid" }, now);
  expect(rows.map(({ booking, paidBy }) => [booking.code, paidBy])).toEqual([
    [newer.booking.code, "Sari"],
    [older.booking.code, "Sari"],
  ]);
});
