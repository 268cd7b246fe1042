import { drizzle } from "drizzle-orm/node-postgres";
import type pg from "pg";
import { appliedMigrations } from "#db/migrate.ts";
import { type SequenceState, sequencesOf, type TableContents, tablesOf } from "#db/transfer/tables.ts";
import { namedFiles } from "#domain/files/named-files.ts";
import { type Balance, booksOf } from "#domain/ledger/reconcile.ts";

/** What a database holds, in figures that a restored one is compared by. */
export type Figures = {
  tables: TableContents[];
  sequences: SequenceState[];
  migrations: number;
  /** Nothing where the tables are those of another release, which this one cannot read money and names from. */
  balance: Balance | null;
  /** Rules of the books that did not hold; also a database with a fault is worth keeping. */
  broken: string[];
  /** Uploads that rows name, by the folder in which they belong. */
  named: Record<UploadFolder, string[]>;
};

/** Where an upload lies, in the store and in a backup. */
export type UploadFolder = "trips" | "private";

/** Reads them; within a snapshot all as of one moment. */
export async function readFigures(client: pg.Client): Promise<Figures> {
  const database = drizzle(client);
  const [tables, sequences] = [await tablesOf(client), await sequencesOf(client)];
  const migrations = await appliedMigrations(client);
  const files = (await unlessForeign(client, () => namedFiles(database))) ?? [];
  const { balance, broken } = (await unlessForeign(client, () => booksOf(database))) ?? { balance: null, broken: [] };
  const of = (isPhoto: boolean) => files.filter(({ kind }) => (kind === "foto") === isPhoto).map(({ name }) => name);
  const named = { trips: of(true), private: of(false) };
  return { tables, sequences, migrations, balance, broken: broken.map(({ rule }) => rule), named };
}

/** A table, a column or a type that is not there, as in the database of an older release than the one that is checked out. */
const foreign = ["42P01", "42703", "42704", "42883", "22P02"];

/** What `work` reads, or nothing where the tables are another release's; what is read after it is not disturbed. */
async function unlessForeign<Result>(client: pg.Client, work: () => Promise<Result>): Promise<Result | undefined> {
  const isInTransaction = client.getTransactionStatus() === "T";
  if (isInTransaction) await client.query("savepoint figures");
  try {
    return await work();
  } catch (error) {
    const { code, cause } = error as { code?: string; cause?: { code?: string } };
    if (!foreign.includes(cause?.code ?? code ?? "")) throw error;
    if (isInTransaction) await client.query("rollback to savepoint figures");
    return undefined;
  }
}

/** How two databases differ in their rows, in words; empty where they do not. */
export function tableDifferences(before: readonly TableContents[], after: readonly TableContents[]): string[] {
  const rowsAfter = new Map(after.map(({ schema, name, rows }) => [`${schema}.${name}`, rows]));
  return before.flatMap(({ schema, name, rows }) => {
    const found = rowsAfter.get(`${schema}.${name}`);
    return found === rows ? [] : [`${name} has ${found ?? "no"} rows instead of ${rows}`];
  });
}
