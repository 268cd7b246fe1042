import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { pool } from "#db/connection.ts";
import { emptyDatabases } from "#tests/backups.ts";
import { ownDatabase } from "#tests/database.ts";
import { schemaOf } from "#tests/schema-of.ts";
import { withConnection } from "#tests/with-connection.ts";
import { appliedMigrations, BeforeBaselineError, baseline, knownMigrations, migrate } from "./migrate.ts";

/** The migrations that became one, as they were. */
type Old = { tag: string; when: number; sql: string };
const olds = JSON.parse(
  gunzipSync(readFileSync(join(import.meta.dirname, "before-the-baseline.json.gz"))).toString(),
) as Old[];

const emptyDatabase = emptyDatabases();

/** What a release from before left: its tables, and its migrator's journal. */
async function oldDatabase(migrations = olds): Promise<string> {
  const url = await emptyDatabase();
  await withConnection(url, async (client) => {
    await client.query(`create schema drizzle;
      create table drizzle.__drizzle_migrations (id serial primary key, hash text not null, created_at bigint)`);
    for (const { tag, when, sql } of migrations) {
      await client.query(sql.replaceAll("--> statement-breakpoint", ""));
      await client.query("insert into drizzle.__drizzle_migrations (hash, created_at) values ($1, $2)", [tag, when]);
    }
  });
  return url;
}

const schemaAt = (url: string) => withConnection(url, schemaOf);
const appliedTo = (url: string) => withConnection(url, (client) => appliedMigrations(client));

describe("a database that the migrations before the baseline made", () => {
  it("is the same as one that the baseline made, today and before whatever came after it", async () => {
    const [old, fresh] = [await oldDatabase(), await emptyDatabase()];
    await migrate(fresh, { upTo: baseline() });
    expect(await schemaAt(old)).toEqual(await schemaAt(fresh));
    expect([await appliedTo(old), await appliedTo(fresh)]).toEqual([olds.length, olds.length]);
    for (const url of [old, fresh]) await migrate(url);
    expect(await schemaAt(old)).toEqual(await schemaAt(fresh));
    expect([await appliedTo(old), await appliedTo(fresh)]).toEqual([knownMigrations(), knownMigrations()]);
  });

  it("goes on with all of its rows, also when it is migrated once more", async () => {
    const url = await oldDatabase();
    const rows = () =>
      withConnection(url, async (client) => {
        const [people, audit] = [
          await client.query(`select * from "User"`),
          await client.query(`select * from "AuditLog"`),
        ];
        return { person: people.rows, audit: audit.rows };
      });
    await withConnection(url, (client) =>
      client.query(`
        insert into "User" ("id", "email", "emailVerified", "name", "role", "createdAt", "updatedAt")
          values ('ana', 'ana@setrip.test', true, 'Ana', 'USER', '2026-05-01T00:00:00Z', '2026-05-01T00:00:00Z');
        insert into "AuditLog" ("id", "actorType", "action", "entity", "entityId", "createdAt")
          values ('1', 'USER', 'user.sign-up', 'User', 'ana', '2026-05-01T00:00:00Z')`),
    );
    const before = await rows();
    expect(before).toMatchObject({ person: [{ id: "ana" }], audit: [{ id: "1" }] });
    for (let time = 0; time < 2; time++) await migrate(url);
    expect(await rows()).toMatchObject(before);
  });

  it.each([1, 14, 20])("is left as it is, with the reason, where it has seen only %i of them", async (seen) => {
    const url = await oldDatabase(olds.slice(0, seen));
    const before = await schemaAt(url);
    await expect(migrate(url)).rejects.toThrow(BeforeBaselineError);
    await expect(migrate(url)).rejects.toThrow(`has seen ${seen} of the ${olds.length} migrations that became one`);
    expect(await schemaAt(url)).toEqual(before);
    expect(await appliedTo(url)).toBe(seen);
  });
});

describe("what the comparison of two databases finds", () => {
  ownDatabase({ emptied: false });

  it.each([
    `alter table "Trip" alter "title" drop not null`,
    `alter table "Trip" alter "title" type varchar(200)`,
    `alter table "User" alter "locale" drop default`,
    `alter table "Trip" alter "description" set storage plain`,
    `alter table "Trip" set (autovacuum_vacuum_scale_factor = 0.1)`,
    `alter table "User" drop constraint "User_role_check"`,
    `drop index "Trip_soonest_idx"`,
    `drop trigger "AuditLog_append_only" on "AuditLog"`,
    `alter table "AuditLog" disable trigger "AuditLog_append_only"`,
    `create or replace function "refuseAuditChange"() returns trigger language plpgsql as 'begin return new; end'`,
    `comment on table "Trip" is 'trips'`,
    `comment on column "Trip"."title" is 'title'`,
    `create view trips as select 1 as one`,
    `create sequence numbers`,
    `create table "Other" ()`,
  ])("%s", async (change) => {
    const client = await pool().connect();
    try {
      const before = await schemaOf(client);
      await client.query(`begin; ${change}`);
      expect(await schemaOf(client)).not.toEqual(before);
    } finally {
      await client.query("rollback");
      client.release();
    }
  });
});
