import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, expect, it } from "vitest";
import { testDatabase } from "./testing/database.ts";

/** What these guides show is run as it stands; that all of them compile is in `types.test.ts`. */

const packageFolder = join(import.meta.dirname, "..");
const { pool, url } = testDatabase({ migrated: false });

// As in an app: the packages are found beside it. Below `node_modules` itself Node reads no TypeScript.
const folder = mkdtempSync(join(tmpdir(), "ronda-guides-"));
symlinkSync(join(packageFolder, "..", "..", "node_modules"), join(folder, "node_modules"));
writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Writes the files that a document names, with those of the quick start beside them, and returns their names. */
function copyFiles(document: string): string[] {
  const files = (path: string) => [
    ...readFileSync(join(packageFolder, path), "utf8").matchAll(/^```ts\n\/\/ (\S+\.ts)\n([\s\S]*?)^```$/gm),
  ];
  const own = files(document);
  for (const [, file = "", code = ""] of [...files("README.md"), ...own]) writeFileSync(join(folder, file), code);
  return own.map(([, file = ""]) => file);
}

/** Runs a file to its end, with this database and nothing else of the environment; gives what it wrote and its exit code. */
async function run(...args: string[]): Promise<{ code: number; output: string }> {
  const env = {
    NODE_ENV: "test" as const,
    PATH: process.env.PATH,
    DATABASE_URL: url,
    CRON_SECRET: "the secret of a guide, 32 letters or more",
  };
  try {
    const { stdout, stderr } = await promisify(execFile)(process.execPath, args, { cwd: folder, env });
    return { code: 0, output: stdout + stderr };
  } catch (error) {
    const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string };
    return { code, output: stdout + stderr };
  }
}

it("the guide about testing: its tests pass as they stand, and fail where the job is wrong", async () => {
  expect(copyFiles("guides/testing.md")).toEqual(["receipts-job.ts", "test-engine.ts", "receipts.test.ts"]);
  const right = await run("--test", "receipts.test.ts");
  expect(right, right.output).toMatchObject({ code: 0, output: expect.stringContaining("pass 5") });

  const job = readFileSync(join(folder, "receipts-job.ts"), "utf8");
  writeFileSync(join(folder, "receipts-job.ts"), job.replace("sent++;", ""));
  const wrong = await run("--test", "receipts.test.ts");
  expect(wrong, wrong.output).toMatchObject({ code: 1, output: expect.stringContaining("fail 3") });
});

it("the guide about upgrading: what says that the tables are old, what brings them up to date, and a version that is older", async () => {
  expect(copyFiles("guides/upgrading.md")).toEqual(["migrate.ts", "after-upgrade.ts"]);
  const before = await run("after-upgrade.ts");
  expect(before, before.output).toMatchObject({ code: 1, output: expect.stringContaining("await ronda.migrate()") });

  // Two processes that start at the same moment.
  const done = { code: 0, output: "the tables are up to date\n" };
  expect(await Promise.all([run("migrate.ts"), run("migrate.ts")])).toEqual([done, done]);
  const after = await run("after-upgrade.ts");
  expect(after, after.output).toMatchObject({ code: 0, output: expect.stringContaining("1 of 1 jobs are well") });

  // To a later version this one is the version before.
  await pool.query(`insert into "RondaMigration" select max("version") + 1, now() from "RondaMigration"`);
  await pool.query(`alter table "CronRun" add column "ofLater" text`);
  expect(await run("migrate.ts")).toEqual(done);
  const { rows } = await pool.query(
    `select count(*)::integer from information_schema.columns where column_name = 'ofLater'`,
  );
  expect(rows).toEqual([{ count: 1 }]);
  expect(await run("after-upgrade.ts")).toMatchObject({ code: 0 });
});
