import { afterEach, beforeEach, expect, it } from "vitest";
import { autoComplete } from "#domain/departures/auto-complete.ts";
import { ownDatabase } from "#tests/database.ts";
import { brokenInvariants } from "#tests/invariants.ts";
import { killConnections } from "#tests/killed-connections.ts";
import { givenTrip, givenUser } from "#tests/rows.ts";
import { bookLines, imports, type Movement, sheetOf } from "#tests/statements.ts";
import { accepts, find, joins, mails, receiptsOf, sendsProof, takesSeats, voids } from "#tests/stories.ts";
import { sweepAt } from "#tests/sweep.ts";
import { acceptExact } from "./accept.ts";

ownDatabase();
afterEach(async () => expect(await brokenInvariants()).toEqual({}));

const booked = "2026-05-01T03:00:00Z";
const nextMorning = "2026-05-02T01:00:00Z";
/** Whoever is first, and where a connection ends, is left to chance. */
const rounds = Array.from({ length: 6 }, (_, round) => round);

let sari: { id: string };
let dewi: { id: string };
beforeEach(async () => {
  sari = await givenUser({ name: "Sari", role: "ADMIN" });
  dewi = await givenUser({ name: "Dewi", role: "ADMIN" });
});

/** Five seats whose proofs wait, and the statement on which their money came. */
async function morning() {
  const trip = await givenTrip();
  const seats = [];
  for (let at = 0; at < 5; at++) {
    const seat = await takesSeats(trip, booked);
    await sendsProof(seat, booked);
    seats.push(seat);
  }
  const movements = seats.map(({ amountRupiah }): Movement => ["2026-05-02", amountRupiah, "TRSF E-BANKING CR"]);
  return { seats, sheet: sheetOf(movements) };
}

const acceptsExact = (admin: { id: string }) =>
  acceptExact({ accountKey: "bca", seenAt: new Date(nextMorning), adminId: admin.id, now: new Date(nextMorning) });

/** Both admins begin, and whatever is at work in the middle of it is cut off. */
const cutOff = (work: Promise<unknown>[]) => Promise.allSettled([...work, killConnections()]);

it.each(rounds)(
  "an import beside the acceptance of proofs, with killed connections: each line and each rupiah is there once (%i)",
  async () => {
    const { seats, sheet } = await morning();
    await cutOff([
      imports(sari, sheet, nextMorning),
      imports(dewi, sheet, nextMorning),
      ...seats.map((seat) => accepts(dewi, seat, nextMorning)),
    ]);
    await cutOff([acceptsExact(sari), acceptsExact(dewi)]);

    // Whoever looks at it afterwards presses again, and that ends it.
    for (const seat of seats) if ((await receiptsOf(seat)).length === 0) await accepts(dewi, seat, nextMorning);
    expect(await imports(sari, sheet, nextMorning)).toMatchObject({ ok: true });
    expect(await acceptsExact(sari)).toMatchObject({ refused: [], left: 0 });

    expect(await bookLines()).toHaveLength(seats.length);
    for (const seat of seats) {
      const { booking, payment, payout, refunds } = await find(seat);
      expect([booking.status, payment.receivedAmount, payout?.status]).toEqual([
        "CONFIRMED",
        seat.amountRupiah,
        "HELD",
      ]);
      expect(refunds).toEqual([]);
      expect((await receiptsOf(seat)).map(({ amount, statementLineId }) => [amount, statementLineId !== null])).toEqual(
        [[seat.amountRupiah, true]],
      );
    }
    expect(await mails("booking-confirmed")).toHaveLength(seats.length);
  },
);

it.each(rounds)(
  "a void beside the release, with killed connections: released whole or void whole, and the next press ends it (%i)",
  async () => {
    const seats = [];
    for (let at = 0; at < 4; at++) seats.push(await joins(sari, await givenTrip(), booked));
    await autoComplete(sweepAt("2026-05-11T18:00:00Z"));
    const night = "2026-05-14T18:00:00Z";
    await cutOff([autoComplete(sweepAt(night)), ...seats.map((seat) => voids(sari, seat, night))]);
    expect(await brokenInvariants()).toEqual({});

    await autoComplete(sweepAt(night));
    for (const seat of seats) {
      const { payment, payout } = await find(seat);
      const [receipt] = await receiptsOf(seat);
      const after = [payment.status, payout?.status, receipt?.voidedAt !== null];
      expect([
        ["PAID", "RELEASED", false],
        ["AWAITING", "CANCELLED", true],
        ["EXPIRED", "CANCELLED", true],
      ]).toContainEqual(after);
    }
  },
);
