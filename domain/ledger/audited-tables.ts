import { getTableColumns, getTableName, is } from "drizzle-orm";
import { type PgTable, PgTimestamp } from "drizzle-orm/pg-core";
import { booksColumns } from "#domain/audit/books-columns.ts";
import { bookings } from "#domain/bookings/schema/bookings.ts";
import { payments } from "#domain/bookings/schema/payments.ts";
import { payouts } from "#domain/bookings/schema/payouts.ts";
import { receipts } from "#domain/bookings/schema/receipts.ts";
import { refunds } from "#domain/bookings/schema/refunds.ts";
import { transferItems, transfers } from "#domain/bookings/schema/transfers.ts";
import { statementLines } from "#domain/statements/schema.ts";
import { trips } from "#domain/trips/schema.ts";

/** How a column's value is compared with what the audit log says of it. */
export type AuditedColumn = { name: string; kind: "moment" | "number" | "text" };

/** A table whose rows the audit log has to explain. */
export type AuditedTable = {
  name: string;
  columns: AuditedColumn[];
  /** SQL for whose the row `t` is: a booking's or a transfer's code, a trip's slug, an account and its day. */
  of: string;
  /** SQL for the same of a row that is gone, from what was written down of it, `told`; its id where that says nothing. */
  ofGone: string;
  /** SQL that is true of a row `t` of which nothing may be written down: the database itself adopted it. */
  adopted: string;
};

const codeOfBooking = (id: string) => `(select b."code" from "Booking" b where b."id" = ${id})`;
const codeOfPayment = (id: string) =>
  `(select b."code" from "Payment" p join "Booking" b on b."id" = p."bookingId" where p."id" = ${id})`;
const codeOfTransfer = (id: string) => `(select f."code" from "Transfer" f where f."id" = ${id})`;

/** Ids of the app are UUIDv7; what triggers and migrations adopt from an older release has random ones. */
const adoptedById = `substr(t."id", 15, 1) <> '7'`;

/** In the order in which money flows. */
export const auditedTables: AuditedTable[] = [
  audited(trips, { of: `t."slug"`, ofGone: `told ->> 'slug'` }),
  audited(bookings, { of: `t."code"`, ofGone: `told ->> 'code'` }),
  ofOneBooking(payments),
  audited(receipts, {
    of: codeOfPayment(`t."paymentId"`),
    ofGone: codeOfPayment(`told ->> 'paymentId'`),
    adopted: adoptedById,
  }),
  ofOneBooking(payouts),
  ofOneBooking(refunds),
  audited(transfers, { of: `t."code"`, ofGone: `told ->> 'code'`, adopted: adoptedById }),
  audited(transferItems, {
    of: codeOfTransfer(`t."transferId"`),
    ofGone: codeOfTransfer(`told ->> 'transferId'`),
    adopted: adoptedById,
  }),
  audited(statementLines, {
    of: `t."accountKey" || ':' || t."bookedOn"`,
    ofGone: `(told ->> 'accountKey') || ':' || (told ->> 'bookedOn')`,
    adopted: adoptedById,
  }),
];

function ofOneBooking(table: PgTable): AuditedTable {
  return audited(table, { of: codeOfBooking(`t."bookingId"`), ofGone: codeOfBooking(`told ->> 'bookingId'`) });
}

function audited(
  table: PgTable,
  { adopted = "false", ...of }: Pick<AuditedTable, "of" | "ofGone"> & { adopted?: string },
): AuditedTable {
  const columns = getTableColumns(table);
  const kindOf = (name: string): AuditedColumn["kind"] => {
    const column = columns[name]!;
    if (is(column, PgTimestamp)) return "moment";
    return column.dataType.includes("number") ? "number" : "text";
  };
  return {
    name: getTableName(table),
    columns: booksColumns(table).map((name) => ({ name, kind: kindOf(name) })),
    ...of,
    adopted,
  };
}
