import { appendFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { runbookCommands } from "#docs/runbook-commands.ts";
import { ended, newSite, type Site } from "./site.ts";

// What the runbook says to type, typed as it stands there, on a site that runs under the real PM2. One line after the other.

vi.setConfig({ testTimeout: 180_000, hookTimeout: 420_000 });

const typed = Object.entries(runbookCommands).flatMap(([line, held]) =>
  "typed" in held ? [[line, held] as const] : [],
);
const isSql = (line: string) => /^(select|alter) /.test(line);

/** Has the crontab's files of its own. */
const home = mkdtempSync(join(tmpdir(), "setrip-home-"));
let site: Site;
let database: pg.Client;

beforeAll(async () => {
  site = await newSite();
  appendFileSync(
    join(site.clone, ".env"),
    "METRICS_TOKEN=the token that only the tests know, 32+\nMAIL_CALLS_PER_SECNOD=2\n",
  );
  const { code, output } = await site.deploy();
  expect(code, output).toBe(0);
  database = new pg.Client({ connectionString: site.databaseUrl });
  await database.connect();
  await somethingToRead();
});
afterAll(async () => {
  await database?.end();
  await site?.stop();
  rmSync(home, { recursive: true });
});

describe("a shell in the app's folder", () => {
  it.each(typed.filter(([line]) => !isSql(line)))("%s", async (line, { typed: words, endsWith = [0] }) => {
    const type = async () =>
      ended(site.start("env", `HOME=${home}`, "LC_ALL=C", "sh", "-c", quick(line) + (await ofThisSite(line))));
    let { code, output } = await type();
    // A busy machine's app says for a moment that it is too busy to be ready.
    const until = Date.now() + 90_000;
    while (line === "npx ronda doctor" && !words.test(output) && Date.now() < until) ({ code, output } = await type());
    expect(endsWith, output).toContain(code);
    expect(output).toMatch(words);
  });
});

describe("psql", () => {
  it.each(typed.filter(([line]) => isSql(line)))("%s", async (line) => {
    await database.query("begin; do $$ begin create role setrip; exception when duplicate_object then null; end $$");
    try {
      await expect(database.query(line)).resolves.toBeDefined();
    } finally {
      await database.query("rollback");
    }
  });
});

/** npx itself starts npm for a second or two: one line is enough for that, the others get what it would find. */
function quick(line: string): string {
  return line === "npx ronda list" ? "" : 'npx() { program=$1; shift; "node_modules/.bin/$program" "$@"; }; ';
}

/** The line with what this site has in place of the example's names. */
async function ofThisSite(line: string): Promise<string> {
  const { rows } = await database.query<{ id: string }>(
    `select "id" from "CronRun" where "jobName" = 'expire-payments' order by "id" limit 1`,
  );
  return line
    .replaceAll("<job>", "expire-payments")
    .replaceAll("<run>", String(rows[0]?.id))
    .replace("https://your-domain.com", `http://localhost:${site.port}`)
    .replace("127.0.0.1:3000", `127.0.0.1:${site.port}`);
}

/** What the log is searched for: a refused sign-in, a request that the front refuses, and a page that fails. */
async function somethingToRead(): Promise<void> {
  const origin = `http://localhost:${site.port}`;
  await fetch(`${origin}/api/auth/sign-in/email`, {
    method: "POST",
    headers: { "content-type": "application/json", origin },
    body: JSON.stringify({ email: "eve@setrip.example", password: "a guess that is wrong" }),
  });
  await fetch(`${origin}/?${Array.from({ length: 101 }, (_, at) => `a${at}=1`).join("&")}`);
  await database.query(`alter table "Trip" rename to "Trip_away"`);
  await fetch(origin);
  await database.query(`alter table "Trip_away" rename to "Trip"`);
}
