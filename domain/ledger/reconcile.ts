import { sql } from "drizzle-orm";
import { transaction } from "#db/connection.ts";
import { invariants } from "./invariants.ts";

/** Whole rupiah, over all bookings there ever were. */
export type Balance = {
  /** What must be in the bank: money that came in and has not left. */
  bankRupiah: number;
  /** Of it, what is promised back to participants. */
  owedToParticipantsRupiah: number;
  /** Of it, what belongs to organizers, held or released. */
  owedToOrganizersRupiah: number;
  /** The rest: the platform's fees. */
  feesRupiah: number;
};

/** The books do not add up. `broken` has every rule that does not hold, with the ids of the rows that break it. */
export class BooksBrokenError extends Error {
  override name = "BooksBrokenError";
  readonly broken: Record<string, string[]>;

  constructor(broken: Record<string, string[]>) {
    const named = Object.entries(broken).map(([rule, ids]) => {
      const more = ids.length > idsNamed ? ` and ${ids.length - idsNamed} more` : "";
      return `${rule}: ${ids.slice(0, idsNamed).join(", ")}${more}`;
    });
    super(named.join("; "));
    this.broken = broken;
  }
}

/** So many rows of a rule are named in the message. */
const idsNamed = 20;

/** And so many are read: whoever repairs that many asks again. */
const mostIds = 1_000;

const balanceRule = "I3: what is in the bank = what is owed + fees";

/**
 * Checks seats and money of every booking against each other, all as of one moment. Returns what must be in the bank;
 * throws {@link BooksBrokenError} naming the rows that are wrong.
 */
export async function reconcileMoney(): Promise<Balance> {
  const { broken, balance } = await readBooks();
  if (Object.keys(broken).length > 0) throw new BooksBrokenError(broken);
  return balance;
}

/** The rules that do not hold, with the ids that break them; an empty object when all is well. */
export async function brokenRules(): Promise<Record<string, string[]>> {
  return (await readBooks()).broken;
}

/** Reads in one snapshot: between two statements somebody may pay. */
function readBooks(): Promise<{ broken: Record<string, string[]>; balance: Balance }> {
  return transaction(async (tx) => {
    await tx.execute(sql`set transaction isolation level repeatable read, read only`);
    const broken: Record<string, string[]> = {};
    for (const [rule, query] of Object.entries(invariants)) {
      const { rows } = await tx.execute<{ id: string }>(sql`${sql.raw(query)} limit ${mostIds}`);
      if (rows.length > 0) broken[rule] = rows.map(({ id }) => id);
    }
    const { rows } = await tx.execute<Record<keyof Balance, string>>(balanceQuery);
    const balance = Object.fromEntries(Object.entries(rows[0]!).map(([name, sum]) => [name, Number(sum)])) as Balance;
    const { bankRupiah, owedToParticipantsRupiah, owedToOrganizersRupiah, feesRupiah } = balance;
    const claims = owedToParticipantsRupiah + owedToOrganizersRupiah + feesRupiah;
    if (bankRupiah !== claims) broken[balanceRule] = [`${bankRupiah} <> ${claims}`];
    return { broken, balance };
  });
}

const balanceQuery = sql`
  select
    (select coalesce(sum("receivedAmount"::bigint), 0) from "Payment")
      - (select coalesce(sum("amount"::bigint), 0) from "Refund" where "status" = 'PAID')
      - (select coalesce(sum("amount"::bigint), 0) from "Payout" where "status" = 'PAID') as "bankRupiah",
    (select coalesce(sum("amount"::bigint), 0) from "Refund" where "status" = 'APPROVED') as "owedToParticipantsRupiah",
    (select coalesce(sum("amount"::bigint), 0) from "Payout" where "status" in ('HELD', 'RELEASED')) as "owedToOrganizersRupiah",
    (select coalesce(sum("feeAmount"::bigint), 0) from "Payout") as "feesRupiah"`;
