import { beforeEach, describe, expect, it } from "vitest";
import { defineJob } from "../job/job.ts";
import { createRonda } from "../ronda.ts";
import { testDatabase } from "../testing/database.ts";
import { secret, testLogger } from "../testing/engine.ts";
import { asMissingTables, MissingTablesError } from "./missing-tables.ts";

const { pool } = testDatabase({ migrated: false });
const mails = defineJob({ name: "send-mails", schedule: "*/5 * * * *", description: "Sends mail", run: () => ({}) });

beforeEach(() => pool.query("drop schema public cascade; create schema public"));

const engine = (schema?: string) =>
  createRonda({
    app: "bakery",
    database: pool,
    jobs: [mails],
    secrets: { current: secret },
    logger: testLogger(),
    schema,
  });

const sentence = (schema: string) =>
  expect.stringMatching(new RegExp(`^The engine's tables are not in schema "${schema}".+await ronda\\.migrate\\(\\)`));

describe.each([
  ["public", undefined],
  ["shop_ronda", "shop_ronda"],
])("without migrate(), in schema %s", (schema, given) => {
  it("a run says what to do, in code and over HTTP", async () => {
    const ronda = engine(given);
    expect(await ronda.runCron(mails.name)).toEqual({ ok: false, error: sentence(schema) });
    const asked = new Request("https://bakery.example", { headers: { authorization: `Bearer ${secret}` } });
    const response = await ronda.handle(asked, mails.name);
    expect([response.status, await response.json()]).toEqual([500, { error: sentence(schema) }]);
  });

  it("so do lists and patrols, with the server's own words as the cause", async () => {
    const ronda = engine(given);
    for (const asking of [ronda.runs, ronda.overview, ronda.totals, ronda.patrol]) {
      const error = await asking().catch((thrown) => thrown);
      expect(error).toBeInstanceOf(MissingTablesError);
      expect(error).toMatchObject({
        message: sentence(schema),
        cause: { message: expect.stringMatching(/does not exist/) },
      });
    }
  });
});

it("tables of an older version are told of alike: a function, a column or a table of a newer one is missing", async () => {
  const ronda = engine();
  await ronda.migrate();
  await pool.query(`drop table "RondaTotal"; alter table "CronRun" drop column "lateStatus" cascade`);
  await expect(ronda.totals()).rejects.toMatchObject({ message: sentence("public") });
  await expect(ronda.runs()).rejects.toMatchObject({ message: sentence("public") });
});

it.each([
  ["another's table", { code: "42P01", message: 'relation "Trip" does not exist' }],
  [
    "a column in a trigger",
    { code: "42703", message: 'column "x" does not exist', where: "PL/pgSQL function watch()" },
  ],
  ["another code", { code: "23505", message: 'duplicate key in "CronRun"' }],
  ["no error at all", undefined],
])("anything else stays what it is: %s", (_, error) => expect(asMissingTables(error, "public")).toBe(error));
