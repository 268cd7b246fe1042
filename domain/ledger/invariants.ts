/** What must hold for everybody's seats and money at every moment, as SQL that returns the rows which break it. */

const taken = `coalesce((select sum(b."pax") from "Booking" b
  where b."tripId" = t."id" and b."status" in ('PENDING_PAYMENT', 'CONFIRMED')), 0)`;

/** What a booking's refunds add up to, the promised ones and those that were transferred. */
const refunded = (bookingId: string) => `coalesce((select sum(r."amount") from "Refund" r
  where r."bookingId" = ${bookingId} and r."status" in ('APPROVED', 'PAID')), 0)`;

/** Each query selects one column, the `id` of a row that is wrong. */
export const invariants = {
  "I1: no trip has more seats taken than it has, and it is FULL exactly when all are": `
    select t."id" from "Trip" t where ${taken} > t."quota"
      or (t."status" in ('OPEN', 'FULL') and (t."status" = 'FULL') <> (${taken} = t."quota"))`,

  "I1: nobody has two live bookings on one trip": `
    select max(b."id") as "id" from "Booking" b where b."status" in ('PENDING_PAYMENT', 'CONFIRMED')
    group by b."tripId", b."userId" having count(*) > 1`,

  "I2: what came in = refunds + payout + fee": `
    select p."id" from "Payment" p
    left join "Payout" o on o."bookingId" = p."bookingId"
    where p."status" = 'PAID'
      and p."receivedAmount" <> coalesce(o."amount" + o."feeAmount", 0) + ${refunded('p."bookingId"')}`,

  "I3: no money leaves or waits for a booking whose payment never came": `
    select b."id" from "Booking" b
    join "Payment" p on p."bookingId" = b."id" and p."status" <> 'PAID'
    where exists (select from "Payout" o where o."bookingId" = b."id")
      or exists (select from "Refund" r where r."bookingId" = b."id")`,

  "I4: a closed trip has no live booking, no payout, and everything is refunded": `
    select b."id" from "Booking" b
    join "Trip" t on t."id" = b."tripId" and t."status" = 'CLOSED'
    left join "Payment" p on p."bookingId" = b."id" and p."status" = 'PAID'
    left join "Payout" o on o."bookingId" = b."id"
    where b."status" in ('PENDING_PAYMENT', 'CONFIRMED') or o."status" <> 'CANCELLED'
      or p."receivedAmount" <> ${refunded('b."id"')}`,

  "I5: a released payout has a completed trip and an ended hold": `
    select o."id" from "Payout" o join "Trip" t on t."id" = o."tripId"
    where o."status" in ('RELEASED', 'PAID') and (t."status" <> 'COMPLETED' or o."heldUntil" > o."releasedAt")`,

  "I5: an open dispute has its money held": `
    select r."id" from "Refund" r left join "Payout" o on o."bookingId" = r."bookingId"
    where r."status" = 'REQUESTED' and o."status" is distinct from 'HELD'`,

  "I6: booking, payment and payout tell the same story": `
    select b."id" from "Booking" b
    left join "Payment" p on p."bookingId" = b."id"
    left join "Payout" o on o."bookingId" = b."id"
    where p."id" is null
      or (b."status" = 'CONFIRMED' and (p."status" <> 'PAID' or o."id" is null))
      or (b."status" = 'PENDING_PAYMENT' and p."status" <> 'AWAITING')
      or (p."status" in ('EXPIRED', 'CANCELLED') and b."status" not in ('EXPIRED', 'CANCELLED'))
      or ((o."status" = 'CANCELLED') <> (o."amount" + o."feeAmount" = 0))`,
};
