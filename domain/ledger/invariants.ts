import { auditRules } from "./audit-proof.ts";
import { bankRules } from "./bank-rules.ts";
import type { Invariant } from "./books-rules.ts";

/** What must hold for everybody's seats and money at every moment, as SQL that returns the rows which break it. */

const taken = `coalesce((select sum(b."pax") from "Booking" b
  where b."tripId" = t."id" and b."status" in ('PENDING_PAYMENT', 'CONFIRMED')), 0)`;

/** What a booking's refunds add up to, the promised ones and those that were transferred. */
const refunded = (bookingId: string) => `coalesce((select sum(r."amount") from "Refund" r
  where r."bookingId" = ${bookingId} and r."status" in ('APPROVED', 'PAID')), 0)`;

const accounted = `coalesce(o."amount" + o."feeAmount", 0) + ${refunded('p."bookingId"')}`;

/**
 * What must hold of each booking's seats and money by themselves.
 * Rules: docs/domain.md#i1-seats, docs/domain.md#i2-what-came-in, docs/domain.md#i4-a-trip-that-was-called-off,
 * docs/domain.md#i5-money-that-is-released, docs/domain.md#i6-one-story
 */
export const bookingRules: Invariant[] = [
  {
    rule: "seats",
    says: "I1: no trip has more seats taken than it has",
    query: `select t."id", t."slug" as "of", ${taken} as "is", t."quota" as "must" from "Trip" t where ${taken} > t."quota"`,
  },
  {
    rule: "full",
    says: "I1: a trip is FULL exactly when all of its seats are taken",
    query: `select t."id", t."slug" as "of", ${taken} as "is", t."quota" as "must" from "Trip" t
      where t."status" in ('OPEN', 'FULL') and ${taken} <= t."quota" and (t."status" = 'FULL') <> (${taken} = t."quota")`,
  },
  {
    rule: "one-booking",
    says: "I1: nobody has two live bookings on one trip",
    query: `
      select b."id", b."code" as "of" from "Booking" b where b."id" in (
        select max(other."id") from "Booking" other where other."status" in ('PENDING_PAYMENT', 'CONFIRMED')
        group by other."tripId", other."userId" having count(*) > 1)`,
  },
  {
    rule: "money-in",
    says: "I2: what came in = refunds + payout + fee",
    query: `
      select p."id", b."code" as "of", p."receivedAmount" as "is", ${accounted} as "must" from "Payment" p
      join "Booking" b on b."id" = p."bookingId"
      left join "Payout" o on o."bookingId" = p."bookingId"
      where p."status" = 'PAID' and p."receivedAmount" <> ${accounted}`,
  },
  {
    rule: "never-paid",
    says: "I3: no money leaves or waits for a booking whose payment never came",
    query: `
      select b."id", b."code" as "of" from "Booking" b
      join "Payment" p on p."bookingId" = b."id" and p."status" <> 'PAID'
      where exists (select from "Payout" o where o."bookingId" = b."id" and o."status" <> 'CANCELLED')
        or exists (select from "Refund" r where r."bookingId" = b."id" and r."status" in ('REQUESTED', 'APPROVED', 'PAID'))`,
  },
  {
    rule: "closed-trip",
    says: "I4: a closed trip has no live booking, no payout, and everything is refunded",
    query: `
      select b."id", b."code" as "of" from "Booking" b
      join "Trip" t on t."id" = b."tripId" and t."status" = 'CLOSED'
      left join "Payment" p on p."bookingId" = b."id" and p."status" = 'PAID'
      left join "Payout" o on o."bookingId" = b."id"
      where b."status" in ('PENDING_PAYMENT', 'CONFIRMED') or o."status" <> 'CANCELLED'
        or p."receivedAmount" <> ${refunded('b."id"')}`,
  },
  {
    rule: "released-early",
    says: "I5: a released payout has a completed trip and an ended hold",
    query: `
      select o."id", b."code" as "of" from "Payout" o
      join "Trip" t on t."id" = o."tripId" join "Booking" b on b."id" = o."bookingId"
      where o."status" in ('RELEASED', 'PAID') and (t."status" <> 'COMPLETED' or o."heldUntil" > o."releasedAt")`,
  },
  {
    rule: "dispute-held",
    says: "I5: an open dispute has its money held",
    query: `
      select r."id", b."code" as "of" from "Refund" r join "Booking" b on b."id" = r."bookingId"
      left join "Payout" o on o."bookingId" = r."bookingId"
      where r."status" = 'REQUESTED' and o."status" is distinct from 'HELD'`,
  },
  {
    rule: "one-story",
    says: "I6: booking, payment and payout tell the same story",
    query: `
      select b."id", b."code" as "of" from "Booking" b
      left join "Payment" p on p."bookingId" = b."id"
      left join "Payout" o on o."bookingId" = b."id"
      where p."id" is null
        or (b."status" = 'CONFIRMED' and (p."status" <> 'PAID' or o."id" is null))
        or (b."status" = 'PENDING_PAYMENT' and p."status" <> 'AWAITING')
        or (p."status" in ('EXPIRED', 'CANCELLED') and b."status" not in ('EXPIRED', 'CANCELLED'))
        or (p."status" = 'AWAITING' and b."status" in ('EXPIRED', 'CANCELLED') and p."proofPath" is null and p."receivedAmount" is null)
        or (b."status" in ('PENDING_PAYMENT', 'EXPIRED') and o."status" <> 'CANCELLED')
        or ((o."status" = 'CANCELLED') <> (o."amount" + o."feeAmount" = 0))`,
  },
];

/** Everything that must hold row by row; what must hold of all together is in `reconcile.ts`. */
export const invariants: Invariant[] = [...bookingRules, ...bankRules, ...auditRules];
