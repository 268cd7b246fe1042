import { policy } from "#domain/policy.ts";
import type { Invariant } from "./books-rules.ts";

/** What must hold of payouts, and of what came in and went out at the bank. */

const dayMs = 86_400_000;
const after = (ms: number) => `interval '${ms} milliseconds'`;

const refunded = `coalesce((select sum(r."amount") from "Refund" r
  where r."bookingId" = o."bookingId" and r."status" in ('APPROVED', 'PAID')), 0)`;

/** What the organizer keeps before the fee. */
const keeps = `least(b."totalAmount", p."receivedAmount" - ${refunded})::bigint`;

/** What is left of it after the fee, at a rate in hundredths of a percent. */
const share = (rate: number) => `kept - kept * ${rate} / 10000`;

const shares = [policy.feeBasisPoints, ...policy.formerFeeBasisPoints].map(share);

/** The trip's last day when the money came: as it was agreed, or as it stands and is locked while the booking is confirmed. */
const lastDay = `case when b."agreedDate" is not null then coalesce(b."agreedEndDate", b."agreedDate")
  when b."status" = 'CONFIRMED' then coalesce(t."endDate", t."date") end`;

const earliestEnd = `((${lastDay})::timestamp at time zone 'utc' + ${after(policy.payoutHoldDays * dayMs)})`;

const latestEnd = `greatest(${earliestEnd}, o."createdAt" + ${after(policy.payoutMinimumHoldMs)},
  t."completedAt" + ${after(policy.payoutMinimumHoldMs)}, o."updatedAt" + ${after(Math.max(policy.payoutRecallMs, policy.payoutMinimumHoldMs))})`;

/** Items that say the same of a paid row as the row itself. */
const paidBy = (row: string, key: string, kind: string) => `
  select from "TransferItem" i join "Transfer" f on f."id" = i."transferId" and f."status" = 'CONFIRMED' and f."kind" = '${kind}'
  where i."${key}" = ${row}."id" and i."outcome" = 'PAID' and i."amount" = ${row}."amount" and f."transferRef" = ${row}."transferRef"
    and i."bankName" = coalesce(${row}."bankName", '-') and i."bankAccountNo" = coalesce(${row}."bankAccountNo", '-')
    and i."bankAccountName" = coalesce(${row}."bankAccountName", '-')`;

/** What left an account with a transfer, also where some of it came back later. */
const left = `coalesce((select sum(i."amount") from "TransferItem" i
  where i."transferId" = f."id" and i."outcome" in ('PAID', 'BOUNCED')), 0)`;

const received = `coalesce((select sum(r."amount") from "Receipt" r where r."paymentId" = p."id" and r."voidedAt" is null), 0)`;

/**
 * Rules: docs/domain.md#i8-a-payout-is-its-bookings, docs/domain.md#i9-each-transfer-once,
 * docs/domain.md#i10-receipts-and-the-statement
 */
export const bankRules: Invariant[] = [
  {
    rule: "payout-place",
    says: "I8: a payout's organizer and trip are its booking's",
    query: `
      select o."id", b."code" as "of", case when o."tripId" <> b."tripId" then 'Payout.tripId' else 'Payout.organizerId' end as "what"
      from "Payout" o join "Booking" b on b."id" = o."bookingId" join "Trip" t on t."id" = b."tripId"
      where o."tripId" <> b."tripId" or o."organizerId" <> t."organizerId"`,
  },
  {
    rule: "split",
    says: "I8: payout and fee are what the split of what is kept makes",
    query: `
      select "id", "of", 'Payout.amount' as "what", "amount" as "is", ${shares[0]} as "must" from (
        select o."id", b."code" as "of", o."amount", ${keeps} as kept from "Payout" o
        join "Booking" b on b."id" = o."bookingId"
        join "Payment" p on p."bookingId" = o."bookingId" and p."status" = 'PAID') shared
      where "amount" not in (${shares.join(", ")})`,
  },
  {
    rule: "held-until",
    says: "I8: money is held until a moment that the rules allow",
    query: `
      select o."id", b."code" as "of", 'Payout.heldUntil' as "what" from "Payout" o
      join "Booking" b on b."id" = o."bookingId" join "Trip" t on t."id" = b."tripId"
      where o."status" = 'HELD' and ${lastDay} is not null and not o."heldUntil" between ${earliestEnd} and ${latestEnd}`,
  },
  {
    rule: "one-reference",
    says: "I9: no reference of the bank stands on two transfers of one account",
    query: `
      select f."id", f."code" as "of", 'Transfer.transferRef' as "what" from "Transfer" f
      where f."status" = 'CONFIRMED' and f."preparedById" is not null and exists (select from "Transfer" other
        where other."accountKey" = f."accountKey" and other."transferRef" = f."transferRef" and other."id" < f."id"
          and other."status" = 'CONFIRMED' and other."preparedById" is not null)`,
  },
  {
    rule: "transferred",
    says: "I9: what is paid stands in one confirmed transfer, with its amount, reference and account",
    query: `
      select o."id", b."code" as "of", 'Payout' as "what" from "Payout" o join "Booking" b on b."id" = o."bookingId"
      where o."status" = 'PAID' and o."amount" > 0 and not exists (${paidBy("o", "payoutId", "PAYOUT")})
      union all
      select r."id", b."code", 'Refund' from "Refund" r join "Booking" b on b."id" = r."bookingId"
      where r."status" = 'PAID' and not exists (${paidBy("r", "refundId", "REFUND")})
      union all
      select i."id", f."code", 'TransferItem' from "TransferItem" i join "Transfer" f on f."id" = i."transferId"
      left join "Payout" o on o."id" = i."payoutId" left join "Refund" r on r."id" = i."refundId"
      where (i."outcome" = 'PAID' and coalesce(o."status", r."status") <> 'PAID')
        or (i."outcome" is null
          and (coalesce(o."status", r."status") not in ('RELEASED', 'APPROVED') or coalesce(o."amount", r."amount") <> i."amount"))
      union all
      select max(i."id"), max(b."code"), 'TransferItem' from "TransferItem" i
      left join "Payout" o on o."id" = i."payoutId" left join "Refund" r on r."id" = i."refundId"
      join "Booking" b on b."id" = coalesce(o."bookingId", r."bookingId")
      where i."outcome" is null or i."outcome" = 'PAID' group by i."payoutId", i."refundId" having count(*) > 1`,
  },
  {
    rule: "transfer-state",
    says: "I9: a transfer and its rows tell the same story",
    query: `
      select f."id", f."code" as "of", 'Transfer.status' as "what" from "Transfer" f
      where not exists (select from "TransferItem" i where i."transferId" = f."id")
        or exists (select from "TransferItem" i where i."transferId" = f."id" and (
          (i."outcome" is null) <> (f."status" = 'PREPARED') or (f."status" = 'UNDONE' and i."outcome" <> 'LEFT_OUT')
          or (i."payoutId" is null) = (f."kind" = 'PAYOUT') or (i."outcome" = 'BOUNCED') <> (i."bouncedAt" is not null)))`,
  },
  {
    rule: "receipts",
    says: "I10: what came in is the sum of its receipts",
    query: `
      select p."id", b."code" as "of", 'Payment.receivedAmount' as "what", coalesce(p."receivedAmount", 0) as "is", ${received} as "must"
      from "Payment" p join "Booking" b on b."id" = p."bookingId" where coalesce(p."receivedAmount", 0) <> ${received}`,
  },
  {
    rule: "matched",
    says: "I10: a line of the statement and what it was matched with agree",
    query: `
      select r."id", b."code" as "of", 'Receipt.amount' as "what", r."amount" as "is", l."amount" as "must" from "Receipt" r
      join "StatementLine" l on l."id" = r."statementLineId"
      join "Payment" p on p."id" = r."paymentId" join "Booking" b on b."id" = p."bookingId"
      where r."voidedAt" is null and (l."kind" <> 'RECEIPT' or l."amount" <> r."amount" or l."accountKey" <> r."accountKey")
      union all
      select f."id", f."code", 'Transfer', ${left}, -l."amount" from "Transfer" f
      join "StatementLine" l on l."id" = f."statementLineId"
      where f."status" <> 'CONFIRMED' or l."kind" <> 'TRANSFER' or -l."amount" <> ${left} or l."accountKey" <> f."accountKey"
      union all
      select r."id", b."code", 'Refund.receiptId', null, null from "Refund" r join "Booking" b on b."id" = r."bookingId"
      join "Receipt" c on c."id" = r."receiptId" join "Payment" p on p."id" = c."paymentId"
      where p."bookingId" <> r."bookingId" or (c."voidedAt" is not null and r."status" in ('REQUESTED', 'APPROVED', 'PAID'))`,
  },
];
