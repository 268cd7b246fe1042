import { pool } from "#db/connection.ts";
import type { Booking, Transfer, Trip, World } from "./model/world.ts";

/** Every row of the marketplace in one line, by `Entity id`; refunds by their booking and place. */
export type Snapshot = {
  /** No transaction before this one is still to be seen. */
  readUntil: string;
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

const at = (moment: unknown) => (moment instanceof Date ? moment.toISOString() : "-");

/** As when a transaction wrote the row: rows that are older than the last reading are as they were then. */
const isNew = (row: string, since: string) => `${row}.xmin::text::bigint >= ${since}`;

/** The tables, and what of each is read. The places of refunds and receipts are told by all that their bookings have. */
const tables: Record<string, (since: string) => string> = {
  Trip: (since) =>
    `select "id", "status", "date", "endDate", "closesOn", "pricePerPax", "quota" from "Trip" t where ${isNew("t", since)}`,
  OrganizerProfile: (since) => `select "id", "status" from "OrganizerProfile" o where ${isNew("o", since)}`,
  Booking: (since) => `select "id", "status", "pax", "totalAmount" from "Booking" b where ${isNew("b", since)}`,
  Payment: (since) =>
    `select "id", "bookingId", "status", "amount", "expiresAt", "proofUploadedAt", "receivedAmount"
     from "Payment" p where ${isNew("p", since)}`,
  Payout: (since) =>
    `select "id", "bookingId", "status", "amount", "feeAmount", "heldUntil", "releasedAt", "heldBackAt"
     from "Payout" o where ${isNew("o", since)}`,
  Refund: (since) =>
    `select "id", "bookingId", "status", "amount", "reason", "bankAccountNo" from "Refund"
     where "bookingId" in (select "bookingId" from "Refund" r where ${isNew("r", since)}) order by "id"`,
  Receipt: (since) =>
    `select r."id", r."amount", r."voidedAt", r."proofUploadedAt", p."bookingId"
     from "Receipt" r join "Payment" p on p."id" = r."paymentId"
     where r."paymentId" in (select "paymentId" from "Receipt" r where ${isNew("r", since)})
     order by r."createdAt", r."id"`,
  Transfer: (since) => `select "id", "kind", "status", "transferRef" from "Transfer" t where ${isNew("t", since)}`,
  TransferItem: (since) =>
    `select "transferId", "payoutId", "refundId", "amount", "bankAccountNo", "outcome"
     from "TransferItem" i where ${isNew("i", since)}`,
};
const names = Object.keys(tables);
const counts = `select pg_snapshot_xmin(pg_current_snapshot())::text as "readUntil", ${names
  .map((name) => `(select count(*) from "${name}")::integer as "${name}"`)
  .join(", ")}`;

/**
 * Reads what the database has, by one message. What has not been written since the snapshot `before` is taken from there: a row
 * that somebody changed is read, whoever it was, and a table that has other rows than that makes has all of them read.
 */
export async function readSnapshot(before?: Snapshot): Promise<Snapshot> {
  const since = before?.readUntil ?? "0";
  const reading = [
    "begin isolation level repeatable read, read only",
    counts,
    ...names.map((name) => tables[name]!(since)),
    "commit",
  ];
  const results = (await pool().query(reading.join(";\n"))) as unknown as { rows: Row[] }[];
  const [head] = results[1]!.rows;
  const rows = Object.fromEntries(names.map((name, place) => [name, results[place + 2]!.rows]));
  const seen = add(before ?? nothing, rows, String(head!.readUntil));
  const isWhole = names.every((name) => countsOf(seen, name).every((count) => count === head![name]));
  if (!isWhole && before) return readSnapshot();
  if (!isWhole) throw new Error("a reading of everything has other rows than there are");
  return seen;
}

const nothing: Snapshot = {
  readUntil: "0",
  lines: new Map(),
  rows: new Map(),
  paymentOf: new Map(),
  payoutOf: new Map(),
  refundsOf: new Map(),
  receiptsOf: new Map(),
};

/** How many rows a snapshot has of a table, by their lines and, where the audit log knows them, by their ids. */
function countsOf({ lines, rows }: Snapshot, table: string): number[] {
  const count = (known: Iterable<string>) => [...known].filter((name) => name.startsWith(`${table} `)).length;
  const isAudited = table !== "Receipt" && table !== "TransferItem";
  return [count(lines.keys()), ...(isAudited ? [count(rows.keys())] : [])];
}

/** The snapshot with these rows in it, new or in the place of what they were. */
function add(before: Snapshot, rows: Record<string, Row[]>, readUntil: string): Snapshot {
  const seen: Snapshot = {
    readUntil,
    lines: new Map(before.lines),
    rows: new Map(before.rows),
    paymentOf: new Map(before.paymentOf),
    payoutOf: new Map(before.payoutOf),
    refundsOf: new Map(before.refundsOf),
    receiptsOf: new Map(before.receiptsOf),
  };
  const add = (entity: string, row: Row, name: string, line: string) => {
    seen.lines.set(`${entity} ${name}`, line);
    seen.rows.set(`${entity} ${row.id}`, { entity, id: String(row.id), status: String(row.status), line });
  };
  const { Trip, OrganizerProfile, Booking, Payment, Payout, Refund, Receipt, Transfer, TransferItem } = rows;
  for (const trip of Trip!) add("Trip", trip, String(trip.id), tripLine(trip));
  for (const row of OrganizerProfile!) add("OrganizerProfile", row, String(row.id), String(row.status));
  for (const row of Booking!) add("Booking", row, String(row.id), [row.status, row.pax, row.totalAmount].join(" "));
  for (const row of Payment!) {
    seen.paymentOf.set(String(row.bookingId), String(row.id));
    add("Payment", row, String(row.bookingId), paymentLine(row));
  }
  for (const row of Payout!) {
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
  for (const [bookingId, refunds] of Map.groupBy(Refund!, (row) => String(row.bookingId))) {
    seen.refundsOf.set(
      bookingId,
      refunds.map(({ id }) => String(id)),
    );
    for (const [place, row] of refunds.entries()) {
      const line = [row.status, row.amount, row.reason, row.bankAccountNo ?? "-"].join(" ");
      add("Refund", row, `${bookingId} ${place}`, line);
    }
  }
  for (const [bookingId, receipts] of Map.groupBy(Receipt!, (row) => String(row.bookingId))) {
    seen.receiptsOf.set(
      bookingId,
      receipts.map(({ id }) => String(id)),
    );
    for (const [place, row] of receipts.entries()) {
      const line = [row.amount, row.voidedAt !== null, at(row.proofUploadedAt)].join(" ");
      seen.lines.set(`Receipt ${bookingId} ${place}`, line);
    }
  }
  for (const row of Transfer!)
    add("Transfer", row, String(row.id), [row.kind, row.status, row.transferRef ?? "-"].join(" "));
  for (const [name, line] of itemLines(TransferItem!, seen)) seen.lines.set(name, line);
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
  if (items.length === 0) return [];
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
