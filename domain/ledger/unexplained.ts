import { type SQL, sql } from "drizzle-orm";
import { db } from "#db/connection.ts";
import { changedColumns, unrecordedRows } from "./audit-proof.ts";
import { type AuditedColumn, auditedTables } from "./audited-tables.ts";

/**
 * A figure or a state that the history does not explain: what the row says, and what the last change that was written down left
 * there. Without a `column` nothing at all was written down about the row.
 */
export type Unexplained = {
  /** Whose it is: a booking's or a transfer's code, a trip's slug. */
  of: string;
  /** A table, and the row's id. */
  entity: string;
  id: string;
  column: string | null;
  /** What the column holds. */
  kind: AuditedColumn["kind"] | null;
  is: string | null;
  told: string | null;
};

/** So many are read: whoever repairs that many asks the developers. */
const mostRows = 50;

/** Names of bookings, trips and transfers: their codes, and a trip's slug. */
export type Asked = { bookings: string[]; trips: string[]; transfers?: string[] };

/**
 * What of these bookings, of these trips and their bookings, and of these transfers stands otherwise than the audit log says it
 * was left: somebody changed it past the app. In the order in which money flows, at most 50; empty where the history explains all.
 */
export async function unexplainedOf(asked: Asked): Promise<Unexplained[]> {
  const { bookings, trips, transfers = [] } = asked;
  if (bookings.length + trips.length + transfers.length === 0) return [];
  const found = sql.join(
    auditedTables.flatMap((table, place) => {
      const which = whichOf[table.name];
      if (!which) return [];
      const named = (query: string, columns: string) =>
        sql`select ${sql.raw(`${place} as "place", '${table.name}' as "entity", "id", "of", ${columns}`)} from (${sql.raw(query)}) row`;
      return [
        named(changedColumns(table, which), `"column", "kind", "is", "told"`),
        named(unrecordedRows(table, which), `null, null, null, null`),
      ];
    }),
    sql` union all `,
  );
  const { rows } = await db().execute<Unexplained & { place: number }>(sql`
    with asked_trip as (select t."id", t."slug" from "Trip" t where t."slug" = any(${array(trips)})),
    asked_booking as (
      select b."id", b."code" as "name" from "Booking" b where b."code" = any(${array(bookings)})
      union all select b."id", t."slug" from "Booking" b join asked_trip t on t."id" = b."tripId"),
    asked_transfer as (select f."id" from "Transfer" f where f."code" = any(${array(transfers)})),
    found as (${found})
    select coalesce((select a."name" from asked_booking a join "Booking" b on b."id" = a."id" where b."code" = found."of" limit 1), "of")
      as "of", "entity", "id", "column", "kind", "is", "told"
    from found order by "place", "of", "column" limit ${mostRows}`);
  return rows;
}

/** Which rows of a table somebody asked about; nothing of one that hangs on none of them. */
const whichOf: Record<string, string> = {
  Trip: `t."id" in (select "id" from asked_trip)`,
  Booking: `t."id" in (select "id" from asked_booking)`,
  Payment: ofBookings(`t."bookingId"`),
  Receipt: `t."paymentId" in (select p."id" from "Payment" p where ${ofBookings(`p."bookingId"`)})`,
  Payout: ofBookings(`t."bookingId"`),
  Refund: ofBookings(`t."bookingId"`),
  Transfer: `t."id" in (select "id" from asked_transfer)`,
  TransferItem: `t."transferId" in (select "id" from asked_transfer)`,
};

function ofBookings(id: string): string {
  return `${id} in (select "id" from asked_booking)`;
}

function array(texts: string[]): SQL {
  return sql`${sql.param(texts)}::text[]`;
}
