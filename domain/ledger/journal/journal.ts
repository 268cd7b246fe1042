import { sql } from "drizzle-orm";
import { type Database, db } from "#db/connection.ts";
import { limits } from "#limits.ts";
import { type JournalAccount, postings } from "./postings.ts";

type Reader = Pick<Database, "execute">;

/** One account at a day's end, in rupiah; more than zero is a debit, as money in the bank is, less a credit, as what is owed. */
export type AccountBalance = { account: string; balanceRupiah: number };

/** So many accounts and days are read at once: the bank's own, the other ten, and days that do not add up. */
const mostAccounts = 1_000;

const of = sql.raw(`(${postings}) posting`);

/** All accounts as of the end of a day (`YYYY-MM-DD`, Jakarta), by their names; as of now unless told. */
export async function accountsAsOf(day?: string): Promise<AccountBalance[]> {
  const { rows } = await db().execute<{ account: string; amount: string }>(sql`
    select "account", sum("amount") as "amount" from ${of} where ${day ?? null}::date is null or "day" <= ${day ?? null}::date
    group by "account" having sum("amount") <> 0 order by "account" limit ${mostAccounts}`);
  return rows.map(({ account, amount }) => ({ account, balanceRupiah: Number(amount) }));
}

/** All accounts as they stand, and the days whose postings do not add up to zero: none, unless the view itself is wrong. */
export type TrialBalance = { accounts: AccountBalance[]; unbalancedDays: { day: string; amountRupiah: number }[] };

/** Both in one reading of the journal. */
export async function trialBalance(database: Reader = db()): Promise<TrialBalance> {
  const { rows } = await database.execute<{ account: string | null; day: string; amount: string }>(sql`
    select "account", "day"::text, sum("amount") as "amount" from ${of} group by grouping sets (("account"), ("day"))
    having sum("amount") <> 0 order by "account", "day" limit ${mostAccounts}`);
  const trial: TrialBalance = { accounts: [], unbalancedDays: [] };
  for (const { account, day, amount } of rows)
    if (account === null) trial.unbalancedDays.push({ day, amountRupiah: Number(amount) });
    else trial.accounts.push({ account, balanceRupiah: Number(amount) });
  return trial;
}

/** One posting of the journal. */
export type Posting = { day: string; kind: string; of: string; account: string; amountRupiah: number };

/** The postings from one day to another, both included, the oldest first; one more than a file holds where there are more. */
export async function journalOf({ from, to }: { from: string; to: string }): Promise<Posting[]> {
  const { rows } = await db().execute<Omit<Posting, "amountRupiah"> & { amount: string }>(sql`
    select "day"::text, "kind", "of", "account", "amount" from ${of}
    where "day" between ${from}::date and ${to}::date and "amount" <> 0
    order by "day", "kind", "id", "amount" desc, "account" limit ${limits.spreadsheet.mostRows + 1}`);
  return rows.map(({ amount, ...posting }) => ({ ...posting, amountRupiah: Number(amount) }));
}

/** What one month came to, in rupiah. */
export type MonthFigures = {
  /** `YYYY-MM`. */
  month: string;
  /** What came for bookings, and what was sent to organizers and participants, less what the bank returned. */
  cameIn: number;
  wentOut: number;
  /** What was held for organizers and not released, at its end. */
  held: number;
  /** Fees and what came above the price. */
  earned: number;
  /** What the bank took, less the interest that it paid. */
  bankCharges: number;
  /** What the company put in, less what it took out, with corrections. */
  ownMoney: number;
  /** What stood in the bank at its end. */
  bank: number;
};

/** The twelve months that end with the one of `day`, the oldest first. */
export async function monthsUntil(day: string): Promise<MonthFigures[]> {
  const { rows } = await db().execute<Record<keyof MonthFigures, string>>(sql`
    with month as (
      select first::date, (first + interval '1 month' - interval '1 day')::date as last
      from generate_series(date_trunc('month', ${day}::timestamp) - interval '11 months', ${day}::timestamp, interval '1 month') first),
    total as (
      select greatest(date_trunc('month', "day"::timestamp), (select min(first) from month) - interval '1 month')::date as first,
        "kind", split_part("account", ':', 1) as "account", sum("amount") as "amount" from ${of} group by 1, 2, 3)
    select to_char(month.first, 'YYYY-MM') as "month",
      ${sumOf(`total.first = month.first and "account" = 'bank' and "kind" = 'receipt'`)} as "cameIn",
      -${sumOf(`total.first = month.first and "account" = 'bank' and "kind" in ('transfer', 'bounce')`)} as "wentOut",
      -${sumOf(`total.first <= month.first and "account" = 'held'`)} as "held",
      -${sumOf(`total.first = month.first and "account" in ('fees', 'rounding')`)} as "earned",
      ${sumOf(`total.first = month.first and "account" in ('charges', 'interest')`)} as "bankCharges",
      -${sumOf(`total.first = month.first and "account" in ('owner', 'corrections')`)} as "ownMoney",
      ${sumOf(`total.first <= month.first and "account" = 'bank'`)} as "bank"
    from month left join total on total.first <= month.first group by month.first order by month.first limit 12`);
  return rows.map(({ month, ...figures }) => ({ month, ...(mapNumbers(figures) as Omit<MonthFigures, "month">) }));
}

function sumOf(which: string) {
  return sql.raw(`coalesce(sum("amount") filter (where ${which}), 0)`);
}

function mapNumbers(figures: Record<string, string>): Record<string, number> {
  return Object.fromEntries(Object.entries(figures).map(([name, value]) => [name, Number(value)]));
}

/** What several accounts come to; `bank` stands for all of the bank. */
export function totalOf(balances: readonly AccountBalance[], ...accounts: JournalAccount[]): number {
  const isOf = (name: string) => (accounts as string[]).includes(name.split(":")[0]!);
  return balances.reduce((sum, { account, balanceRupiah }) => sum + (isOf(account) ? balanceRupiah : 0), 0);
}
