import { drizzle } from "drizzle-orm/node-postgres";
import type pg from "pg";
import { appliedMigrations } from "#db/migrate.ts";
import { type SequenceState, sequencesOf, type TableContents, tablesOf } from "#db/transfer/tables.ts";
import { namedFiles } from "#domain/images/named-files.ts";
import { type Balance, booksOf } from "#domain/ledger/reconcile.ts";

/** What a database holds, in figures that a restored one is compared by. */
export type Figures = {
  tables: TableContents[];
  sequences: SequenceState[];
  migrations: number;
  balance: Balance;
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
  const migrations = await appliedMigrations(client as unknown as pg.Pool);
  const files = await namedFiles(database);
  const { balance, broken } = await booksOf(database);
  const of = (isPhoto: boolean) => files.filter(({ kind }) => (kind === "foto") === isPhoto).map(({ name }) => name);
  const named = { trips: of(true), private: of(false) };
  return { tables, sequences, migrations, balance, broken: broken.map(({ rule }) => rule), named };
}

/** How two databases differ in their rows, in words; empty where they do not. */
export function tableDifferences(before: readonly TableContents[], after: readonly TableContents[]): string[] {
  const rowsAfter = new Map(after.map(({ schema, name, rows }) => [`${schema}.${name}`, rows]));
  return before.flatMap(({ schema, name, rows }) => {
    const found = rowsAfter.get(`${schema}.${name}`);
    return found === rows ? [] : [`${name} has ${found ?? "no"} rows instead of ${rows}`];
  });
}
