import { expect, it } from "vitest";
import { pool } from "#db/connection.ts";
import { type Pruned, prune } from "#domain/office/prune.ts";
import { ownDatabase } from "#tests/database.ts";
import { sweepAt } from "#tests/sweep.ts";
import { dataKinds, kindsByGroup } from "./data-kinds.ts";
import { classifiedTables } from "./personal-columns.ts";

ownDatabase();

/** What every row has, and the columns by which rows name each other. */
const keys = ["id", "createdAt", "updatedAt", "userId", "bookingId", "paymentId", "tripId", "organizerId"];

it("every column of every table that the app has says what it holds about people, or that it holds nothing", async () => {
  const { rows } = await pool().query<{ table: string; column: string }>(
    `select table_name as "table", column_name as "column" from information_schema.columns
     where table_schema = 'public' and table_name !~ '^(Ronda|CronRun)'`,
  );
  const known = new Map(classifiedTables.map(({ name, columns }) => [name, columns]));
  const missing = rows.filter(({ table, column }) => !keys.includes(column) && !(column in (known.get(table) ?? {})));
  expect(missing).toEqual([]);
  const tables = new Set(rows.map(({ table }) => table));
  expect([...known.keys()].filter((name) => !tables.has(name))).toEqual([]);
  expect(tables.size).toBeGreaterThan(25);
});

it("what no column holds stands on no page, but for files that no row names", () => {
  const used = new Set(classifiedTables.flatMap(({ columns }) => Object.values(columns)));
  const unused = Object.keys(dataKinds).filter((kind) => !used.has(kind as keyof typeof dataKinds));
  expect(unused).toEqual(["unusedPaper"]);
});

it("everything that prune counts is a kind of the page, each once", async () => {
  const files = { list: async function* () {}, removeOld: async () => 0 } as never;
  const counted = Object.keys(await prune({ ...sweepAt(new Date("2026-08-02T20:00:00Z")), files }));
  const named = Object.values(dataKinds).flatMap((kind) => ("prunedAs" in kind ? [kind.prunedAs as keyof Pruned] : []));
  expect(named.toSorted()).toEqual(counted.toSorted());
});

it("each kind stands in one part of the page", () => {
  expect(kindsByGroup().flatMap(({ kinds }) => kinds)).toEqual(Object.keys(dataKinds));
});
