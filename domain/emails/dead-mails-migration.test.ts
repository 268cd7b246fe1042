import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import { expect, it } from "vitest";
import { databaseUrl } from "#db/connection.ts";
import { ownDatabase } from "#tests/database.ts";

ownDatabase();

const folder = join(import.meta.dirname, "../../db/migrations");
const files = readdirSync(folder)
  .filter((name) => name.endsWith(".sql"))
  .sort();
const deadMails = files.findIndex((name) => name.endsWith("_dead-mails.sql"));
const statementsAbout = (name: string) =>
  readFileSync(join(folder, name), "utf8")
    .split("--> statement-breakpoint")
    .filter((statement) => statement.includes('"EmailJob'));

it("mails that had used up five attempts are dead since they last changed; all others are as they were", async () => {
  const client = new pg.Client({ connectionString: databaseUrl() });
  await client.connect();
  const run = async (names: string[]) => {
    for (const statement of names.flatMap(statementsAbout)) await client.query(statement);
  };
  try {
    // The table as the release before had it, beside today's.
    await client.query(`create schema "before"; set search_path = "before"`);
    await run(files.slice(0, deadMails));
    await client.query(`
      insert into "EmailJob" ("id", "dedupeKey", "toEmail", "fromAddress", "template", "subject", "html", "text", "status",
        "attempts", "nextAttemptAt", "sentAt", "discardedAt", "createdAt", "updatedAt")
      select "id", "id", 'ana@setrip.test', 'x', 'x', 'x', 'x', 'x', "status", "attempts", now(),
        case when "status" = 'SENT' then now() end, "discardedAt"::timestamptz, now(), '2026-05-20T06:00:00Z'
      from (values ('waiting', 'PENDING', 0, null), ('failed', 'FAILED', 4, null), ('dead', 'FAILED', 5, null),
        ('discarded', 'FAILED', 5, '2026-05-21T06:00:00Z'), ('sent', 'SENT', 5, null)
      ) as old ("id", "status", "attempts", "discardedAt")`);
    await run(files.slice(deadMails));
    const { rows } = await client.query(`select "id", "status", "attempts", "deadAt" from "EmailJob" order by "id"`);
    const since = new Date("2026-05-20T06:00:00Z");
    expect(rows).toEqual([
      { id: "dead", status: "FAILED", attempts: 5, deadAt: since },
      { id: "discarded", status: "FAILED", attempts: 5, deadAt: since },
      { id: "failed", status: "FAILED", attempts: 4, deadAt: null },
      { id: "sent", status: "SENT", attempts: 5, deadAt: null },
      { id: "waiting", status: "PENDING", attempts: 0, deadAt: null },
    ]);
  } finally {
    await client.end();
  }
});
