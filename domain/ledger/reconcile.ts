import { sql } from "drizzle-orm";
import { type Database, transaction } from "#db/connection.ts";
import { BooksBrokenError, type BrokenRow, type BrokenRule } from "./books-error.ts";
import type { Invariant } from "./books-rules.ts";
import { bookingRules, invariants } from "./invariants.ts";
import { totalOf, trialBalance } from "./journal/journal.ts";

/** Whole rupiah, over all bookings there ever were. */
export type Balance = {
  /** What must be in the bank: money that came in and has not left. */
  bankRupiah: number;
  /** Of it, what is promised back to participants. */
  owedToParticipantsRupiah: number;
  /** Of it, what belongs to organizers, held or released. */
  owedToOrganizersRupiah: number;
  /** Of it, the platform's fees. */
  feesRupiah: number;
  /** And what the bank and the company added or took: transfer fees, interest, withdrawals, corrections. */
  bankLinesRupiah: number;
};

/** So many rows of a rule are read: whoever repairs that many asks again. */
const mostRows = 1_000;

const balanceSays = "I3: what is in the bank = what is owed + fees + what the bank and the company did there";

/**
 * Checks seats and money of every booking against each other, all as of one moment. Returns what must be in the bank;
 * throws {@link BooksBrokenError} naming the rows that are wrong.
 * Rule: docs/domain.md#i3-what-is-in-the-bank
 */
export async function reconcileMoney(): Promise<Balance> {
  const { broken, balance } = await readBooks();
  if (broken.length > 0) throw new BooksBrokenError(broken);
  return balance;
}

/** The same by what must hold of each booking's seats and money by themselves: without the audit log, the bank and the journal. */
export async function bookingsBalance(): Promise<Balance> {
  const { broken, balance } = await readBooks(bookingRules);
  if (broken.length > 0) throw new BooksBrokenError(broken);
  return balance;
}

/** The rules that do not hold, with the rows that break them; empty when all is well. */
export async function brokenRules(): Promise<BrokenRule[]> {
  return (await readBooks()).broken;
}

type FoundRow = { id: string; of: string; what?: string; is?: string | null; must?: string | null };

/** Reads in one snapshot: between two statements somebody may pay. */
function readBooks(rules?: Invariant[]): Promise<Books> {
  return transaction(async (tx) => {
    await tx.execute(sql`set transaction isolation level repeatable read, read only`);
    // Each statement is run once: compiling it takes longer than it saves.
    await tx.execute(sql`set local jit = off`);
    // The log is sorted by whose line it is: in memory, rather than in files.
    await tx.execute(sql`set local work_mem = '32MB'`);
    return booksOf(tx, rules);
  });
}

/** What the books say, and the rules that do not hold. */
export type Books = { broken: BrokenRule[]; balance: Balance };

/** The books as this connection sees them; the caller sees to it that this is one moment. */
export async function booksOf(database: Pick<Database, "execute">, rules = invariants): Promise<Books> {
  const broken: BrokenRule[] = [];
  for (const { rule, says, query } of rules) {
    const { rows } = await database.execute<FoundRow>(sql`select * from (${sql.raw(query)}) found limit ${mostRows}`);
    if (rows.length > 0) broken.push({ rule, says, rows: rows.map(rowOf) });
  }
  const { rows } = await database.execute<Record<keyof Balance, string>>(balanceQuery);
  const balance = Object.fromEntries(Object.entries(rows[0]!).map(([name, sum]) => [name, Number(sum)])) as Balance;
  const { bankRupiah, ...owed } = balance;
  const claims = Object.values(owed).reduce((sum, rupiah) => sum + rupiah, 0);
  if (bankRupiah !== claims) {
    const figures = { is: bankRupiah, must: claims };
    broken.push({ rule: "balance", says: balanceSays, rows: [{ id: "", of: null, figures }] });
  }
  // A figure that is wrong makes the journal wrong, too: only where all else fits is it the journal's own fault.
  if (broken.length === 0 && rules === invariants) broken.push(...(await wrongJournal(database, balance)));
  return { broken, balance };
}

const journalSays = "the journal adds up to zero on every day, and its accounts are what the books say";

async function wrongJournal(database: Pick<Database, "execute">, balance: Balance): Promise<BrokenRule[]> {
  const { accounts, unbalancedDays } = await trialBalance(database);
  const pairs = [
    [totalOf(accounts, "bank"), balance.bankRupiah],
    [-totalOf(accounts, "participants", "unapplied"), balance.owedToParticipantsRupiah],
    [-totalOf(accounts, "held", "organizers"), balance.owedToOrganizersRupiah],
    [-totalOf(accounts, "fees", "rounding"), balance.feesRupiah],
    [-totalOf(accounts, "charges", "interest", "owner", "corrections"), balance.bankLinesRupiah],
    ...unbalancedDays.map(({ amountRupiah }) => [amountRupiah, 0] as const),
  ] as const;
  const rows = pairs.flatMap(([is, must]) => (is === must ? [] : [{ id: "", of: null, figures: { is, must } }]));
  return rows.length > 0 ? [{ rule: "journal", says: journalSays, rows }] : [];
}

/** Sums come as texts: they may exceed what a column holds. */
function rowOf({ id, of, what, is, must }: FoundRow): BrokenRow {
  const hasFigures = is !== undefined && is !== null && must !== undefined && must !== null;
  return { id, of, ...(what && { what }), figures: hasFigures ? { is: Number(is), must: Number(must) } : null };
}

/** What stands in the bank book and is neither money of a booking nor a transfer. */
const bankLines = sql`(select coalesce(sum("amount"), 0) from "StatementLine"
  where "kind" in ('FEE', 'INTEREST', 'WITHDRAWAL', 'DEPOSIT', 'CORRECTION'))`;

const balanceQuery = sql`
  select
    (select coalesce(sum("receivedAmount"::bigint), 0) from "Payment")
      - (select coalesce(sum("amount"::bigint), 0) from "Refund" where "status" = 'PAID')
      - (select coalesce(sum("amount"::bigint), 0) from "Payout" where "status" = 'PAID')
      + ${bankLines} as "bankRupiah",
    (select coalesce(sum("amount"::bigint), 0) from "Refund" where "status" = 'APPROVED')
      + (select coalesce(sum("receivedAmount"::bigint), 0) from "Payment" where "status" = 'AWAITING') as "owedToParticipantsRupiah",
    (select coalesce(sum("amount"::bigint), 0) from "Payout" where "status" in ('HELD', 'RELEASED')) as "owedToOrganizersRupiah",
    (select coalesce(sum("feeAmount"::bigint), 0) from "Payout") as "feesRupiah",
    ${bankLines} as "bankLinesRupiah"`;
