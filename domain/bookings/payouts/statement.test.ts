import { beforeEach, expect, it } from "vitest";
import { ownDatabase } from "#tests/database.ts";
import { givenBooking, givenOrganizer, givenRefund, givenTrip, givenUser, madeAt } from "#tests/rows.ts";
import { listOwnPayouts, ownStatement, payoutTripsPerPage, stateOf, sumOwnPayouts, sumPayouts } from "./statement.ts";

ownDatabase();

let hugo: { id: string };
beforeEach(async () => {
  hugo = await givenOrganizer();
});

const released = { status: "RELEASED" as const, releasedAt: madeAt };
const paid = { ...released, status: "PAID" as const, paidAt: madeAt, transferRef: "TRF-1" };

it("sums count each payout in one state, what is disputed apart, and all fees", async () => {
  const trip = await givenTrip({ organizerId: hugo.id });
  const shares = (amount: number) => ({ amount, feeAmount: 1 });
  await givenBooking({ trip, payout: shares(100) });
  const { booking } = await givenBooking({ trip, payout: shares(20) });
  await givenRefund(booking);
  await givenBooking({ trip, payout: { ...released, ...shares(3_000) } });
  await givenBooking({ trip, payout: { ...paid, ...shares(40_000) } });
  await givenBooking({ trip, status: "CANCELLED", payout: { status: "CANCELLED", amount: 0, feeAmount: 0 } });
  const sums = { held: 100, disputed: 20, released: 3_000, paid: 40_000, fee: 4 };
  expect(await sumOwnPayouts(hugo.id)).toEqual(sums);
  const [only] = (await listOwnPayouts(hugo.id)).trips;
  expect(sumPayouts(only!.payouts)).toEqual(sums);
});

it("without any payout the sums are zero and the statement is empty", async () => {
  expect(await sumOwnPayouts(hugo.id)).toEqual({ held: 0, disputed: 0, released: 0, paid: 0, fee: 0 });
  expect(await listOwnPayouts(hugo.id)).toEqual({ trips: [], next: undefined });
});

it("a decided dispute holds nothing back", async () => {
  const trip = await givenTrip({ organizerId: hugo.id });
  const { booking } = await givenBooking({ trip });
  await givenRefund(booking, { status: "REJECTED" });
  const [only] = (await listOwnPayouts(hugo.id)).trips;
  expect(only?.payouts).toMatchObject([{ bookingCode: booking.code, disputed: false }]);
});

it("what an admin holds back is said, but for what a report holds up or what has gone", async () => {
  const trip = await givenTrip({ organizerId: hugo.id });
  const heldBack = { heldBackAt: madeAt, holdReason: "Rekening diperiksa." };
  await givenBooking({ trip, payout: heldBack });
  await givenBooking({ trip, payout: { ...released, ...heldBack } });
  const { booking } = await givenBooking({ trip, payout: heldBack });
  await givenRefund(booking);
  await givenBooking({ trip, payout: { ...paid, ...heldBack } });
  const [only] = (await listOwnPayouts(hugo.id)).trips;
  expect(only!.payouts.map(stateOf)).toEqual(["heldBack", "heldBack", "disputed", "PAID"]);
});

it("another organizer's statement shows nothing of it", async () => {
  await givenBooking({ trip: await givenTrip({ organizerId: hugo.id }) });
  const eve = await givenOrganizer({ user: await givenUser({ name: "Eve" }) });
  expect((await listOwnPayouts(eve.id)).trips).toEqual([]);
  expect(await sumOwnPayouts(eve.id)).toMatchObject({ held: 0 });
});

it("comes in pages of whole trips, the latest trip first", async () => {
  for (let made = 0; made <= payoutTripsPerPage; made++) {
    const date = `2026-05-${String(made + 1).padStart(2, "0")}`;
    await givenBooking({ trip: await givenTrip({ organizerId: hugo.id, date, title: `Trip ${made}` }) });
  }
  const first = await listOwnPayouts(hugo.id, { page: 0 });
  expect(first.trips[0]?.trip.title).toBe(`Trip ${payoutTripsPerPage}`);
  expect(first).toMatchObject({ next: 1, trips: { length: payoutTripsPerPage } });
  const second = await listOwnPayouts(hugo.id, { page: 1 });
  expect(second.trips.map(({ trip }) => trip.title)).toEqual(["Trip 0"]);
  expect(second.next).toBeUndefined();
});

it("for a file comes in one, all of it or one year's, and never more than asked", async () => {
  for (const date of ["2025-12-31", "2026-01-01", "2026-12-31"]) {
    await givenBooking({ trip: await givenTrip({ organizerId: hugo.id, date, title: date }) });
  }
  await givenBooking({
    trip: await givenTrip({ organizerId: (await givenOrganizer({ user: await givenUser() })).id }),
  });
  const titles = async (asked: { year?: string; most: number }) =>
    (await ownStatement(hugo.id, asked)).map(({ trip }) => trip.title);
  expect(await titles({ most: 9 })).toEqual(["2026-12-31", "2026-01-01", "2025-12-31"]);
  expect(await titles({ year: "2026", most: 9 })).toEqual(["2026-12-31", "2026-01-01"]);
  expect(await titles({ most: 1 })).toEqual(["2026-12-31"]);
});
