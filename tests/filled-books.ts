import { eq, isNull, sql } from "drizzle-orm";
import { newId } from "#db/columns.ts";
import { db, transaction } from "#db/connection.ts";
import { change, recordNew } from "#domain/audit/change.ts";
import { cancelPaid, cancelUnpaid } from "#domain/bookings/cancel.ts";
import { expireDuePayments } from "#domain/bookings/payments/expire.ts";
import { holdBackPayout } from "#domain/bookings/payouts/hold-back.ts";
import { recallPayout } from "#domain/bookings/payouts/recall.ts";
import { approveDispute, rejectDispute } from "#domain/bookings/refunds/decide.ts";
import { requestRefund } from "#domain/bookings/refunds/request.ts";
import { receipts } from "#domain/bookings/schema/receipts.ts";
import { transfers } from "#domain/bookings/schema/transfers.ts";
import { autoComplete } from "#domain/departures/auto-complete.ts";
import { closeTrip } from "#domain/departures/close.ts";
import { statementImports, statementLines } from "#domain/statements/schema.ts";
import { undoTransfer } from "#domain/transfers/undo.ts";
import type { Trip } from "#domain/trips/rules.ts";
import { trips } from "#domain/trips/schema.ts";
import { givenOrganizer, givenTrip, givenUser, madeAt } from "./rows.ts";
import { accepts, find, joins, type Seat, sendsProof, takesSeats, voids } from "./stories.ts";
import { sweepAt } from "./sweep.ts";
import { bounced, prepared, transferred } from "./transfers.ts";

const at = (day: string) => `2026-05-${day}T03:00:00Z`;
const account = { bankName: "BCA", bankAccountNo: "1234567890", bankAccountName: "Ana" };

/**
 * A marketplace whose books have a row in every state, all of it done by the verbs and written down: trips that are open, over and
 * off, money that waits, is held, disputed, given back, released, transferred, bounced, and lines of the bank's statement.
 */
export async function fillBooks(): Promise<{ sari: { id: string } }> {
  const sari = await givenUser({ name: "Sari", role: "ADMIN" });
  const over = await published({ date: "2026-05-10" });
  const coming = await published({ date: "2026-06-20", endDate: "2026-06-21" });
  const off = await published({ date: "2026-06-20" });
  const travels = (trip: Trip) => guest().then(({ id: userId }) => joins(sari, trip, at("01"), { userId }));

  const seats = await Promise.all(Array.from({ length: 7 }, () => travels(over)));
  await travels(coming);
  await cancels(await travels(coming));
  await paysTooMuch(sari, coming);
  await takesSeats(coming, at("01"), { userId: (await guest()).id });
  await expireDuePayments(sweepAt(at("03")));
  await cancelUnpaid({ ...(await takesSeats(coming, at("03"))), now: new Date(at("03")) });
  await sendsProof(await takesSeats(coming, at("03"), { userId: (await guest()).id }), at("03"));
  await waitsForTheRest(sari, coming);
  await mistypes(sari, await travels(coming));
  await travels(off);
  await sendsProof(await takesSeats(off, at("01"), { userId: (await guest()).id }), at("01"));
  const by = { role: "ADMIN", userId: sari.id } as const;
  await closeTrip({ tripId: off.id, by, reason: "Cuaca buruk", now: new Date(at("04")) });

  await autoComplete(sweepAt("2026-05-11T18:00:00Z"));
  await disputes(sari, seats);
  await autoComplete(sweepAt("2026-05-13T18:00:00Z"));
  await sends(sari, seats);
  await statementOf(sari);
  return { sari };
}

const guest = () => givenUser({ name: "Ana", ...account });

async function published(values: Partial<Trip>): Promise<Trip> {
  const trip = await givenTrip({ organizerId: (await givenOrganizer()).id, ...values });
  const by = { actor: { type: "USER" } as const, now: madeAt };
  await transaction((tx) => recordNew(tx, trips, [trip], { action: "trip.create", ...by }));
  return trip;
}

async function cancels(seat: Seat) {
  const { payment } = await find(seat);
  await cancelPaid({ ...seat, agreedRefundRupiah: payment.receivedAmount!, now: new Date(at("02")) });
}

async function paysTooMuch(sari: { id: string }, trip: Trip) {
  const seat = await takesSeats(trip, at("01"), { userId: (await guest()).id });
  await accepts(sari, seat, at("02"), seat.amountRupiah + 50_000);
}

async function waitsForTheRest(sari: { id: string }, trip: Trip) {
  const seat = await takesSeats(trip, at("03"), { userId: (await guest()).id });
  const part = await accepts(sari, seat, at("03"), seat.amountRupiah - 50_000, { ifShort: "wait" });
  if (!part.ok || part.outcome !== "waiting") throw new Error("nobody waits for the rest");
}

/** Ten times too much, void and accepted anew on the same day. */
async function mistypes(sari: { id: string }, seat: Seat) {
  for (const received of [10 * seat.amountRupiah, seat.amountRupiah]) {
    const voided = await voids(sari, seat, at("01"));
    if (!voided.ok) throw new Error(`not voided: ${voided.reason}`);
    await accepts(sari, seat, at("01"), received);
  }
}

/** The last of them is undecided, so that its money stays held; one was turned down, one got a part. */
async function disputes(sari: { id: string }, seats: Seat[]) {
  const now = new Date(at("12"));
  const [undecided, refused, granted] = await Promise.all(
    seats.slice(-3).map(async (seat) => {
      const asked = await requestRefund({ ...seat, amount: 100_000, note: "Pemandu tidak datang.", now });
      if (!asked.ok) throw new Error(`not asked: ${asked.reason}`);
      return asked.refundId;
    }),
  );
  if (!undecided) throw new Error("no dispute is open");
  const decision = { adminId: sari.id, explanation: "Sudah diperiksa.", now };
  await rejectDispute({ refundId: refused!, ...decision });
  await approveDispute({ refundId: granted!, amountRupiah: 60_000, ...decision });
}

/** Two payouts and a refund are paid, one came back, one is prepared, one was undone, one is held back, one was recalled. */
async function sends(sari: { id: string }, seats: Seat[]) {
  const by = { sari, now: new Date(at("14")) };
  const files = await Promise.all(seats.map(find));
  const payoutIds = files.flatMap(({ payout }) => (payout?.status === "RELEASED" ? payout.id : []));
  const [first, second, third, fourth, fifth, sixth] = payoutIds as [string, string, string, string, string, string];
  const refundIds = files.flatMap(({ refunds }) =>
    refunds.flatMap(({ id, status }) => (status === "APPROVED" ? id : [])),
  );
  await transferred({ payoutIds: [first, second] }, { ...by, transferRef: "REF-1" });
  await transferred({ payoutIds: [third] }, { ...by, transferRef: "REF-2" });
  await bounced({ payoutId: third }, by);
  await transferred({ refundIds }, { ...by, transferRef: "REF-3" });
  const undone = await prepared({ payoutIds: [fourth] }, by);
  if (!undone.ok) throw new Error(`not prepared: ${undone.reason}`);
  await undoTransfer({ transferId: undone.transferId, adminId: sari.id, now: by.now });
  await prepared({ payoutIds: [fourth] }, by);
  await holdBackPayout({ payoutId: fifth, reason: "Rekening diperiksa", adminId: sari.id, now: by.now });
  const recalled = await recallPayout({ payoutId: sixth, adminId: sari.id, now: by.now });
  if (!recalled.ok) throw new Error(`not recalled: ${recalled.reason}`);
}

/** Lines of the bank: one of a receipt, one of a transfer, a fee, and one that nobody has matched. */
async function statementOf(sari: { id: string }) {
  const by = { actor: { type: "ADMIN", id: sari.id } as const, now: new Date(at("15")) };
  const stamps = { createdAt: by.now, updatedAt: by.now };
  const [receipt] = await db()
    .select()
    .from(receipts)
    .where(isNull(receipts.voidedAt))
    .orderBy(receipts.createdAt, receipts.id)
    .limit(1);
  const [transfer] = await db().select().from(transfers).where(eq(transfers.transferRef, "REF-1"));
  const { rows } = await db().execute<{ sent: string }>(
    sql`select sum("amount") as "sent" from "TransferItem" where "transferId" = ${transfer!.id}`,
  );
  const lines = [
    { kind: "RECEIPT" as const, amount: receipt!.amount },
    { kind: "TRANSFER" as const, amount: -Number(rows[0]!.sent) },
    { kind: "FEE" as const, amount: -2_500, note: "Biaya transfer" },
    { kind: "OPEN" as const, amount: 311 },
  ];
  await transaction(async (tx) => {
    const importId = newId();
    const days = { firstDay: "2026-05-01", lastDay: "2026-05-14" };
    const file = { fileName: "mutasi.csv", linesAdded: lines.length, linesKnown: 0, importedById: sari.id };
    await tx.insert(statementImports).values({ id: importId, accountKey: "bca", ...days, ...file, ...stamps });
    const added = await tx
      .insert(statementLines)
      .values(
        lines.map((line, place) => {
          const decided = line.kind === "OPEN" ? {} : { decidedById: sari.id, decidedAt: by.now };
          const written = { bookedOn: "2026-05-14", description: `BARIS ${place}`, ordinal: 1 };
          return { id: newId(), importId, accountKey: "bca", ...written, ...line, ...decided, ...stamps };
        }),
      )
      .returning();
    await recordNew(tx, statementLines, added, { action: "statement.import", ...by });
    const match = { action: "statement.match", ...by } as const;
    await change(tx, receipts, [receipt!], { values: { statementLineId: added[0]!.id }, ...match });
    await change(tx, transfers, [transfer!], { values: { statementLineId: added[1]!.id }, ...match });
  });
}
