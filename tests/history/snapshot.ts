import { pool } from "#db/connection.ts";
import type { Booking, Transfer, Trip, World } from "./model/world.ts";

/** Every row of the marketplace in one line, by `Entity id`; refunds by their booking and place. */
export type Snapshot = {
  lines: Map<string, string>;
  /** The rows' ids and states, for the audit log. */
  rows: Map<string, { entity: string; id: string; status: string; line: string }>;
  /** Ids that the model does not know. */
  paymentOf: Map<string, string>;
  payoutOf: Map<string, string>;
  refundsOf: Map<string, string[]>;
  receiptsOf: Map<string, string[]>;
};

type Row = Record<string, string | number | boolean | Date | null>;

const read = async (query: string) => (await pool().query<Row>(query)).rows;
const at = (moment: unknown) => (moment instanceof Date ? moment.toISOString() : "-");

/** Reads what the database has. */
export async function readSnapshot(): Promise<Snapshot> {
  const seen: Snapshot = {
    lines: new Map(),
    rows: new Map(),
    paymentOf: new Map(),
    payoutOf: new Map(),
    refundsOf: new Map(),
    receiptsOf: new Map(),
  };
  const add = (entity: string, row: Row, name: string, line: string) => {
    seen.lines.set(`${entity} ${name}`, line);
    seen.rows.set(`${entity} ${row.id}`, { entity, id: String(row.id), status: String(row.status), line });
  };
  const [trips, organizers, bookings, payments, payouts, refunds, transfers, items, receipts] = await Promise.all([
    read(`select "id", "status", "date", "endDate", "closesOn", "pricePerPax", "quota" from "Trip"`),
    read(`select "id", "status" from "OrganizerProfile"`),
    read(`select "id", "status", "pax", "totalAmount" from "Booking"`),
    read(`select * from "Payment"`),
    read(`select * from "Payout"`),
    read(`select * from "Refund" order by "id"`),
    read(`select * from "Transfer"`),
    read(`select * from "TransferItem"`),
    read(
      `select r.*, p."bookingId" from "Receipt" r join "Payment" p on p."id" = r."paymentId" order by r."createdAt", r."id"`,
    ),
  ]);
  for (const trip of trips!) add("Trip", trip, String(trip.id), tripLine(trip));
  for (const row of organizers!) add("OrganizerProfile", row, String(row.id), String(row.status));
  for (const row of bookings!) add("Booking", row, String(row.id), [row.status, row.pax, row.totalAmount].join(" "));
  for (const row of payments!) {
    seen.paymentOf.set(String(row.bookingId), String(row.id));
    add("Payment", row, String(row.bookingId), paymentLine(row));
  }
  for (const row of payouts!) {
    seen.payoutOf.set(String(row.bookingId), String(row.id));
    const line = [
      row.status,
      row.amount,
      row.feeAmount,
      at(row.heldUntil),
      row.releasedAt !== null,
      row.heldBackAt !== null,
    ].join(" ");
    add("Payout", row, String(row.bookingId), line);
  }
  for (const row of refunds!) {
    const known = seen.refundsOf.get(String(row.bookingId)) ?? [];
    seen.refundsOf.set(String(row.bookingId), [...known, String(row.id)]);
    const line = [row.status, row.amount, row.reason, row.bankAccountNo ?? "-"].join(" ");
    add("Refund", row, `${row.bookingId} ${known.length}`, line);
  }
  for (const row of receipts!) {
    const known = seen.receiptsOf.get(String(row.bookingId)) ?? [];
    seen.receiptsOf.set(String(row.bookingId), [...known, String(row.id)]);
    const line = [row.amount, row.voidedAt !== null, at(row.proofUploadedAt)].join(" ");
    seen.lines.set(`Receipt ${row.bookingId} ${known.length}`, line);
  }
  for (const row of transfers!)
    add("Transfer", row, String(row.id), [row.kind, row.status, row.transferRef ?? "-"].join(" "));
  for (const [name, line] of itemLines(items!, seen)) seen.lines.set(name, line);
  return seen;
}

const tripLine = (row: Row) =>
  [row.status, row.date, row.endDate ?? "-", row.closesOn, row.pricePerPax, row.quota].join(" ");
const paymentLine = (row: Row) =>
  [row.status, row.amount, at(row.expiresAt), at(row.proofUploadedAt), row.receivedAmount ?? "-"].join(" ");

/** The same lines as the model has them. */
export function linesOf(world: World): Map<string, string> {
  const lines = new Map<string, string>();
  for (const { id, status } of world.organizers.values()) lines.set(`OrganizerProfile ${id}`, status);
  for (const trip of world.trips.values()) lines.set(`Trip ${trip.id}`, linesOfTrip(trip));
  for (const booking of world.bookings.values()) addBooking(lines, booking);
  for (const [id, transfer] of world.transfers) addTransfer(lines, id, transfer);
  return lines;
}

const linesOfTrip = ({ status, date, endDate, closesOn, price, quota }: Trip) =>
  [status, date, endDate ?? "-", closesOn, price, quota].join(" ");

function addBooking(lines: Map<string, string>, booking: Booking): void {
  const { id, payment, payout } = booking;
  const moment = (ms: number) => new Date(ms).toISOString();
  lines.set(`Booking ${id}`, [booking.status, booking.pax, booking.total].join(" "));
  const { status, amount, expiresAt, proof, received } = payment;
  lines.set(
    `Payment ${id}`,
    [status, amount, moment(expiresAt), proof === null ? "-" : moment(proof), received ?? "-"].join(" "),
  );
  if (payout) {
    const wasReleased = payout.status === "RELEASED" || payout.status === "PAID";
    const told = [payout.status, payout.amount, payout.fee, moment(payout.heldUntil), wasReleased, payout.heldBack];
    lines.set(`Payout ${id}`, told.join(" "));
  }
  for (const [place, { amount: came, isVoid, proof: kept }] of payment.receipts.entries())
    lines.set(`Receipt ${id} ${place}`, [came, isVoid, kept === null ? "-" : moment(kept)].join(" "));
  for (const [place, refund] of booking.refunds.entries())
    lines.set(`Refund ${id} ${place}`, [refund.status, refund.amount, refund.reason, refund.account ?? "-"].join(" "));
}

/** A transfer's rows, by whose they are: the model knows no other ids of them. */
function itemLines(items: Row[], { payoutOf, refundsOf }: Snapshot): [name: string, line: string][] {
  const names = new Map<unknown, string>([...payoutOf].map(([bookingId, id]) => [id, bookingId]));
  for (const [bookingId, ids] of refundsOf)
    for (const [place, id] of ids.entries()) names.set(id, `${bookingId} ${place}`);
  return items.map((row) => [
    `TransferItem ${row.transferId} ${names.get(row.payoutId ?? row.refundId)}`,
    [row.amount, row.bankAccountNo, row.outcome ?? "-"].join(" "),
  ]);
}

function addTransfer(lines: Map<string, string>, id: string, { kind, status, ref, items }: Transfer): void {
  lines.set(`Transfer ${id}`, [kind, status, ref ?? "-"].join(" "));
  for (const { booking, of, amount, account, outcome } of items) {
    const name = of.payout ? booking.id : `${booking.id} ${booking.refunds.indexOf(of.refund!)}`;
    lines.set(`TransferItem ${id} ${name}`, [amount, account, outcome ?? "-"].join(" "));
  }
}

/** What the two do not agree on; empty when they do. */
export function differences(real: Map<string, string>, model: Map<string, string>): string[] {
  const names = new Set([...real.keys(), ...model.keys()]);
  return [...names].flatMap((name) =>
    real.get(name) === model.get(name) ? [] : [`${name}: is ${real.get(name)}, ought to be ${model.get(name)}`],
  );
}
