import { expect, it } from "vitest";
import { pool, transaction } from "#db/connection.ts";
import { audit } from "#domain/audit/audit.ts";
import { ownDatabase } from "#tests/database.ts";
import { givenBooking, givenRefund, givenTrip } from "#tests/rows.ts";
import { unexplainedOf } from "./unexplained.ts";

ownDatabase();

const now = new Date("2026-05-11T18:00:00.000Z");
const heldUntil = new Date("2026-05-20T00:00:00.000Z");

/** A booking with its money, all of it written down as the app does. */
async function givenWrittenDown() {
  const trip = await givenTrip({ quota: 10 });
  const { booking, payment, payout } = await givenBooking({ trip, payout: { heldUntil } });
  const refund = await givenRefund(booking, { status: "APPROVED", amount: 10_000 });
  const row = (entity: string, { id, ...after }: Record<string, unknown> & { id: string }) => ({
    actor: { type: "CRON" } as const,
    action: "booking.create" as const,
    entity,
    entityId: id,
    before: null,
    after,
  });
  await transaction((tx) =>
    audit(
      tx,
      [
        row("Trip", { id: trip.id, quota: 10, status: trip.status, title: "another name" }),
        row("Booking", {
          id: booking.id,
          pax: booking.pax,
          status: "PENDING_PAYMENT",
          totalAmount: booking.totalAmount,
        }),
        row("Payment", { id: payment.id, status: payment.status, receivedAmount: payment.receivedAmount }),
        row("Payout", {
          id: payout!.id,
          amount: payout!.amount,
          feeAmount: payout!.feeAmount,
          status: payout!.status,
          heldUntil,
        }),
        row("Refund", { id: refund.id, amount: 10_000, status: "APPROVED" }),
      ],
      { now },
    ),
  );
  const later = { now: new Date(now.getTime() + 1) };
  await transaction((tx) => audit(tx, [row("Booking", { id: booking.id, status: booking.status })], later));
  return { trip, booking, payment, payout: payout!, refund };
}

const of = ({ booking, trip }: { booking: { code: string }; trip: { slug: string } }) => ({
  booking: { bookings: [booking.code], trips: [] },
  trip: { bookings: [], trips: [trip.slug] },
});

it("finds nothing where the last change that was written down is what stands there", async () => {
  const asked = of(await givenWrittenDown());
  expect(await unexplainedOf(asked.booking)).toEqual([]);
  expect(await unexplainedOf(asked.trip)).toEqual([]);
  expect(await unexplainedOf({ bookings: [], trips: [] })).toEqual([]);
  expect(await unexplainedOf({ bookings: ["ST-NOBODY"], trips: ["no-trip"] })).toEqual([]);
});

it.each([
  ["Payout", "amount", 1, "payout"],
  ["Payout", "feeAmount", 2, "payout"],
  ["Payout", "heldUntil", "2026-05-01T00:00:00+00:00", "payout"],
  ["Payment", "receivedAmount", 3, "payment"],
  ["Refund", "amount", 4, "refund"],
  ["Booking", "status", "EXPIRED", "booking"],
] as const)(
  "names %s.%s where it was changed past the app, with what it was left at",
  async (entity, column, is, key) => {
    const given = await givenWrittenDown();
    const told = (given[key] as unknown as Record<string, unknown>)[column];
    await pool().query(`update "${entity}" set "${column}" = $1 where "id" = $2`, [is, given[key].id]);
    const [found, ...others] = await unexplainedOf(of(given).booking);
    expect(others).toEqual([]);
    expect(found).toMatchObject({ of: given.booking.code, entity, id: given[key].id, column });
    const same = (value: string | null) => (told instanceof Date ? new Date(value!).toISOString() : value);
    expect(same(found!.told)).toBe(told instanceof Date ? told.toISOString() : String(told));
    expect(same(found!.is)).toBe(told instanceof Date ? new Date(is).toISOString() : String(is));
  },
);

it("of a trip's seats it names the trip's own figures and those of its bookings", async () => {
  const given = await givenWrittenDown();
  await pool().query(`update "Trip" set "quota" = 1 where "id" = $1`, [given.trip.id]);
  await pool().query(`update "Booking" set "status" = 'EXPIRED' where "id" = $1`, [given.booking.id]);
  expect(await unexplainedOf(of(given).trip)).toMatchObject([
    { of: given.trip.slug, entity: "Trip", column: "quota", is: "1", told: "10" },
    { of: given.trip.slug, entity: "Booking", column: "status", is: "EXPIRED" },
  ]);
});

it("says of a row that nothing was ever written down about it", async () => {
  const given = await givenWrittenDown();
  await givenRefund(given.booking, { status: "APPROVED", amount: 500 });
  expect(await unexplainedOf(of(given).booking)).toMatchObject([
    { of: given.booking.code, entity: "Refund", column: null, is: null, told: null },
  ]);
});
