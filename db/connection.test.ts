import { expect, it } from "vitest";
import { pool } from "#db/connection.ts";
import { ownDatabase } from "#tests/database.ts";

ownDatabase();

it("keeps a calendar day a string", async () => {
  const { rows } = await pool().query("select '2026-05-10'::date as day");
  expect(rows).toEqual([{ day: "2026-05-10" }]);
});
