import { sql } from "drizzle-orm";
import { db } from "#db/connection.ts";

/** Some rows that wait for an admin; of money, how many rupiah they are together. */
export type Total = { count: number; amountRupiah: number };

/** Everything that waits for an admin, see {@link countWaiting}. */
export type Waiting = {
  proofs: Total;
  disputes: Total;
  /** Promised, it is known where to, and it is in no prepared transfer. */
  refunds: Total;
  /** Promised, but the participant has not said where to. */
  refundsWithoutAccount: Total;
  /** Released, neither held back nor in a prepared transfer. */
  payouts: Total;
  /** Prepared, and neither confirmed nor undone. */
  transfers: Total;
  /** Lines of the bank statement that nobody has explained. */
  statementLines: Total;
  applications: number;
  deadMails: number;
};

/** Counts what waits for an admin in one query, each part over an index that holds little else. Zeros when nothing does. */
export async function countWaiting(): Promise<Waiting> {
  const { rows } = await db().execute<Record<string, string>>(query);
  const number = (name: string) => Number(rows[0]?.[name] ?? 0);
  const total = (name: string): Total => ({ count: number(name), amountRupiah: number(`${name}Rupiah`) });
  return {
    proofs: total("proofs"),
    disputes: total("disputes"),
    refunds: total("refunds"),
    refundsWithoutAccount: total("refundsWithoutAccount"),
    payouts: total("payouts"),
    transfers: total("transfers"),
    statementLines: total("statementLines"),
    applications: number("applications"),
    deadMails: number("deadMails"),
  };
}

const isFree = (table: string, column: string) =>
  sql.raw(
    `not exists (select from "TransferItem" item where item."${column}" = "${table}"."id" and item."outcome" is null)`,
  );

const sum = sql.raw(`coalesce(sum("amount"::bigint), 0)`);

const query = sql`
  select proof."count" as "proofs", proof."sum" as "proofsRupiah",
    dispute."count" as "disputes", dispute."sum" as "disputesRupiah",
    owed."count" as "refunds", owed."sum" as "refundsRupiah",
    owed."without" as "refundsWithoutAccount", owed."sumWithout" as "refundsWithoutAccountRupiah",
    due."count" as "payouts", due."sum" as "payoutsRupiah",
    prepared."count" as "transfers", prepared."sum" as "transfersRupiah",
    line."count" as "statementLines", line."sum" as "statementLinesRupiah",
    (select count(*) from "OrganizerProfile" profile join "User" person on person."id" = profile."userId"
      where profile."status" = 'PENDING' and person."suspendedAt" is null) as "applications",
    (select count(*) from "EmailJob" where "deadAt" is not null and "discardedAt" is null) as "deadMails"
  from (select count(*), ${sum} as "sum" from "Payment" where "status" = 'AWAITING' and "proofPath" is not null) proof,
    (select count(*), ${sum} as "sum" from "Refund" where "status" = 'REQUESTED') dispute,
    (select count("bankAccountNo") as "count", count(*) - count("bankAccountNo") as "without",
      coalesce(sum("amount"::bigint) filter (where "bankAccountNo" is not null), 0) as "sum",
      coalesce(sum("amount"::bigint) filter (where "bankAccountNo" is null), 0) as "sumWithout"
      from "Refund" where "status" = 'APPROVED' and ${isFree("Refund", "refundId")}) owed,
    (select count(*), ${sum} as "sum" from "Payout"
      where "status" = 'RELEASED' and "heldBackAt" is null and ${isFree("Payout", "payoutId")}) due,
    (select count(distinct transfer."id") as "count", coalesce(sum(item."amount"::bigint), 0) as "sum"
      from "Transfer" transfer join "TransferItem" item on item."transferId" = transfer."id"
      where transfer."status" = 'PREPARED') prepared,
    (select count(*), coalesce(sum(abs("amount")), 0) as "sum" from "StatementLine" where "kind" = 'OPEN') line`;
