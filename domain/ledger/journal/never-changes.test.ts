import { beforeEach, expect, it } from "vitest";
import { pool } from "#db/connection.ts";
import { acceptLine } from "#domain/bank-book/accept.ts";
import { reopenLine } from "#domain/bank-book/unmatch.ts";
import { cancelByAdmin } from "#domain/bookings/cancel.ts";
import { recallPayout } from "#domain/bookings/payouts/recall.ts";
import { matchReceipt } from "#domain/bookings/receipts/match.ts";
import { addDays } from "#domain/calendar.ts";
import { autoComplete } from "#domain/departures/auto-complete.ts";
import { decideLine } from "#domain/statements/lines.ts";
import { matchTransfer } from "#domain/transfers/match.ts";
import { ownDatabase } from "#tests/database.ts";
import { recordJournal } from "#tests/journal-record.ts";
import { givenTrip, givenUser } from "#tests/rows.ts";
import { givenLine } from "#tests/statements.ts";
import { accepts, find, joins, receiptsOf, takesSeats, voids } from "#tests/stories.ts";
import { sweepAt } from "#tests/sweep.ts";
import { bounced, transferred } from "#tests/transfers.ts";
import { accountsAsOf, journalOf, monthsUntil, totalOf, trialBalance } from "./journal.ts";

ownDatabase();

let sari: { id: string };
let journal: ReturnType<typeof recordJournal>;
beforeEach(async () => {
  sari = await givenUser({ name: "Sari", role: "ADMIN" });
  journal = recordJournal();
});

/** Does something at a moment and reads the journal after it; whatever it was, nothing of an earlier day is another one. */
async function at<Result>(moment: string, work: (now: Date) => Promise<Result>): Promise<Result> {
  const now = new Date(moment);
  const done = await work(now);
  if (done && typeof done === "object" && "ok" in done) expect(done).toMatchObject({ ok: true });
  expect(await journal.read(now)).toEqual([]);
  const { accounts, unbalancedDays } = await trialBalance();
  expect([accounts, unbalancedDays]).toEqual([await accountsAsOf(), []]);
  return done;
}

const month = (name: string) =>
  journalOf({ from: `${name}-01`, to: addDays(`${name}-01`, name.endsWith("05") ? 30 : 29) });
const lines = async (day: string) =>
  (await journalOf({ from: day, to: day })).map(
    ({ kind, account, amountRupiah }) => `${kind} ${account} ${amountRupiah}`,
  );
const bankOn = async (day: string) => totalOf(await accountsAsOf(day), "bank");

it("a payout that is recalled a month later was released, and the recall is of its own day", async () => {
  const trip = await givenTrip({ date: "2026-05-10" });
  const seat = await joins(sari, trip, "2026-05-01T03:00:00Z");
  await at("2026-05-11T18:00:00Z", (now) => autoComplete(sweepAt(now.toISOString())));
  await at("2026-05-13T18:00:00Z", (now) => autoComplete(sweepAt(now.toISOString())));
  const may = await month("2026-05");
  const { payout } = await find(seat);
  await at("2026-06-15T03:00:00Z", (now) => recallPayout({ payoutId: payout!.id, adminId: sari.id, now }));
  expect(await month("2026-05")).toEqual(may);
  const share = payout!.amount;
  expect(await lines("2026-06-15")).toEqual([`recall organizers ${share}`, `recall held -${share}`]);
  const refund = { bookingId: seat.bookingId, adminId: sari.id, reason: "Sakit", refundRupiah: 100_000 };
  await at("2026-06-16T03:00:00Z", (now) => cancelByAdmin({ ...refund, now }));
  await at("2026-06-20T18:00:00Z", (now) => autoComplete(sweepAt(now.toISOString())));
  expect(await month("2026-05")).toEqual(may);
  expect((await month("2026-06")).filter(({ kind }) => kind === "release")).toHaveLength(2);
});

it("a receipt that is void a month later came, and what was taken back of it is of the day of the void", async () => {
  const trip = await givenTrip({ date: "2026-08-10" });
  const seat = await takesSeats(trip, "2026-05-30T03:00:00Z");
  await at("2026-05-30T04:00:00Z", (now) => accepts(sari, seat, now.toISOString(), 10 * seat.amountRupiah));
  const may = await month("2026-05");
  expect(may.map(({ kind }) => kind)).toContain("promise");
  await at("2026-06-12T03:00:00Z", (now) => voids(sari, seat, now.toISOString()));
  await at("2026-06-12T04:00:00Z", (now) =>
    accepts(sari, seat, now.toISOString(), undefined, { bookedOn: "2026-05-30" }),
  );
  expect(await month("2026-05")).toEqual(may);
  expect(await bankOn("2026-05-31")).toBe(10 * seat.amountRupiah);
  // The right one is of a month that is closed by then.
  expect(await bankOn("2026-06-12")).toBe(seat.amountRupiah);
  expect((await monthsUntil("2026-06-30")).at(-1)).toMatchObject({
    cameIn: -9 * seat.amountRupiah,
    bank: seat.amountRupiah,
  });
});

it("a line that was accepted for the wrong booking is in the bank once, on every day", async () => {
  const trip = await givenTrip({ date: "2026-08-10" });
  const [one, other] = [await takesSeats(trip, "2026-05-30T03:00:00Z"), await takesSeats(trip, "2026-05-30T03:00:00Z")];
  const { id: lineId } = await givenLine({
    amount: 300_000,
    bookedOn: "2026-05-31",
    createdAt: new Date("2026-06-01T03:00:00Z"),
  });
  await at("2026-06-02T03:00:00Z", (now) => acceptLine({ lineId, paymentId: one.paymentId, adminId: sari.id, now }));
  await at("2026-06-03T03:00:00Z", (now) => voids(sari, one, now.toISOString()));
  await at("2026-06-03T04:00:00Z", (now) => acceptLine({ lineId, paymentId: other.paymentId, adminId: sari.id, now }));
  for (const day of ["2026-05-31", "2026-06-02", "2026-06-03"]) expect(await bankOn(day)).toBe(300_000);
});

it("a line of the bank that is decided anew is taken back on that day; one of a closed month is of the day of the press", async () => {
  const line = { amount: -2_500, createdAt: new Date("2026-06-01T03:00:00Z") };
  const { id: lineId } = await givenLine({ ...line, bookedOn: "2026-05-31" });
  const kinds = ["FEE", "CORRECTION", "WITHDRAWAL"] as const;
  for (const [place, kind] of kinds.entries()) {
    const by = { lineId, adminId: sari.id };
    if (place > 0) await at(`2026-06-1${place}T03:00:00Z`, (now) => reopenLine({ ...by, now }));
    await at(`2026-06-${place === 0 ? "05" : `1${place}`}T04:00:00Z`, (now) =>
      decideLine({ ...by, kind, note: "x", now }),
    );
  }
  expect(await lines("2026-05-31")).toEqual(["bank charges 2500", "bank bank:bca -2500"]);
  expect(await accountsAsOf("2026-06-11")).toEqual([
    { account: "bank:bca", balanceRupiah: -2_500 },
    { account: "corrections", balanceRupiah: 2_500 },
  ]);
  const { id: late } = await givenLine({ ...line, bookedOn: "2026-04-30" });
  await at("2026-06-13T03:00:00Z", (now) =>
    decideLine({ lineId: late, kind: "FEE", note: null, adminId: sari.id, now }),
  );
  expect([await bankOn("2026-04-30"), await bankOn("2026-06-13")]).toEqual([0, -5_000]);
});

it("the bank's own day moves money within open months, and never out of a closed one", async () => {
  const trip = await givenTrip({ date: "2026-08-10" });
  const [seat, late] = [
    await joins(sari, trip, "2026-06-01T03:00:00Z"),
    await joins(sari, trip, "2026-06-01T03:00:00Z"),
  ];
  const matched = async (of: typeof seat, lineDay: string) => {
    const [receipt] = await receiptsOf(of);
    const line = await givenLine({ amount: of.amountRupiah, bookedOn: lineDay, description: of.code });
    return { receiptId: receipt!.id, lineId: line.id, adminId: sari.id };
  };
  const first = await matched(seat, "2026-05-31");
  await at("2026-06-05T03:00:00Z", (now) => matchReceipt({ ...first, now }));
  expect(await bankOn("2026-05-31")).toBe(seat.amountRupiah);
  expect(await bankOn("2026-06-01")).toBe(seat.amountRupiah + late.amountRupiah);
  const second = await matched(late, "2026-05-31");
  await at("2026-06-11T03:00:00Z", (now) => matchReceipt({ ...second, now }));
  expect(await bankOn("2026-05-31")).toBe(seat.amountRupiah);
});

it("a transfer, its line, and what came back of it weeks later are each of their own day", async () => {
  const trip = await givenTrip({ date: "2026-05-10" });
  const seat = await joins(sari, trip, "2026-05-01T03:00:00Z");
  for (const day of ["11", "13"]) await autoComplete(sweepAt(`2026-05-${day}T18:00:00Z`));
  const payoutId = (await find(seat)).payout!.id;
  const sends = (now: Date) => transferred({ payoutIds: [payoutId] }, { sari, now, transferRef: `R-${now.getTime()}` });
  await at("2026-05-30T03:00:00Z", sends);
  const { rows } = await pool().query<{ id: string }>(`select "id" from "Transfer"`);
  const line = await givenLine({ amount: -(await find(seat)).payout!.amount, bookedOn: "2026-05-31" });
  const match = { transferId: rows[0]!.id, lineId: line.id, adminId: sari.id };
  await at("2026-06-02T03:00:00Z", (now) => matchTransfer({ ...match, now }));
  await at("2026-06-20T03:00:00Z", (now) => bounced({ payoutId }, { sari, now, bookedOn: "2026-06-18" }));
  await at("2026-06-21T03:00:00Z", sends);
  const share = (await find(seat)).payout!.amount;
  const came = seat.amountRupiah;
  const days = ["2026-05-30", "2026-05-31", "2026-06-18", "2026-06-21"];
  expect(await Promise.all(days.map(bankOn))).toEqual([came, came - share, came, came - share]);
});

it("the record would say so, if a posting of an earlier day were another one", async () => {
  const seat = await joins(sari, await givenTrip({ date: "2026-08-10" }), "2026-05-01T03:00:00Z");
  const now = new Date("2026-06-15T03:00:00Z");
  expect(await journal.read(now)).toEqual([]);
  await pool().query(`update "Receipt" set "bookedOn" = '2026-04-30', "createdAt" = '2026-04-30T03:00:00Z'`);
  expect(await journal.read(now)).toEqual([
    `2026-05-01 receipt ${seat.code} bank:bca ${seat.amountRupiah} is gone`,
    `2026-05-01 receipt ${seat.code} unapplied -${seat.amountRupiah} is gone`,
    expect.stringContaining("came later"),
    expect.stringContaining("came later"),
  ]);
});
