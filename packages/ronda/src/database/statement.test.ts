import { describe, expect, it } from "vitest";
import { testDatabase } from "../testing/database.ts";
import { asJsonRows, inSchema, momentColumns, parameter, rowsOf } from "./statement.ts";

const { pool } = testDatabase();

describe("the schema", () => {
  it.each([
    [`select "id" from "CronRun" run where run."id" = $1`, `select "id" from "shop"."CronRun" run where run."id" = $1`],
    [`select * from ronda_claim_run_1($1)`, `select * from "shop".ronda_claim_run_1($1)`],
    [`declare job "RondaJob"; begin`, `declare job "shop"."RondaJob"; begin`],
    [`create index "CronRun_newest" on "CronRun" ("id")`, `create index "CronRun_newest" on "shop"."CronRun" ("id")`],
    [`select "shop"."RondaDay"."day" from other."CronRun"`, `select "shop"."RondaDay"."day" from other."CronRun"`],
  ])("stands in front of the engine's own names: %s", (sql, named) => {
    expect(inSchema(sql, "shop")).toBe(named);
  });

  it("is quoted, whatever it is called", () => {
    expect(inSchema(`delete from "RondaDay"`, 'Hugo\'s "$&"')).toBe(`delete from "Hugo's ""$&"""."RondaDay"`);
  });
});

describe("rows", () => {
  it.each([
    [`select 1 as "a", (select 2) as "b"`, [{ a: 1, b: 2 }]],
    [`  -- of (two\n  select n as "n" from generate_series(1, 2) n order by n desc`, [{ n: 2 }, { n: 1 }]],
    [
      `select 'it''s (' as "text", '{"a":[1]}'::jsonb as "json", 1.5 as "n"`,
      [{ text: "it's (", json: { a: [1] }, n: 1.5 }],
    ],
    [`select 1 as "a" union all select 2`, [{ a: 1 }, { a: 2 }]],
    [`with one as (select 1 as "a") select "a" + 1 as "a" from one`, [{ a: 2 }]],
    [
      `with recursive n as (select 1 as "a" union all select "a" + 1 from n where "a" < 2) select * from n`,
      [{ a: 1 }, { a: 2 }],
    ],
    [
      `insert into "RondaDay" ("jobName", "day") values ('x', '2026-11-23') returning "jobName", "day"`,
      [{ jobName: "x", day: "2026-11-23" }],
    ],
    [
      `with new as (insert into "RondaDay" ("jobName", "day") values ('x', 'today') returning "day") select count(*) as "n" from new`,
      [{ n: 1 }],
    ],
    [`select from "RondaDay"`, []],
  ])("of each kind of statement come back: %s", async (sql, rows) => {
    expect(rowsOf((await pool.query(asJsonRows(sql))).rows)).toEqual(rows);
  });

  it.each([
    `insert into "RondaDay" select * from "RondaDay"`,
    `with job as (insert into a values (1) returning b) insert into c select b from job`,
    `lock table "RondaDay" in share mode`,
    `create function f() returns int language sql as $$ select 1 $$; select 2`,
    "begin",
  ])("are asked of no statement that has none: %s", (sql) => expect(asJsonRows(sql)).toBe(sql));

  it("have moments as dates, to the millisecond and whatever the session's zone, and lists of them too", async () => {
    const sql = `select '2026-11-23T18:00:00.123Z'::timestamptz as "startedAt", null::timestamptz as "failingSince",
      array['2026-11-23T18:00:00Z'::timestamptz] as "offSlotStarts", '{"at":"2026-11-23T18:00:00Z"}'::jsonb as "payload"`;
    const connection = await pool.connect();
    await connection.query("set time zone 'Asia/Jakarta'; set datestyle = 'German'");
    const { rows } = await connection.query(asJsonRows(sql));
    connection.release(true);
    expect(rowsOf(rows)).toEqual([
      {
        startedAt: new Date("2026-11-23T18:00:00.123Z"),
        failingSince: null,
        offSlotStarts: [new Date("2026-11-23T18:00:00Z")],
        payload: { at: "2026-11-23T18:00:00Z" },
      },
    ]);
  });

  it("a column is called like a moment exactly where it is one", async () => {
    const { rows } = await pool.query(
      `select column_name as "name", udt_name in ('timestamptz', '_timestamptz') as "moment" from information_schema.columns
       where table_schema = 'public'`,
    );
    expect(rows.length).toBeGreaterThan(40);
    for (const { name, moment } of rows) expect([name, momentColumns.test(name)]).toEqual([name, moment]);
  });
});

it.each([
  [new Date("2026-11-23T18:00:00.5Z"), "2026-11-23T18:00:00.500Z"],
  [undefined, null],
  [["a", null, 'say "hi" \\', 3, new Date(0)], '{"a",NULL,"say \\"hi\\" \\\\","3","1970-01-01T00:00:00.000Z"}'],
  [[], "{}"],
  [7, 7],
])("a value is sent as any driver sends it: %s", (value, sent) => expect(parameter(value)).toEqual(sent));

it("a list arrives as it was given", async () => {
  const list = ["a", 'say "hi", {x} \\', "", "NULL", "baris\nbaru", "Ž漢🚨"];
  const { rows } = await pool.query("select $1::text[] as list", [parameter(list)]);
  expect(rows).toEqual([{ list }]);
});
