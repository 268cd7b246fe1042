import { afterEach, beforeEach, expect, it } from "vitest";
import { newId } from "#db/columns.ts";
import { cancelPaid } from "#domain/bookings/cancel.ts";
import { releaseDuePayouts } from "#domain/bookings/payouts/transitions.ts";
import { autoComplete } from "#domain/departures/auto-complete.ts";
import { ownDatabase } from "#tests/database.ts";
import { brokenInvariants } from "#tests/invariants.ts";
import { givenTrip, givenUser } from "#tests/rows.ts";
import { accepts, find, joins, receiptsOf, takesSeats, voids } from "#tests/stories.ts";
import { sweepAt } from "#tests/sweep.ts";

ownDatabase();
afterEach(async () => expect(await brokenInvariants()).toEqual({}));

const booked = "2026-05-01T03:00:00Z";
const nextMorning = "2026-05-02T01:00:00Z";
const repetitions = 8;

let sari: { id: string };
beforeEach(async () => {
  sari = await givenUser({ name: "Sari", role: "ADMIN" });
});

it("a void beside the release: either the receipt is void and nothing is released, or the money is released and the receipt stays", async () => {
  const releasedAt = "2026-05-14T18:00:00Z";
  const seats = [];
  for (let at = 0; at < repetitions; at++) seats.push(await joins(sari, await givenTrip(), booked));
  await autoComplete(sweepAt("2026-05-11T18:00:00Z"));
  const [, ...results] = await Promise.all([
    releaseDuePayouts(sweepAt(releasedAt)),
    ...seats.map((seat) => voids(sari, seat, releasedAt)),
  ]);
  for (const [at, seat] of seats.entries()) {
    const status = (await find(seat)).payout?.status;
    expect(status).toBe(results[at]!.ok ? "CANCELLED" : "RELEASED");
  }
});

it("a void beside cancelling: whoever comes second finds what the first one left", async () => {
  for (let at = 0; at < repetitions; at++) {
    const seat = await joins(sari, await givenTrip({ date: "2026-06-10" }), booked);
    const own = { bookingId: seat.bookingId, userId: seat.userId, now: new Date(nextMorning) };
    const [voided, cancelled] = await Promise.all([
      voids(sari, seat, nextMorning),
      cancelPaid({ ...own, agreedRefundRupiah: seat.amountRupiah }),
    ]);
    expect(voided.ok).toBe(true);
    const { booking, refunds } = await find(seat);
    expect(booking.status).toBe(cancelled.ok ? "CANCELLED" : "PENDING_PAYMENT");
    expect(refunds.every(({ status }) => status === "CANCELLED")).toBe(true);
  }
});

it("two admins, each from a page of their own, record one transfer once", async () => {
  for (let at = 0; at < repetitions; at++) {
    const seat = await takesSeats(await givenTrip(), booked);
    const presses = [1, 2].map(() => ({ receiptId: newId(), seenReceivedRupiah: 0 }));
    const results = await Promise.all(presses.map((press) => accepts(sari, seat, nextMorning, undefined, press)));
    expect(results.map((result) => result.ok && result.outcome).sort()).toEqual(["already", "confirmed"]);
    expect(await receiptsOf(seat)).toHaveLength(1);
  }
});
