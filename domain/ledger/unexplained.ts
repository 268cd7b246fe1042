import { sql } from "drizzle-orm";
import { db } from "#db/connection.ts";

/** The columns by which seats and money are told, of the tables that the rules of the books are about. */
const columns = {
  Trip: ["quota", "status"],
  Booking: ["pax", "status", "totalAmount"],
  Payment: ["amount", "receivedAmount", "status"],
  Payout: ["amount", "feeAmount", "heldUntil", "releasedAt", "status"],
  Refund: ["amount", "status"],
} as const;

/** A table of {@link columns}. */
export type BookedEntity = keyof typeof columns;

/** A column of {@link columns}. */
export type BookedColumn = (typeof columns)[BookedEntity][number];

/**
 * A figure or a state that the history does not explain: what the row says, and what the last change that was written down left
 * there. Without a `column` nothing at all was written down about the row.
 */
export type Unexplained = {
  /** Whose it is: a booking's code, a trip's slug. */
  of: string;
  entity: BookedEntity;
} & ({ column: BookedColumn; is: string | null; told: string | null } | { column: null });

/** So many are read: whoever repairs that many asks the developers. */
const mostRows = 50;

const names = Object.entries(columns).flatMap(([entity, each]) => each.map((column) => `${entity}.${column}`));

/**
 * What of these bookings, and of these trips and their bookings, stands otherwise than the audit log says it was left: somebody
 * changed it past the app. In the order in which money flows, at most 50; empty where the history explains everything.
 */
export async function unexplainedOf(of: { bookings: string[]; trips: string[] }): Promise<Unexplained[]> {
  if (of.bookings.length + of.trips.length === 0) return [];
  const { rows } = await db().execute<Unexplained>(sql`
    with booking as (
      select b."id", b."code" as "of", to_jsonb(b) as "now" from "Booking" b where b."code" = any(${array(of.bookings)})
      union all
      select b."id", t."slug", to_jsonb(b) from "Booking" b join "Trip" t on t."id" = b."tripId"
      where t."slug" = any(${array(of.trips)})
    ), found as (
      select 1 as "place", 'Trip' as "entity", t."id", t."slug" as "of", to_jsonb(t) as "now" from "Trip" t
      where t."slug" = any(${array(of.trips)})
      union all select 2, 'Booking', "id", "of", "now" from booking
      union all select 3, 'Payment', p."id", b."of", to_jsonb(p) from booking b join "Payment" p on p."bookingId" = b."id"
      union all select 4, 'Payout', o."id", b."of", to_jsonb(o) from booking b join "Payout" o on o."bookingId" = b."id"
      union all select 5, 'Refund', r."id", b."of", to_jsonb(r) from booking b join "Refund" r on r."bookingId" = b."id"
    ), told as (
      select distinct on (found."place", found."id", change."key") found."place", found."of", found."entity",
        change."key" as "column", found."now" ->> change."key" as "is", change."value" as "told"
      from found join "AuditLog" log on log."entity" = found."entity" and log."entityId" = found."id"
      cross join lateral jsonb_each_text(log."after") change
      where found."entity" || '.' || change."key" = any(${array(names)})
      order by found."place", found."id", change."key", log."createdAt" desc, log."id" desc
    )
    select "of", "entity", "column", "is", "told" from (
      select * from told
      union all
      select "place", "of", "entity", null, null, null from found where not exists (
        select from "AuditLog" log where log."entity" = found."entity" and log."entityId" = found."id")
    ) each
    where "column" is null or case when "column" in ('heldUntil', 'releasedAt')
      then "is"::timestamptz is distinct from "told"::timestamptz else "is" is distinct from "told" end
    order by "place", "of", "column" limit ${mostRows}`);
  return rows;
}

function array(texts: string[]) {
  return sql`${sql.param(texts)}::text[]`;
}
