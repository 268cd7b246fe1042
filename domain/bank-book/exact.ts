import { type SQL, sql } from "drizzle-orm";
import { db } from "#db/connection.ts";
import { policy } from "#domain/policy.ts";
import { limits } from "#limits.ts";

/** What a line is of, so surely that all such lines are recorded together. */
export type ExactTarget =
  /** A payment whose amount it is to the rupiah, and nobody else's. */
  | { kind: "payment"; id: string; code: string; name: string }
  /** A receipt that was recorded without the statement. */
  | { kind: "receipt"; id: string; code: string; name: string }
  /** A transfer that was confirmed. */
  | { kind: "transfer"; id: string; code: string; name: null };

/** A line of the statement and what it is of. */
export type ExactProposal = {
  lineId: string;
  bookedOn: string;
  amount: number;
  description: string;
  target: ExactTarget;
};

/** The exact proposals of an account, oldest first: some of them, how many there are, and their lines' sums. */
export type ExactProposals = { rows: ExactProposal[]; count: number; inRupiah: number; outRupiah: number };

/** `seenAt`: only lines that were there by then. */
type Wanted = { accountKey: string; now: Date; limit: number; seenAt?: Date };

/**
 * Open lines that are of exactly one thing that waits for them. Of several lines for the same thing only the first is.
 * Rule: docs/domain.md#proposals
 */
export async function exactProposals({ accountKey, now, limit, seenAt }: Wanted): Promise<ExactProposals> {
  const { rows } = await db().execute<Record<string, string | null>>(sql`
    with ${exactLines(accountKey, now, seenAt)}
    select exact.*, booking."code" as "bookingCode", person."name" as "name", transfer."code" as "transferCode",
      count(*) over () as "count",
      coalesce(sum("amount") filter (where "amount" > 0) over (), 0) as "inRupiah",
      coalesce(sum("amount") filter (where "amount" < 0) over (), 0) as "outRupiah"
    from exact
    left join "Booking" booking on booking."id" = exact."bookingId"
    left join "User" person on person."id" = booking."userId"
    left join "Transfer" transfer on transfer."id" = exact."targetId" and exact."kind" = 'transfer'
    order by exact."bookedOn", exact."lineId" limit ${limit}`);
  const first = rows[0];
  const figure = (name: string) => Number(first?.[name] ?? 0);
  return {
    rows: rows.map(proposalOf),
    count: figure("count"),
    inRupiah: figure("inRupiah"),
    outRupiah: figure("outRupiah"),
  };
}

function proposalOf(row: Record<string, string | null>): ExactProposal {
  const { lineId, bookedOn, amount, description, targetId } = row;
  const code = row.bookingCode ?? row.transferCode ?? "";
  const target = { kind: row.kind, id: targetId, code, name: row.name } as ExactTarget;
  return { lineId: lineId!, bookedOn: bookedOn!, amount: Number(amount), description: description!, target };
}

/** Ids of all lines that {@link exactProposals} would list. */
export async function exactLineIds(accountKey: string, now: Date): Promise<string[]> {
  const query = sql`with ${exactLines(accountKey, now)} select "lineId" from exact limit ${limits.statement.mostRows}`;
  const { rows } = await db().execute<{ lineId: string }>(query);
  return rows.map(({ lineId }) => lineId);
}

/** Payments that money on the statement may be of: they wait, or expired not long ago. */
export function payable(now: Date): SQL {
  const expiredAfter = new Date(now.getTime() - policy.statementExpiredDays * 86_400_000);
  return sql`payment."method" = 'MANUAL_TRANSFER' and (payment."status" = 'AWAITING'
    or (payment."status" = 'EXPIRED' and payment."expiresAt" >= ${expiredAfter.toISOString()}::timestamptz))`;
}

/** The common table expressions whose last one, `exact`, has a row for each line. */
function exactLines(accountKey: string, now: Date, seenAt?: Date): SQL {
  const seen = seenAt ? sql`and "createdAt" <= ${seenAt.toISOString()}::timestamptz` : sql``;
  const days = sql.raw(String(policy.statementMatchDays));
  return sql`
    line as materialized (
      select "id", "accountKey", "bookedOn", "amount", "description" from "StatementLine"
      where "kind" = 'OPEN' and "accountKey" = ${accountKey} ${seen}
    ), sent as materialized (
      select transfer."id", transfer."bookedOn", sum(item."amount") as "total"
      from "Transfer" transfer join "TransferItem" item on item."transferId" = transfer."id"
      where transfer."accountKey" = ${accountKey} and transfer."status" = 'CONFIRMED' and transfer."statementLineId" is null
        and item."outcome" in ('PAID', 'BOUNCED')
        and transfer."bookedOn" >= (select min("bookedOn") from line) - ${days}::integer
      group by transfer."id"
    ), candidate as (
      select line."id" as "lineId", 'payment' as "kind", payment."id" as "targetId", payment."bookingId"
      from line join "Payment" payment
        on payment."bankAccountKey" = line."accountKey" and payment."amount" = line."amount"
      where ${payable(now)} and payment."receivedAmount" is null
        and line."bookedOn" >= (payment."createdAt" at time zone 'Asia/Jakarta')::date
        -- What an admin took away from a payment is not given back to it in a row of many.
        and not exists (select from "Receipt" void where void."paymentId" = payment."id" and void."statementLineId" = line."id")
      union all
      select line."id", 'receipt', receipt."id", payment."bookingId"
      from line join "Receipt" receipt
        on receipt."accountKey" = line."accountKey" and receipt."amount" = line."amount"
          and receipt."statementLineId" is null and receipt."voidedAt" is null
          and receipt."bookedOn" between line."bookedOn" - ${days}::integer and line."bookedOn" + ${days}::integer
      join "Payment" payment on payment."id" = receipt."paymentId"
      union all
      select line."id", 'transfer', sent."id", null
      from line join sent on sent."total" = -line."amount"
        and sent."bookedOn" between line."bookedOn" - ${days}::integer and line."bookedOn" + ${days}::integer
    ), counted as (
      select candidate.*, count(*) over (partition by "lineId") as "targets",
        row_number() over (partition by "targetId" order by line."bookedOn", line."id") as "turn"
      from candidate join line on line."id" = candidate."lineId"
    ), exact as (
      select counted."lineId", counted."kind", counted."targetId", counted."bookingId",
        line."bookedOn", line."amount", line."description"
      from counted join line on line."id" = counted."lineId"
      where counted."targets" = 1 and counted."turn" = 1
    )`;
}
