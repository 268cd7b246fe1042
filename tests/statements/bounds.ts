import type pg from "pg";
import { type Keys, unboundedLists } from "./unbounded-lists.ts";

/** Of these there are few of each, although no index says so: a list of them needs no pages. */
const few: Keys = {
  /** At most ten seats a booking, by a check of the table. */
  BookingParticipant: [["bookingId"]],
  /** `policy.mostPhotos`. */
  TripImage: [["tripId"]],
  /** One for each reason, and reports: one after the other, each decided by an admin before the next. */
  Refund: [["bookingId"]],
  /** One for each booking that was paid: at most `mostSeats`, and those that were cancelled since. */
  Payout: [["tripId"]],
  /** `limits.transfer.mostItems`; of a payout or refund one that is open or paid, by a partial index, and those that came back. */
  TransferItem: [["transferId"], ["payoutId"], ["refundId"]],
  /** Each recorded by an admin who saw the others, or one for a line of the bank statement. */
  Receipt: [["paymentId"]],
  /** One that is live, by a partial index. */
  Booking: [["tripId", "userId", "status"]],
  /** One row, by a check of the table. */
  Installation: [[]],
  /** Unique in whatever case it is written. */
  User: [["email"]],
  /** One password. */
  Account: [["userId", "providerId"]],
};

/** Statements whose rows are few for a reason of their own. */
const bounded: Record<string, RegExp> = {
  "the trips that a suspended organizer leads, which are all locked for it":
    /^select "id" from "Trip" where "Trip"."organizerId" = \$1$/,
  "their payouts that are not paid yet":
    /from "Payout" where \("Payout"."organizerId" = \$1 and "Payout"."status" in \(\$2, \$3\)\)/,
  "administrators, whom only somebody on the server adds": /from "User" where .*"User"."role" = \$\d/,
  "a backup, which reads everything and writes it out": /\) as named order by named\.name\s*$/,
  "one mail for each administrator": /from "EmailJob" where "EmailJob"\."dedupeKey" like \$1$/,
  "a trip's bookings with seats or money, see withSeatsOrMoney":
    /"Booking"."tripId" = \$1 and \("Booking"."status" in \(\$2, \$3\) or "Payment"."receivedAmount" is not null\)/,
};

/** The statements, of those that a program sent, which read a list of ours whole: see {@link unboundedLists}. */
export async function readsWhole(statements: Iterable<string>, database: pg.Pool): Promise<string[]> {
  const keys = await keysOf(database);
  const tables = Object.keys(keys).filter((table) => !/^(CronRun|Ronda)/.test(table));
  const own = [...statements].filter((text) => tables.some((table) => text.includes(`"${table}"`)));
  const open = own.filter((text) => !Object.values(bounded).some((known) => known.test(text)));
  return open.flatMap((text) => {
    const tables = unboundedLists(text, keys);
    return tables.length === 0 ? [] : [`${tables.join(", ")} in ${text.trim()}`];
  });
}

/** What the database itself holds to be unique, and {@link few}. */
async function keysOf(database: pg.Pool): Promise<Keys> {
  const { rows } = await database.query<{ name: string; columns: string[] }>(`
    select relation.relname as name, array_agg(attribute.attname::text) as columns
    from pg_index index join pg_class relation on relation.oid = index.indrelid
    join pg_attribute attribute on attribute.attrelid = relation.oid and attribute.attnum = any(index.indkey)
    where index.indisunique and index.indpred is null and index.indexprs is null
      and relation.relnamespace = 'public'::regnamespace
    group by index.indexrelid, relation.relname`);
  const keys = Object.groupBy(rows, ({ name }) => name);
  const tables = Object.entries(keys).map(([name, own]) => [
    name,
    [...own!.map(({ columns }) => columns), ...(few[name] ?? [])],
  ]);
  return Object.fromEntries(tables);
}
