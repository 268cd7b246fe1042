import { sql } from "drizzle-orm";
import { db } from "#db/connection.ts";

/** So many bookings are named. */
const most = 10;

/** The codes of the bookings that rows belong to, whether these are bookings, payments, payouts or refunds; empty where there are none. */
export async function bookingsOf(rowIds: readonly string[]): Promise<string[]> {
  if (rowIds.length === 0) return [];
  const ids = sql`${sql.param([...rowIds])}::text[]`;
  const { rows } = await db().execute<{ code: string }>(sql`
    select b."code" from "Booking" b
    where b."id" = any(${ids})
      or b."id" in (select "bookingId" from "Payment" where "id" = any(${ids}))
      or b."id" in (select "bookingId" from "Payout" where "id" = any(${ids}))
      or b."id" in (select "bookingId" from "Refund" where "id" = any(${ids}))
    order by b."code" limit ${most}`);
  return rows.map(({ code }) => code);
}
