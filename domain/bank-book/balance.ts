import { sql } from "drizzle-orm";
import { type Database, db, type Transaction, transaction } from "#db/connection.ts";
import { addDays } from "#domain/calendar.ts";
import { addOwnLine, correctionWords, lockAccount, openingWords, ownWords } from "#domain/statements/opening.ts";

/** Some lines or rows, and what they make of the difference, in rupiah: bank less book. */
export type Part = { count: number; rupiah: number };

/** An account as the book has it, beside what the bank says. */
export type AccountBalance = {
  accountKey: string;
  bookRupiah: number;
  /** Lines that nobody has explained yet. */
  open: Part;
  /** The last balance of the newest statement that has one. */
  bank?: { rupiah: number; lastDay: string };
  /** What makes the difference of the two, beside the open lines; only where the bank's is known. */
  parts?: {
    /** In the book, and not on the statement yet. */
    receipts: Part;
    transfers: Part;
    /** Lines of transfers that came back or were paid in several, and what of it has no line yet. */
    returned: Part;
    /** What no row explains: what was in the account before the first import, or days that were never imported. */
    before: Part;
  };
  /** The first day of any import. */
  firstDay?: string;
  /** What was in the account before that was taken over already. */
  hasOpening: boolean;
};

/**
 * The book's balance of an account beside the bank's, and what makes the difference.
 * Rule: docs/domain.md#the-book-and-the-bank
 */
export async function accountBalance(accountKey: string, tx: Transaction | Database = db()): Promise<AccountBalance> {
  const { rows } = await tx.execute<Record<string, string | null>>(figures(accountKey));
  const row = rows[0]!;
  const figure = (name: string) => Number(row[name] ?? 0);
  const part = (name: string): Part => ({ count: figure(`${name}Count`), rupiah: figure(name) });
  const bookRupiah = figure("received") - figure("sent") + figure("own");
  const firstDay = row.firstDay ?? undefined;
  const open = part("open");
  const hasOpening = figure("openings") > 0;
  if (row.closing === null || row.closing === undefined || !row.lastDay)
    return { accountKey, bookRupiah, open, firstDay, hasOpening };
  const bank = { rupiah: figure("closing") + figure("later"), lastDay: row.lastDay };
  const [receipts, transfers] = [part("unseenReceipts"), part("unseenTransfers")];
  const returned = { count: figure("loneTransferLines"), rupiah: figure("transferLines") + figure("matchedSent") };
  const explained = open.rupiah + receipts.rupiah + transfers.rupiah + returned.rupiah;
  const before = bank.rupiah - bookRupiah - explained;
  const parts = { receipts, transfers, returned, before: { count: before === 0 ? 0 : 1, rupiah: before } };
  return { accountKey, bookRupiah, open, bank, parts, firstDay, hasOpening };
}

function figures(accountKey: string) {
  const own = sql.join(
    ownWords.map((words) => sql`${words}`),
    sql`, `,
  );
  return sql`
    with newest as (
      select "id", "closingBalance", "lastDay", "createdAt" from "StatementImport"
      where "accountKey" = ${accountKey} and "closingBalance" is not null
      -- An older export of a day that is there already brings no line, and its balance is an older one.
      order by "lastDay" desc, "linesAdded" > 0 desc, "id" desc limit 1
    ), started as (
      select min("firstDay") as "day" from "StatementImport" where "accountKey" = ${accountKey} and "fileName" not in (${own})
    ), line as (
      select line."id", line."kind", line."amount", line."importId" from "StatementLine" line where line."accountKey" = ${accountKey}
    ), receipt as (
      select "amount", "bookedOn", "statementLineId" from "Receipt" where "accountKey" = ${accountKey} and "voidedAt" is null
    ), item as (
      select item."amount", item."outcome", transfer."id", transfer."bookedOn", transfer."statementLineId"
      from "Transfer" transfer join "TransferItem" item on item."transferId" = transfer."id"
      where transfer."accountKey" = ${accountKey} and transfer."status" = 'CONFIRMED' and item."outcome" = 'PAID'
    )
    select (select "day" from started) as "firstDay",
      (select count(*) from "StatementImport" where "accountKey" = ${accountKey} and "fileName" = ${openingWords}) as "openings",
      (select "closingBalance" from newest) as "closing", (select "lastDay" from newest) as "lastDay",
      (select coalesce(sum("amount"), 0) from line join "StatementImport" file on file."id" = line."importId"
        where file."closingBalance" is null and file."fileName" not in (${own})
          and file."createdAt" > (select "createdAt" from newest) and file."lastDay" >= (select "lastDay" from newest)) as "later",
      (select coalesce(sum("amount"), 0) from receipt) as "received",
      (select coalesce(sum("amount"), 0) from item) as "sent",
      (select coalesce(sum("amount"), 0) from line where "kind" not in ('OPEN', 'RECEIPT', 'TRANSFER')) as "own",
      (select coalesce(sum("amount"), 0) from line where "kind" = 'OPEN') as "open",
      (select count(*) from line where "kind" = 'OPEN') as "openCount",
      (select -coalesce(sum("amount"), 0) from receipt, started where "statementLineId" is null and "bookedOn" >= started."day") as "unseenReceipts",
      (select count(*) from receipt, started where "statementLineId" is null and "bookedOn" >= started."day") as "unseenReceiptsCount",
      (select coalesce(sum("amount"), 0) from item, started where "statementLineId" is null and "bookedOn" >= started."day") as "unseenTransfers",
      (select count(distinct item."id") from item, started where "statementLineId" is null and "bookedOn" >= started."day") as "unseenTransfersCount",
      (select coalesce(sum("amount"), 0) from line where "kind" = 'TRANSFER') as "transferLines",
      (select coalesce(sum("amount"), 0) from item where "statementLineId" is not null) as "matchedSent",
      (select count(*) from line where "kind" = 'TRANSFER' and not exists
        (select from "Transfer" transfer where transfer."statementLineId" = line."id")) as "loneTransferLines"`;
}

/** What became of writing down what no line explains: the account's opening balance, or a correction of later days. */
export type TakenOver = { ok: true; as: "opening" | "correction" } | { ok: false; reason: "nothing" | "changed" };

/**
 * Writes down what no line explains, so that book and bank agree from then on: the first time it is what was in the account
 * before its first import, on the day before; later it is a correction on the last day that the bank's balance is known of.
 * `amountRupiah` is what the admin was shown; where it is another by now, nothing is written.
 * Rule: docs/domain.md#the-book-and-the-bank
 */
export function takeOverBalance(taking: {
  accountKey: string;
  amountRupiah: number;
  note: string;
  adminId: string;
  now: Date;
}): Promise<TakenOver> {
  const { accountKey, amountRupiah, note, adminId, now } = taking;
  return transaction(async (tx): Promise<TakenOver> => {
    await lockAccount(tx, accountKey);
    const { parts, firstDay, bank, hasOpening } = await accountBalance(accountKey, tx);
    const amount = parts?.before.rupiah ?? 0;
    if (amount === 0 || !firstDay || !bank) return { ok: false, reason: "nothing" };
    if (amount !== amountRupiah) return { ok: false, reason: "changed" };
    const unexplained = hasOpening
      ? { words: correctionWords, bookedOn: bank.lastDay }
      : { words: openingWords, bookedOn: addDays(firstDay, -1) };
    await addOwnLine(tx, { accountKey, amount, note, ...unexplained }, { actor: { type: "ADMIN", id: adminId }, now });
    return { ok: true, as: hasOpening ? "correction" : "opening" };
  });
}
