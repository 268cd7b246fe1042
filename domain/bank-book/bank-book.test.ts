import { eq } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { db } from "#db/connection.ts";
import { payouts } from "#domain/bookings/schema/payouts.ts";
import { receipts } from "#domain/bookings/schema/receipts.ts";
import { transfers } from "#domain/bookings/schema/transfers.ts";
import { decideLine } from "#domain/statements/lines.ts";
import { type StatementLine, statementLines } from "#domain/statements/schema.ts";
import { ownDatabase } from "#tests/database.ts";
import { brokenInvariants } from "#tests/invariants.ts";
import { givenBooking, givenTrip, givenUser } from "#tests/rows.ts";
import { bookLines, givenLine, imports, type Movement, sheetOf } from "#tests/statements.ts";
import { accepts, asksForSeats, audits, find, type Seat, takesSeats, voids } from "#tests/stories.ts";
import { transferred } from "#tests/transfers.ts";
import { acceptExact, acceptLine } from "./accept.ts";
import { accountBalance, takeOverBalance } from "./balance.ts";
import { exactProposals } from "./exact.ts";
import { openLines } from "./lines.ts";
import { reopenLine } from "./unmatch.ts";

ownDatabase();
afterEach(async () => expect(await brokenInvariants()).toEqual({}));

const booked = "2026-05-01T03:00:00Z";
const at = "2026-05-01T23:00:00Z";
const now = new Date(at);
const day = "2026-05-02";

let sari: { id: string };
beforeEach(async () => {
  sari = await givenUser({ name: "Sari", role: "ADMIN" });
});

const exact = async () => (await exactProposals({ accountKey: "bca", now, limit: 50 })).rows;
const accept = (adminId = sari.id) => acceptExact({ accountKey: "bca", seenAt: now, adminId, now });
const open = async () => (await openLines("bca", undefined, now)).rows;
const again = async ({ id }: Pick<StatementLine, "id">) =>
  (await db().select().from(statementLines).where(eq(statementLines.id, id)))[0]!;
const came = (seat: Seat, description = "TRSF E-BANKING CR") =>
  givenLine({ amount: seat.amountRupiah, bookedOn: day, description });

/** A seat whose code is known. */
async function seatFor(uniqueCode: number, userName = "Ana"): Promise<Seat> {
  const user = await givenUser({ name: userName });
  const { booking, payment } = await givenBooking({ user, status: "PENDING_PAYMENT", payment: { uniqueCode } });
  const { expiresAt, amount: amountRupiah } = payment;
  const ids = { bookingId: booking.id, paymentId: payment.id, userId: user.id };
  return { ok: true, ...ids, code: booking.code, amountRupiah, expiresAt };
}

describe("exact lines", () => {
  it("31: of a statement of 40 lines the 12 exact ones are accepted with one press, each once", async () => {
    const trip = await givenTrip({ quota: 50 });
    const seats: Seat[] = [];
    for (let at = 0; at < 12; at++) seats.push(await takesSeats(trip, booked));
    const others = Array.from({ length: 28 }, (_, at): Movement => [day, 7_000_000 + at * 10_000, `LAIN ${at}`]);
    const movements = [...seats.map(({ amountRupiah }): Movement => [day, amountRupiah, "TRSF ANA"]), ...others];
    expect(await imports(sari, sheetOf(movements), at)).toMatchObject({ added: 40 });

    expect(await exact()).toHaveLength(12);
    expect(await accept()).toEqual({ accepted: 12, returned: [], refused: [], left: 0 });
    expect(await accept()).toEqual({ accepted: 0, returned: [], refused: [], left: 0 });
    for (const seat of seats) expect((await find(seat)).booking.status).toBe("CONFIRMED");
    expect(await db().select().from(receipts)).toHaveLength(12);
    expect((await db().select().from(receipts)).every(({ source }) => source === "STATEMENT")).toBe(true);
    expect(await db().$count(statementLines, eq(statementLines.kind, "OPEN"))).toBe(28);
    expect(await db().$count(statementLines, eq(statementLines.kind, "RECEIPT"))).toBe(12);
  });

  it("31: a line of 300.000 without code is proposed to the two that wait for 300.123 and 300.456, and to nobody surely", async () => {
    const [one, other] = [await seatFor(123), await seatFor(456)];
    const line = await givenLine({ amount: 300_000, bookedOn: day });
    expect(await exact()).toEqual([]);
    const [row] = await open();
    expect(row?.near.candidates).toMatchObject([
      { paymentId: one.paymentId, reasons: ["price"] },
      { paymentId: other.paymentId, reasons: ["price"] },
    ]);
    expect(await acceptLine({ lineId: line.id, paymentId: other.paymentId, adminId: sari.id, now })).toMatchObject({
      outcome: "confirmed",
    });
    expect((await find(one)).booking.status).toBe("PENDING_PAYMENT");
    expect(await again(line)).toMatchObject({ kind: "RECEIPT", decidedById: sari.id });
  });

  it("are those of payments that expired not long ago, too; what cannot be used any more goes back and is said", async () => {
    const trip = await givenTrip({ quota: 1, status: "FULL" });
    const late = await givenBooking({ trip, status: "EXPIRED" });
    await givenBooking({ trip, status: "CONFIRMED" });
    const line = await givenLine({ amount: late.payment.amount, bookedOn: day });
    expect(await accept()).toMatchObject({
      accepted: 0,
      returned: [{ lineId: line.id, code: late.booking.code, why: "sold-out" }],
    });
    expect((await again(line)).kind).toBe("RECEIPT");
  });

  it("are none of another account, nor of a day before the booking was made", async () => {
    const seat = await seatFor(123);
    await givenLine({ amount: seat.amountRupiah, accountKey: "mandiri", bookedOn: day });
    await givenLine({ amount: seat.amountRupiah, bookedOn: "2026-04-30" });
    expect(await exact()).toEqual([]);
  });

  it("that came after the page was drawn are not accepted unseen", async () => {
    const seat = await seatFor(123);
    await givenLine({ amount: seat.amountRupiah, bookedOn: day, createdAt: new Date("2026-05-01T23:30:00Z") });
    expect(await accept()).toMatchObject({ accepted: 0 });
  });

  it("of what a proof confirmed before are matched with that receipt, and nothing is received twice", async () => {
    const seat = await seatFor(123);
    await accepts(sari, seat, "2026-05-01T20:00:00Z");
    const line = await came(seat);
    expect(await exact()).toMatchObject([{ target: { kind: "receipt" } }]);
    expect(await accept()).toMatchObject({ accepted: 1 });
    expect(await db().select().from(receipts)).toMatchObject([{ statementLineId: line.id, bookedOn: day }]);
    expect((await find(seat)).payment.receivedAmount).toBe(seat.amountRupiah);
  });

  it("whose proof another admin accepts at the same moment count once", async () => {
    for (let time = 0; time < 5; time++) {
      const seat = await seatFor(200 + time);
      const line = await came(seat, `TRSF ${time}`);
      await Promise.all([accept(), accepts(sari, seat, at)]);
      // Whichever was first, the other finds its receipt.
      await accept();
      const { payment, refunds } = await find(seat);
      expect([payment.receivedAmount, refunds]).toEqual([seat.amountRupiah, []]);
      expect((await again(line)).kind).toBe("RECEIPT");
    }
  });
});

describe("a double transfer", () => {
  it("32: both lines accepted: one seat, one payout, and Refund OVERPAID of the second whole", async () => {
    const seat = await seatFor(123);
    const [, second] = [await came(seat), await came(seat, "TRSF E-BANKING CR LAGI")];
    // The first of two equal ones is exact, the second is nobody's for sure.
    expect(await exact()).toHaveLength(1);
    expect(await accept()).toMatchObject({ accepted: 1 });
    expect(await exact()).toEqual([]);
    expect((await open())[0]?.near.candidates).toMatchObject([{ reasons: ["twice"], paymentId: seat.paymentId }]);
    const accepted = { lineId: second.id, paymentId: seat.paymentId, adminId: sari.id, now };
    expect(await acceptLine(accepted)).toMatchObject({ outcome: "added", surplusRupiah: seat.amountRupiah });
    expect(await acceptLine(accepted)).toMatchObject({ outcome: "already" });

    const { booking, refunds } = await find(seat);
    expect(booking.status).toBe("CONFIRMED");
    expect(await db().$count(payouts)).toBe(1);
    expect(refunds).toMatchObject([{ reason: "OVERPAID", status: "APPROVED", amount: seat.amountRupiah }]);
  });
});

describe("near lines", () => {
  it("name the booking's code, or whoever sent it, whole or cut off by the bank", async () => {
    const teguh = await seatFor(11, "Teguh Hari Hermawan");
    const coded = await seatFor(22, "Budi Santoso");
    await givenLine({ amount: 150_000, bookedOn: day, description: "TRSF E-BANKING CR 0105/FTSCY TEGUH HARI HERMAWA" });
    await givenLine({ amount: 999_000, bookedOn: day, description: `TRSF ${coded.code.replace("-", " ")}` });
    const rows = await open();
    const near = (amount: number) => rows.find(({ line }) => line.amount === amount)?.near.candidates;
    expect(near(150_000)).toMatchObject([{ paymentId: teguh.paymentId, reasons: ["name"] }]);
    expect(near(999_000)).toMatchObject([{ paymentId: coded.paymentId, reasons: ["code"] }]);
  });

  it("come with the likeliest first: a name and an amount before an amount alone", async () => {
    await seatFor(123, "Budi Santoso");
    const ana = await seatFor(456, "Ana Lestari");
    await givenLine({ amount: 300_000, bookedOn: day, description: "TRSF DARI ANA LESTARI" });
    const [row] = await open();
    expect(row?.near.candidates[0]).toMatchObject({ paymentId: ana.paymentId, reasons: ["price", "name"] });
    expect(row?.near.candidates).toHaveLength(2);
  });

  it("bring what is missing of a part, which then confirms the seat", async () => {
    const seat = await seatFor(123);
    await accepts(sari, seat, at, 200_000);
    const line = await givenLine({ amount: 100_000, bookedOn: day });
    expect((await open())[0]?.near.candidates).toMatchObject([{ paymentId: seat.paymentId, reasons: ["part"] }]);
    const accepted = { lineId: line.id, paymentId: seat.paymentId, adminId: sari.id, now };
    expect(await acceptLine(accepted)).toMatchObject({ outcome: "confirmed" });
  });
});

describe("a debit", () => {
  it("equal to a confirmed transfer is matched with it, and taking that away touches nothing else", async () => {
    const trip = await givenTrip({ status: "COMPLETED" });
    const { payout } = await givenBooking({
      trip,
      payout: { status: "RELEASED", releasedAt: new Date(booked), heldUntil: new Date(booked) },
    });
    await transferred({ payoutIds: [payout!.id] }, { sari, now });
    const line = await givenLine({ amount: -payout!.amount, bookedOn: day, description: "TRSF E-BANKING DB" });
    const other = await givenLine({ amount: -2_500, bookedOn: day, description: "BIAYA" });
    await decideLine({ lineId: other.id, kind: "FEE", note: null, adminId: sari.id, now });
    expect(await exact()).toMatchObject([{ target: { kind: "transfer" } }]);
    expect(await accept()).toMatchObject({ accepted: 1 });
    const [transfer] = await db().select().from(transfers).where(eq(transfers.statementLineId, line.id));
    expect(transfer).toMatchObject({ status: "CONFIRMED", bookedOn: day });

    expect(await reopenLine({ lineId: line.id, adminId: sari.id, now })).toEqual({ ok: true });
    expect((await again(line)).kind).toBe("OPEN");
    expect((await again(other)).kind).toBe("FEE");
    const [still] = await db().select().from(transfers).where(eq(transfers.id, transfer!.id));
    expect(still).toMatchObject({ status: "CONFIRMED", statementLineId: null });
    expect(await accept()).toMatchObject({ accepted: 1 });
  });
});

describe("two admins", () => {
  it("who accept the same line for two payments: one does, the other is told", async () => {
    for (let time = 0; time < 5; time++) {
      const [one, other] = [await seatFor(500 + time * 2), await seatFor(501 + time * 2)];
      const line = await givenLine({ amount: 300_000, bookedOn: day, description: `TRSF ${time}` });
      const take = ({ paymentId }: Seat) => acceptLine({ lineId: line.id, paymentId, adminId: sari.id, now });
      const results = await Promise.all([take(one), take(other)]);
      expect(results.filter(({ ok }) => ok)).toHaveLength(1);
      expect(results).toContainEqual({ ok: false, reason: "line-taken" });
      expect(await db().$count(receipts, eq(receipts.statementLineId, line.id))).toBe(1);
    }
  });

  it("who accept all exact ones at once record each once", async () => {
    const trip = await givenTrip({ quota: 20 });
    for (let at = 0; at < 6; at++) await came(await takesSeats(trip, booked), `TRSF ${at}`);
    const dewi = await givenUser({ name: "Dewi", role: "ADMIN" });
    await Promise.all([accept(), accept(dewi.id)]);
    expect(await db().$count(receipts)).toBe(6);
    expect(await audits("receipt.record")).toHaveLength(6);
  });

  it("one of whom imports while the other accepts: lines are there once, and each is accepted once", async () => {
    const trip = await givenTrip({ quota: 20 });
    const seats: Seat[] = [];
    for (let at = 0; at < 5; at++) seats.push(await takesSeats(trip, booked));
    const sheet = sheetOf(seats.map(({ amountRupiah }): Movement => [day, amountRupiah, "TRSF ANA"]));
    await imports(sari, sheet, at);
    await Promise.all([imports(sari, sheet, at), accept(), imports(sari, sheet, at), accept()]);
    await accept();
    expect(await db().$count(statementLines)).toBe(5);
    expect(await db().$count(receipts)).toBe(5);
    for (const seat of seats) expect((await find(seat)).booking.status).toBe("CONFIRMED");
  });
});

it("a match of a receipt can be taken away: the money stays, the line is open and finds it again", async () => {
  const seat = await seatFor(123);
  const line = await came(seat);
  await accept();
  const reopen = () => reopenLine({ lineId: line.id, adminId: sari.id, now });
  expect(await reopen()).toEqual({ ok: true });
  expect(await reopen()).toEqual({ ok: true });
  expect((await find(seat)).booking.status).toBe("CONFIRMED");
  expect(await exact()).toMatchObject([{ lineId: line.id, target: { kind: "receipt" } }]);
  expect(await reopenLine({ lineId: "nowhere", adminId: sari.id, now })).toEqual({ ok: false, reason: "not-found" });
});

it("a line whose receipt an admin has taken away is not exact for the same payment again", async () => {
  const seat = await seatFor(123);
  const line = await came(seat);
  expect(await accept()).toMatchObject({ accepted: 1 });
  expect(await voids(sari, seat, at)).toMatchObject({ ok: true });
  expect(await again(line)).toMatchObject({ kind: "OPEN" });
  expect(await exact()).toEqual([]);
  const [row] = await open();
  expect(row?.near.candidates).toMatchObject([{ paymentId: seat.paymentId, reasons: ["exact"] }]);
});

describe("the balance", () => {
  it("35: with a transfer fee of 2.500 and interest of 311 on the statement, the book's balance equals the bank's", async () => {
    const seat = await seatFor(123);
    const movements: Movement[] = [
      [day, seat.amountRupiah, "TRSF ANA"],
      [day, -2_500, "BIAYA TXN"],
      [day, 311, "BUNGA"],
    ];
    await imports(sari, sheetOf(movements), at);
    const before = await accountBalance("bca");
    expect(before.bank).toEqual({ rupiah: 297_934, lastDay: day });
    expect(before).toMatchObject({ open: { count: 3, rupiah: 297_934 }, parts: { before: { rupiah: 0 } } });

    await accept();
    for (const { line } of await open()) {
      const kind = line.amount < 0 ? "FEE" : "INTEREST";
      expect(await decideLine({ lineId: line.id, kind, note: null, adminId: sari.id, now })).toMatchObject({
        ok: true,
      });
    }
    const after = await accountBalance("bca");
    expect(after.bookRupiah).toBe(297_934);
    expect(after.bank?.rupiah).toBe(297_934);
    expect([after.open, ...Object.values(after.parts!)].every(({ count, rupiah }) => count === 0 && rupiah === 0)).toBe(
      true,
    );
  });

  it("names what makes the difference: open lines, what the statement does not have yet, and what was there before", async () => {
    const seat = await seatFor(123);
    const trip = await givenTrip({ status: "COMPLETED" });
    const { payout } = await givenBooking({
      trip,
      payout: { status: "RELEASED", releasedAt: new Date(booked), heldUntil: new Date(booked) },
    });
    await db().update(receipts).set({ bookedOn: "2026-04-01" });
    await imports(sari, sheetOf([[day, 5_000, "LAIN"]], 1_000_000), at);
    await accepts(sari, seat, at);
    await transferred({ payoutIds: [payout!.id] }, { sari, now });
    const { bookRupiah, bank, open, parts } = await accountBalance("bca");
    expect(open).toEqual({ count: 1, rupiah: 5_000 });
    expect(parts).toMatchObject({
      receipts: { count: 1, rupiah: -seat.amountRupiah },
      transfers: { count: 1, rupiah: payout!.amount },
    });
    const all = [open, ...Object.values(parts!)].reduce((sum, { rupiah }) => sum + rupiah, 0);
    expect(all).toBe(bank!.rupiah - bookRupiah);
  });

  it("of an account that had money before its first import is taken over once, as a correction", async () => {
    await imports(sari, sheetOf([[day, -2_500, "BIAYA"]], 1_000_000), at);
    const [first] = await open();
    await decideLine({ lineId: first!.line.id, kind: "FEE", note: null, adminId: sari.id, now });
    const taking = { accountKey: "bca", amountRupiah: 1_000_000, note: "Saldo sebelum SeTrip", adminId: sari.id, now };
    expect(await takeOverBalance({ ...taking, amountRupiah: 5 })).toEqual({ ok: false, reason: "changed" });
    const results = await Promise.all([takeOverBalance(taking), takeOverBalance(taking)]);
    expect(results.map(({ ok }) => ok).sort()).toEqual([false, true]);
    expect(await accountBalance("bca")).toMatchObject({ bookRupiah: 997_500, bank: { rupiah: 997_500 } });
    expect(await takeOverBalance({ ...taking, amountRupiah: 0 })).toEqual({ ok: false, reason: "nothing" });
    // The next file with that day does not miss it, nor doubles it.
    expect(
      await imports(
        sari,
        sheetOf(
          [
            ["2026-05-01", 1, "A"],
            [day, -2_500, "BIAYA"],
          ],
          999_999,
        ),
        at,
      ),
    ).toMatchObject({
      ok: true,
      added: 1,
    });
  });

  it("that differs later although the opening balance is known is corrected, on the last day that the bank's is known of", async () => {
    await imports(sari, sheetOf([[day, 1_000, "A"]], 500_000), at);
    const taking = { accountKey: "bca", note: "Saldo sebelum SeTrip", adminId: sari.id, now };
    expect(await takeOverBalance({ ...taking, amountRupiah: 500_000 })).toEqual({ ok: true, as: "opening" });
    // Two days that nobody imported lie between.
    await imports(sari, sheetOf([["2026-05-06", 1_000, "B"]], 600_000), "2026-05-06T03:00:00Z");
    const { parts, hasOpening } = await accountBalance("bca");
    expect([hasOpening, parts?.before.rupiah]).toEqual([true, 99_000]);
    const correcting = { ...taking, amountRupiah: 99_000, note: "Bank tidak menjelaskan" };
    const results = await Promise.all([takeOverBalance(correcting), takeOverBalance(correcting)]);
    expect(results.map(({ ok }) => ok).sort()).toEqual([false, true]);
    const { bookRupiah, bank, open: left } = await accountBalance("bca");
    expect([bookRupiah + left.rupiah, bank?.rupiah]).toEqual([601_000, 601_000]);
    const lines = (await bookLines()).map(([bookedOn, amount, words]) => [bookedOn, amount, words]);
    expect(lines).toContainEqual(["2026-05-06", 99_000, "KOREKSI SALDO"]);
    // The same file again neither misses it nor doubles anything.
    const again = await imports(sari, sheetOf([["2026-05-06", 1_000, "B"]], 600_000), "2026-05-06T04:00:00Z");
    expect(again).toMatchObject({ ok: true, added: 0, known: 1 });
  });

  it("is no older one after an older export of the same day is imported again", async () => {
    const morning: Movement[] = [[day, 5_000, "PAGI"]];
    const evening: Movement[] = [...morning, [day, 7_000, "SORE"]];
    for (const movements of [morning, evening, morning])
      expect(await imports(sari, sheetOf(movements), at)).toMatchObject({ ok: true });
    const { bank, parts } = await accountBalance("bca");
    expect(bank).toEqual({ rupiah: 12_000, lastDay: day });
    expect(parts?.before).toEqual({ count: 0, rupiah: 0 });
  });

  it("of an account that imports nothing is the book's alone", async () => {
    const seat = await seatFor(123);
    await accepts(sari, seat, at);
    expect(await accountBalance("bca")).toEqual({
      accountKey: "bca",
      bookRupiah: seat.amountRupiah,
      open: { count: 0, rupiah: 0 },
      firstDay: undefined,
      hasOpening: false,
    });
    expect(await asksForSeats(await givenTrip(), booked)).toMatchObject({ ok: true });
  });
});
