import pg from "pg";
import { afterAll, beforeAll, beforeEach, inject } from "vitest";
import { databaseUrl, disconnect, pool } from "#db/connection.ts";

/** Gives the calling test file a database of its own, cloned from the migrated template, empty before each test unless told. */
export function ownDatabase({ emptied = true } = {}): void {
  const name = new URL(databaseUrl()).pathname.slice(1);

  beforeAll(async () => {
    await asAdmin((admin) =>
      admin.query(`create database ${name} template ${inject("templateDatabase")} strategy file_copy`),
    );
  });

  if (emptied) beforeEach(emptyTables);

  afterAll(async () => {
    await disconnect();
    await asAdmin((admin) => admin.query(`drop database ${name} with (force)`));
  });
}

/** Removes every row but the one that says which installation this is, as the files beside it do. Deletes rather than truncates: on small tables that is some twenty times faster. */
async function emptyTables(): Promise<void> {
  // A table that nobody has written to has no file content; most tests need a few of all.
  const { rows } = await pool().query<{ name: string }>(
    `select format('%I', relname) as name from pg_class
     where relnamespace = 'public'::regnamespace and relkind = 'r' and relname <> 'Installation' and pg_relation_size(oid) > 0`,
  );
  const statements = rows.map(({ name }) => `delete from ${name};`).join("\n");
  // Replica mode switches foreign keys and the audit log's guard off for this one connection.
  await pool().query(`begin; set local session_replication_role = replica; ${statements} commit;`);
}

async function asAdmin(work: (admin: pg.Client) => Promise<unknown>): Promise<void> {
  const admin = new pg.Client({ connectionString: inject("postgresUrl") });
  await admin.connect();
  try {
    await work(admin);
  } finally {
    await admin.end();
  }
}
