import { pool } from "#db/connection.ts";

/** What must hold for everybody's money after every step, as SQL that returns the rows which break it. */
const invariants = {
  "I2: what came in = refunds + payout + fee": `
    select p."id" from "Payment" p
    left join "Payout" o on o."bookingId" = p."bookingId"
    where p."status" = 'PAID' and p."receivedAmount" <> coalesce(o."amount" + o."feeAmount", 0) + coalesce(
      (select sum(r."amount") from "Refund" r where r."bookingId" = p."bookingId" and r."status" in ('APPROVED', 'PAID')), 0)`,

  "I5: a released payout has a completed trip, an ended hold and no open dispute": `
    select o."id" from "Payout" o join "Trip" t on t."id" = o."tripId"
    where (o."status" in ('RELEASED', 'PAID') and (t."status" <> 'COMPLETED' or o."heldUntil" > o."releasedAt"))
      or (o."status" <> 'HELD' and exists
        (select from "Refund" r where r."bookingId" = o."bookingId" and r."status" = 'REQUESTED'))`,

  "I6: booking, payment and payout tell the same story": `
    select b."id" from "Booking" b
    join "Payment" p on p."bookingId" = b."id"
    left join "Payout" o on o."bookingId" = b."id"
    where (b."status" = 'CONFIRMED' and (p."status" <> 'PAID' or o."id" is null))
      or (b."status" = 'PENDING_PAYMENT' and p."status" <> 'AWAITING')
      or (p."status" in ('EXPIRED', 'CANCELLED') and b."status" not in ('EXPIRED', 'CANCELLED'))
      or (o."status" = 'CANCELLED' and o."amount" + o."feeAmount" <> 0)`,

  "I7: no state changed without an audit row, and none was written twice": `
    select "entityId" from "AuditLog" where "action" = 'trip.complete' group by "entityId" having count(*) > 1
    union all
    select t."id" from "Trip" t where t."status" = 'COMPLETED' and t."completedAt" > t."createdAt"
      and not exists (select from "AuditLog" a where a."entityId" = t."id" and a."action" = 'trip.complete')`,
};

/** The invariants that do not hold, with the ids that break them; an empty object when all is well. */
export async function brokenInvariants(): Promise<Record<string, string[]>> {
  const broken: Record<string, string[]> = {};
  for (const [name, query] of Object.entries(invariants)) {
    const { rows } = await pool().query({ text: query, rowMode: "array" });
    if (rows.length > 0) broken[name] = rows.map(([id]) => String(id));
  }
  return broken;
}
