import { eq } from "drizzle-orm";
import { expect, it } from "vitest";
import { db } from "#db/connection.ts";
import { payouts } from "#domain/bookings/schema/payouts.ts";
import { transfers } from "#domain/bookings/schema/transfers.ts";
import { autoComplete } from "#domain/departures/auto-complete.ts";
import { statementImports } from "#domain/statements/schema.ts";
import { confirmTransfer } from "#domain/transfers/confirm.ts";
import { killOnceItSpeaks } from "#tests/crash.ts";
import { givenBooking, givenTrip } from "#tests/rows.ts";
import { bookLines, imports, type Movement, sheetOf } from "#tests/statements.ts";
import { accepts, find, joins, mails, receiptsOf, sendsProof, takesSeats, voids } from "#tests/stories.ts";
import { sweepAt } from "#tests/sweep.ts";
import { prepared } from "#tests/transfers.ts";
import { twoAdmins } from "#tests/two-admins.ts";
import { acceptExact } from "./accept.ts";

/** A second process of the app that is killed (`kill -9`) in the middle of a race: each time where its work is written, before it is committed. */

const admins = twoAdmins();

const booked = "2026-05-01T03:00:00Z";
const nextMorning = "2026-05-02T01:00:00Z";

/**
 * The source of a process that does `work` and speaks at its first change of `table`, in the middle of its transaction; it goes on
 * with nothing from there. The database is the one of the test.
 */
const stopsAt = (table: string, imported: string, work: string) => `
  import pg from "pg";
  const { query } = pg.Client.prototype;
  pg.Client.prototype.query = function (...sent) {
    const text = typeof sent[0] === "string" ? sent[0] : sent[0]?.text;
    const running = Reflect.apply(query, this, sent);
    if (!/^\\s*(?:insert into|update) "${table}"/i.test(text ?? "")) return running;
    return running.then(() => new Promise(() => {
      console.log("written");
      setInterval(() => {}, 1000);
    }));
  };
  ${imported}
  await ${work};`;

it("two admins on one transfer: the process of the first is killed, and the second confirms all of it, once", async () => {
  const released = { status: "RELEASED", releasedAt: new Date("2026-05-13T18:00:00Z") } as const;
  const { payout } = await givenBooking({ trip: await givenTrip({ status: "COMPLETED" }), payout: released });
  const now = new Date("2026-05-14T03:00:00Z");
  const transfer = await prepared({ payoutIds: [payout!.id] }, { sari: admins.sari, now });
  if (!transfer.ok) throw new Error(transfer.reason);
  const { transferId } = transfer;
  const confirmation = { transferId, transferRef: "TRF1", bookedOn: "2026-05-14" };
  await killOnceItSpeaks(
    stopsAt(
      "Payout",
      `const { confirmTransfer } = await import("#domain/transfers/confirm.ts");`,
      `confirmTransfer({ ...${JSON.stringify(confirmation)}, adminId: "${admins.sari.id}", now: new Date("${now.toISOString()}") })`,
    ),
  );
  expect(await confirmTransfer({ ...confirmation, adminId: admins.dewi.id, now })).toMatchObject({ ok: true });
  const [confirmed] = await db().select().from(transfers);
  expect(confirmed).toMatchObject({ status: "CONFIRMED", confirmedById: admins.dewi.id });
  expect(await db().select({ status: payouts.status }).from(payouts)).toEqual([{ status: "PAID" }]);
  expect(await mails("payout-paid")).toHaveLength(1);
});

it("an import beside the acceptance of proofs: the importing process is killed, and each line and each rupiah is there once", async () => {
  const trip = await givenTrip();
  const seats = [];
  for (let at = 0; at < 3; at++) {
    const seat = await takesSeats(trip, booked);
    await sendsProof(seat, booked);
    seats.push(seat);
  }
  const sheet = sheetOf(seats.map(({ amountRupiah }): Movement => ["2026-05-02", amountRupiah, "TRSF E-BANKING CR"]));
  const importing = killOnceItSpeaks(
    stopsAt(
      "StatementLine",
      `const { imports } = await import("#tests/statements.ts");`,
      `imports({ id: "${admins.sari.id}" }, ${JSON.stringify(sheet)}, "${nextMorning}")`,
    ),
  );
  await Promise.all([importing, ...seats.map((seat) => accepts(admins.dewi, seat, nextMorning))]);
  expect([await bookLines(), await db().$count(statementImports)]).toEqual([[], 0]);

  expect(await imports(admins.dewi, sheet, nextMorning)).toMatchObject({ ok: true, added: 3 });
  const now = new Date(nextMorning);
  const accepted = await acceptExact({ accountKey: "bca", seenAt: now, adminId: admins.dewi.id, now });
  expect(accepted).toMatchObject({ accepted: 3, refused: [], left: 0 });
  for (const seat of seats) {
    const { booking, payment } = await find(seat);
    expect([booking.status, payment.receivedAmount]).toEqual(["CONFIRMED", seat.amountRupiah]);
    expect(await receiptsOf(seat)).toHaveLength(1);
  }
});

it("a void beside the release: the process that voids is killed, the night releases, and the next void is refused", async () => {
  const seat = await joins(admins.sari, await givenTrip(), booked);
  await autoComplete(sweepAt("2026-05-11T18:00:00Z"));
  const night = "2026-05-14T18:00:00Z";
  const [receipt] = await receiptsOf(seat);
  const mistake = JSON.stringify({ receiptId: receipt!.id, adminId: admins.sari.id, reason: "Salah pesanan" });
  // Its locks are held until the database notices; the night comes while they are.
  await killOnceItSpeaks(
    stopsAt(
      "Receipt",
      `const { voidReceipt } = await import("#domain/bookings/receipts/void.ts");`,
      `voidReceipt({ ...${mistake}, now: new Date("${night}") })`,
    ),
  );
  await autoComplete(sweepAt(night));
  const [payout] = await db().select().from(payouts).where(eq(payouts.bookingId, seat.bookingId));
  expect([payout!.status, (await receiptsOf(seat))[0]!.voidedAt]).toEqual(["RELEASED", null]);
  expect(await voids(admins.dewi, seat, night)).toEqual({ ok: false, reason: "not-held" });
});
