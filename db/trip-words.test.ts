import { randomBytes } from "node:crypto";
import pg from "pg";
import { afterEach, expect, inject, it } from "vitest";
import { migrate } from "./migrate.ts";

const name = `trip_words_${randomBytes(4).toString("hex")}`;

afterEach(() => on("postgres", (admin) => admin.query(`drop database if exists ${name} with (force)`)));

it("looks a word up in an index instead of reading every trip", async () => {
  await on("postgres", (admin) => admin.query(`create database ${name} template ${inject("templateDatabase")}`));
  const plan = await on(name, async (client) => {
    await client.query("set session_replication_role = replica");
    // Five thousand are read fast enough without; the question is whether the search can be answered by it.
    await client.query("set enable_seqscan = off");
    await client.query(fiveThousandTrips);
    await client.query(`analyze "Trip"`);
    return client.query(
      `explain select id from "Trip" where status in ('OPEN', 'FULL') and (title ilike '%zanzibar%' or destination ilike '%zanzibar%')`,
    );
  });
  expect(JSON.stringify(plan.rows)).toContain("Trip_words_idx");
});

it("does without it on a server that does not let the module in", async () => {
  await on("postgres", (admin) => admin.query(`create database ${name}`));
  await on(name, (client) => client.query(refusingExtensions));
  await migrate(urlOf(name));
  const { rows } = await on(name, (client) => client.query(`select to_regclass('"Trip_words_idx"') as index`));
  expect(rows).toEqual([{ index: null }]);
});

const fiveThousandTrips = `
  insert into "Trip" (id, "organizerId", slug, title, destination, description, itinerary, includes, excludes,
    "meetingPoint", "meetingTime", date, "closesOn", "pricePerPax", quota, status, "createdAt", "updatedAt")
  select n, 'hugo', n, 'Trip ' || md5(n::text), md5(n::text), '', '[]', '{}', '{}', '', '', '2026-06-01', '2026-05-30',
    300000, 10, 'OPEN', '2026-05-01', '2026-05-01'
  from generate_series(1, 5000) n`;

/** As a hosted server answers that allows a list of modules only. */
const refusingExtensions = `
  create function refuse() returns event_trigger language plpgsql as
    $$ begin raise 'not allowed' using errcode = 'insufficient_privilege'; end $$;
  create event trigger refuse on ddl_command_start when tag in ('CREATE EXTENSION') execute function refuse()`;

async function on<Result>(database: string, work: (client: pg.Client) => Promise<Result>): Promise<Result> {
  const client = new pg.Client({ connectionString: urlOf(database) });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

function urlOf(database: string): string {
  const url = new URL(inject("postgresUrl"));
  url.pathname = `/${database}`;
  return url.href;
}
