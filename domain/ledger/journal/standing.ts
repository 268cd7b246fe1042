import { sql } from "drizzle-orm";

/** All accounts as the tables have them now, without any day: what the journal has to come to. One reading of each table. */

/** SQL for the account that a line of the statement stands against by its kind; null of one that is open or of something else. */
export const accountOfKind = (kind: string) => `case ${kind} when 'FEE' then 'charges' when 'INTEREST' then 'interest'
  when 'CORRECTION' then 'corrections' when 'WITHDRAWAL' then 'owner' when 'DEPOSIT' then 'owner' end`;

const rounding = `greatest(o."amount"::bigint + o."feeAmount" - b."totalAmount", 0)`;

const promised = `(select coalesce(sum("amount"::bigint), 0) as amount from "Refund" where "status" in ('APPROVED', 'PAID'))`;

/** SQL for a table of `account` and `amount`, an account more than once. */
export const standing = sql.raw(`(
  with receipt as (
    select "accountKey", sum("amount"::bigint) as amount from "Receipt" where "voidedAt" is null group by 1
  ), share as (
    select coalesce(sum(o."amount"::bigint), 0) as share, coalesce(sum(o."feeAmount"::bigint), 0) as fee,
      coalesce(sum(${rounding}), 0) as rounding,
      coalesce(sum(o."amount"::bigint) filter (where o."status" in ('RELEASED', 'PAID')), 0) as released
    from "Payout" o join "Booking" b on b."id" = o."bookingId"
  ), sent as (
    select f."accountKey", i."payoutId" is null as back, sum(i."amount"::bigint) as amount
    from "TransferItem" i join "Transfer" f on f."id" = i."transferId" and f."status" = 'CONFIRMED' where i."outcome" = 'PAID' group by 1, 2
  ), own as (
    select "accountKey", "kind", sum("amount"::bigint) as amount from "StatementLine"
    where ${accountOfKind(`"kind"`)} is not null group by 1, 2
  )
  select 'bank:' || "accountKey" as "account", amount as "amount" from receipt
  union all select 'bank:' || "accountKey", -amount from sent
  union all select 'bank:' || "accountKey", amount from own
  union all select 'unapplied', -amount from receipt
  union all select 'unapplied', amount from ${promised} promised
  union all select 'participants', -amount from ${promised} promised
  union all select case when back then 'participants' else 'organizers' end, amount from sent
  union all select 'unapplied', share + fee from share
  union all select 'held', released - share from share
  union all select 'organizers', -released from share
  union all select 'fees', rounding - fee from share
  union all select 'rounding', -rounding from share
  union all select ${accountOfKind(`"kind"`)}, -amount from own
) standing`);
