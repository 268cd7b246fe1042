import { expect, it } from "vitest";
import { autoComplete } from "#domain/departures/auto-complete.ts";
import { undoImport } from "#domain/statements/undo.ts";
import { brokenInvariants } from "#tests/invariants.ts";
import { givenTrip } from "#tests/rows.ts";
import { bookLines, imports, type Movement, sheetOf } from "#tests/statements.ts";
import { accepts, find, joins, mails, receiptsOf, sendsProof, takesSeats, voids } from "#tests/stories.ts";
import { sweepAt } from "#tests/sweep.ts";
import { cutOff, rounds, twoAdmins } from "#tests/two-admins.ts";
import { acceptExact } from "./accept.ts";

const admins = twoAdmins();

const booked = "2026-05-01T03:00:00Z";
const nextMorning = "2026-05-02T01:00:00Z";

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

it.each(rounds)(
  "an import beside the acceptance of proofs, with killed connections: each line and each rupiah is there once (%i)",
  async () => {
    const { seats, sheet } = await morning();
    await cutOff([
      imports(admins.sari, sheet, nextMorning),
      imports(admins.dewi, sheet, nextMorning),
      ...seats.map((seat) => accepts(admins.dewi, seat, nextMorning)),
    ]);
    await cutOff([acceptsExact(admins.sari), acceptsExact(admins.dewi)]);

    // Whoever looks at it afterwards presses again, and that ends it.
    for (const seat of seats) if ((await receiptsOf(seat)).length === 0) await accepts(admins.dewi, seat, nextMorning);
    expect(await imports(admins.sari, sheet, nextMorning)).toMatchObject({ ok: true });
    expect(await acceptsExact(admins.sari)).toMatchObject({ refused: [], left: 0 });

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
    for (let at = 0; at < 4; at++) seats.push(await joins(admins.sari, await givenTrip(), booked));
    await autoComplete(sweepAt("2026-05-11T18:00:00Z"));
    const night = "2026-05-14T18:00:00Z";
    await cutOff([autoComplete(sweepAt(night)), ...seats.map((seat) => voids(admins.sari, seat, night))]);
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

it.each(rounds)(
  "an import that is undone beside the acceptance of its lines: all of it is gone, or it stays (%i)",
  async (round) => {
    const { seats, sheet } = await morning();
    const imported = await imports(admins.sari, sheet, nextMorning);
    if (!imported.ok) throw new Error(imported.reason);
    const { importId } = imported;
    const at = { reason: "Berkas yang salah", now: new Date(nextMorning) };
    const undo = () => undoImport({ importId, adminId: admins.sari.id, ...at });
    const [first, second] = [undo, () => acceptsExact(admins.dewi)].toSorted(() => (round % 2 === 0 ? 1 : -1));
    const work = [first!(), second!(), ...(round % 3 === 0 ? [undo()] : [])];
    await (round < 4 ? Promise.all(work) : cutOff(work));

    const lines = await bookLines();
    const received = (await Promise.all(seats.map(receiptsOf))).flat();
    expect([0, seats.length]).toContain(lines.length);
    if (lines.length === 0) expect(received).toEqual([]);
    // Whoever presses again ends it: nobody's money is lost, and what was accepted keeps the file.
    await acceptsExact(admins.dewi);
    expect(await undo()).toMatchObject({ ok: false, reason: lines.length === 0 ? "not-found" : "kept" });
    expect(await bookLines()).toHaveLength(lines.length);
  },
);
