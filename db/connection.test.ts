import { inspect } from "node:util";
import { sql } from "drizzle-orm";
import { expect, it } from "vitest";
import { db, pool } from "#db/connection.ts";
import { ownDatabase } from "#tests/database.ts";

ownDatabase();

it("keeps a calendar day a string", async () => {
  const { rows } = await pool().query("select '2026-05-10'::date as day");
  expect(rows).toEqual([{ day: "2026-05-10" }]);
});

it("a failed query that somebody prints shows the statement and the database's answer, and none of its values", async () => {
  const failed = await db()
    .execute(sql`select ${"ana@example.com"}, 1 / ${"0"}::integer`)
    .catch((error: unknown) => error);
  const { message, stack } = failed as Error;
  expect(`${message} ${stack} ${JSON.stringify(failed)}`).not.toContain("ana@example.com");
  for (const printed of [inspect(failed), inspect(new Error("the page failed", { cause: failed }))]) {
    expect(printed).toContain("select $1, 1 / $2::integer");
    expect(printed).toContain("division by zero (22012)");
    expect(printed).toContain("db/connection.test.ts");
    expect(printed).not.toContain("ana@example.com");
  }
});
