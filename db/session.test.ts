import pg from "pg";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { knownMigrations, migrate } from "#db/migrate.ts";
import { ownDatabase } from "#tests/database.ts";
import { databaseUrl } from "./connection.ts";
import { BoundedPool } from "./pool.ts";
import { isReadOnly } from "./read-only.ts";
import { sessionOptions, withoutOptions } from "./session.ts";
import { readOnlySentence, unavailability } from "./unavailable.ts";

ownDatabase();

const name = () => new URL(databaseUrl()).pathname.slice(1);
let admin: pg.Client;
beforeAll(async () => {
  admin = new pg.Client({ connectionString: inject("postgresUrl") });
  await admin.connect();
});
afterAll(() => admin.end());

/** As an administrator does who has other habits, for all sessions that begin from now on. */
const set = (setting: string, value: string) => admin.query(`alter database ${name()} set ${setting} = ${value}`);

async function within<Result>(work: (pool: BoundedPool) => Promise<Result>): Promise<Result> {
  const pool = new BoundedPool(databaseUrl());
  try {
    return await work(pool);
  } finally {
    await pool.end();
  }
}

describe("what a database or a role has for defaults", () => {
  it.each([
    ["datestyle", "'German, DMY'"],
    ["datestyle", "'SQL, DMY'"],
    ["datestyle", "'Postgres'"],
    ["intervalstyle", "'sql_standard'"],
    ["timezone", "'America/New_York'"],
    ["bytea_output", "'escape'"],
    ["extra_float_digits", "-15"],
  ])("changes no value that is read: %s is %s", async (setting, value) => {
    const read = async (pool: BoundedPool) => {
      const { rows } = await pool.query(
        `select '2026-05-01 03:04:05.678+00'::timestamptz(3) as moment, '2026-05-01'::date as day,
           interval '1 day 02:00' as span, '\\x00ff'::bytea as bytes, 0.1::float8 as number,
           to_char('2026-05-01 23:30:00+00'::timestamptz, 'YYYY-MM-DD') as today`,
      );
      return rows[0];
    };
    const usual = await within(read);
    await set(setting, value);
    try {
      expect(await within(read)).toEqual(usual);
      expect(usual.moment).toEqual(new Date("2026-05-01T03:04:05.678Z"));
    } finally {
      await admin.query(`alter database ${name()} reset ${setting}`);
    }
  });

  it.each(["serializable", "repeatable read"])("makes no transaction refuse another one: %s", async (isolation) => {
    await set("default_transaction_isolation", `'${isolation}'`);
    try {
      await within(async (pool) => {
        await pool.query("create table counter as select 0 as value");
        const add = async () => {
          const client = await pool.connect();
          try {
            await client.query("begin");
            await client.query("select value from counter");
            await client.query("update counter set value = value + 1");
            await client.query("commit");
          } finally {
            client.release();
          }
        };
        await Promise.all([add(), add(), add(), add(), pool.query("update counter set value = value + 1")]);
        expect((await pool.query("select value from counter")).rows).toEqual([{ value: 5 }]);
        await pool.query("drop table counter");
      });
    } finally {
      await admin.query(`alter database ${name()} reset default_transaction_isolation`);
    }
  });

  it("leaves the address's own options where they are", () => {
    const url = "postgresql://ana@db:5432/setrip?options=-c%20search_path%3Dapp&sslmode=require";
    expect(sessionOptions(url)).toMatch(/^-c search_path=app -c default_transaction_isolation=read\\ committed /);
    expect(withoutOptions(url)).toBe("postgresql://ana@db:5432/setrip?sslmode=require");
    expect(withoutOptions("postgresql://ana@db/setrip")).toBe("postgresql://ana@db/setrip");
  });
});

it("a database that cannot hold every letter is refused before anything is made in it", async () => {
  const latin = `${name()}_latin`;
  await admin.query(
    `create database ${latin} encoding 'LATIN1' locale_provider libc lc_collate 'C' lc_ctype 'C' template template0`,
  );
  const url = Object.assign(new URL(databaseUrl()), { pathname: `/${latin}` }).href;
  try {
    await expect(migrate(url)).rejects.toThrow(/encoded in LATIN1.*needs UTF8: createdb/);
  } finally {
    await admin.query(`drop database ${latin}`);
  }
});

describe("a database that takes no writes", () => {
  const readOnly = (value: "on" | "off") => set("default_transaction_read_only", value);

  it("is told as that, and all goes on at once when it takes them again", async () => {
    await within(async (pool) => {
      await pool.query("create table note (text text)");
      const write = () => pool.query("insert into note values ('seen')");
      await readOnly("on");
      pool.renew();
      const refused = await write().then(() => undefined, unavailability);
      expect(refused).toMatchObject({ kind: "read-only", message: readOnlySentence });
      expect(await isReadOnly(pool)).toBe(true);
      expect((await pool.query("select from note")).rowCount).toBe(0);
      await readOnly("off");
      expect(await isReadOnly(pool)).toBe(false);
      await write();
      await pool.query("drop table note");
    });
  });

  it("stops no start for which there is nothing to migrate", async () => {
    await readOnly("on");
    try {
      await migrate(databaseUrl());
      await migrate(databaseUrl(), { upTo: knownMigrations() });
    } finally {
      await readOnly("off");
    }
  });

  it("a full disk of the database's is one", () => {
    const full = Object.assign(new Error("could not extend file"), { code: "53100" });
    expect(unavailability(full)).toMatchObject({ kind: "read-only" });
  });
});
