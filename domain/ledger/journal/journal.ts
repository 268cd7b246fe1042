import { sql } from "drizzle-orm";
import { type Database, db } from "#db/connection.ts";
import { addDays, startOfWibDay } from "#domain/calendar.ts";
import { policy } from "#domain/policy.ts";
import { limits } from "#limits.ts";
import type { PressRange } from "./events.ts";
import { type JournalAccount, type PostingKind, postings } from "./postings.ts";
import { standing } from "./standing.ts";

type Reader = Pick<Database, "execute">;

/** One account at a day's end, in rupiah; more than zero is a debit, as money in the bank is, less a credit, as what is owed. */
export type AccountBalance = { account: string; balanceRupiah: number };

/** So many accounts and days are read at once: the bank's own, the other ten, and days that do not add up. */
const mostAccounts = 1_000;

const of = (range?: PressRange) => sql.raw(`(${postings(range)}) posting`);
const sums = (range?: PressRange) => sql.raw(`(${postings(range, { named: false })}) posting`);

/** Nothing is posted on a day before the press, so that what has a day in these was pressed since the first of them began. */
const since = (day: string): PressRange => ({ from: startOfWibDay(day).toISOString() });

/** A month is open so many days at most after any of its own: what has a day of it was pressed by then. */
const longestOpenDays = () => 32 + policy.monthClosesAfterDays;

/**
 * All accounts as of the end of a day (`YYYY-MM-DD`, Jakarta), by their names; as of now unless told. What stands there comes from
 * the tables at once, and only what was posted since is taken off again.
 */
export async function accountsAsOf(day?: string, database: Reader = db()): Promise<AccountBalance[]> {
  const later =
    day === undefined
      ? sql``
      : sql`union all select "account", -"amount" from ${sums(since(addDays(day, 1)))} where "day" > ${day}::date`;
  const { rows } = await database.execute<{ account: string; amount: string }>(sql`
    select "account", sum("amount") as "amount" from (select * from ${standing} ${later}) moved
    group by "account" having sum("amount") <> 0 order by "account" limit ${mostAccounts}`);
  return rows.map(({ account, amount }) => ({ account, balanceRupiah: Number(amount) }));
}

/** All accounts as they stand, and the days whose postings do not add up to zero: none, unless the view itself is wrong. */
export type TrialBalance = { accounts: AccountBalance[]; unbalancedDays: { day: string; amountRupiah: number }[] };

/** Both in one reading of the journal. */
export async function trialBalance(database: Reader = db()): Promise<TrialBalance> {
  const { rows } = await database.execute<{ account: string | null; day: string; amount: string }>(sql`
    select "account", "day"::text, sum("amount") as "amount" from ${sums()} group by grouping sets (("account"), ("day"))
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
    select "day"::text, "kind", "of", "account", "amount" from ${of({ ...since(from), until: startOfWibDay(addDays(to, longestOpenDays())).toISOString() })}
    where "day" between ${from}::date and ${to}::date
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
  const names = Array.from({ length: 12 }, (_, ago) => monthsBefore(day, 11 - ago));
  const first = `${names[0]}-01`;
  const [accounts, { rows }] = await Promise.all([
    accountsAsOf(),
    db().execute<Total>(sql`
      select to_char("day", 'YYYY-MM') as "month", "kind", split_part("account", ':', 1) as "account", sum("amount") as "amount"
      from ${sums(since(first))} where "day" >= ${first}::date group by 1, 2, 3 order by 1, 2, 3 limit ${mostTotals}`),
  ]);
  return names.map((month) => {
    const moved = sumOf(rows.filter((row) => row.month === month));
    const later = sumOf(rows.filter((row) => row.month > month));
    const closing = (account: JournalAccount) => totalOf(accounts, account) - later([account]);
    return {
      month,
      cameIn: moved(["bank"], ["receipt", "void"]),
      wentOut: 0 - moved(["bank"], ["transfer", "bounce"]),
      held: 0 - closing("held"),
      earned: 0 - moved(["fees", "rounding"]),
      bankCharges: moved(["charges", "interest"]),
      ownMoney: 0 - moved(["owner", "corrections"]),
      bank: closing("bank"),
    };
  });
}

type Total = { month: string; kind: string; account: string; amount: string };

/** Months from the first one to those that have not come, each with some ten kinds of postings on some ten accounts. */
const mostTotals = 10_000;

function monthsBefore(day: string, ago: number): string {
  const months = Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1 - ago;
  return `${Math.floor(months / 12)}-${String((months % 12) + 1).padStart(2, "0")}`;
}

function sumOf(totals: readonly Total[]) {
  return (accounts: JournalAccount[], kinds?: PostingKind[]) =>
    totals.reduce((sum, { account, kind, amount }) => {
      const counts = accounts.includes(account as JournalAccount) && (!kinds || kinds.includes(kind as PostingKind));
      return counts ? sum + Number(amount) : sum;
    }, 0);
}

/** What several accounts come to; `bank` stands for all of the bank. */
export function totalOf(balances: readonly AccountBalance[], ...accounts: JournalAccount[]): number {
  const isOf = (name: string) => (accounts as string[]).includes(name.split(":")[0]!);
  return balances.reduce((sum, { account, balanceRupiah }) => sum + (isOf(account) ? balanceRupiah : 0), 0);
}
