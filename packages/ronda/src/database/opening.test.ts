import pg from "pg";
import { expect, inject, it } from "vitest";
import { openDatabase } from "./database.ts";

it("a connection that the server closes in the moment in which it opens ends no process", async () => {
  const pool = new pg.Pool({ connectionString: inject("postgresUrl") });
  pool.on("error", () => {});
  const database = openDatabase(pool, { schema: "public" });
  // As where "ready" and "terminating connection" arrive in one piece: the pool lends it, and nobody has it yet.
  pool.once("connect", (client) =>
    queueMicrotask(() => client.emit("error", new Error("terminating connection due to administrator command"))),
  );
  expect((await database.query("select 1 as one")).rows).toEqual([{ one: 1 }]);
  await pool.end();
});

it("a pool that is given to many engines is listened to once", () => {
  const pool = new pg.Pool({ connectionString: inject("postgresUrl") });
  for (let engine = 0; engine < 12; engine++) openDatabase(pool, { schema: "public" });
  expect(pool.listenerCount("connect")).toBe(1);
});
