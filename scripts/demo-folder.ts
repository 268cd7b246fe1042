import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import { databaseUrl } from "#db/connection.ts";
import { migrate } from "#db/migrate.ts";
import { isEmptyMarketplace, loadSampleData } from "./sample/load.ts";

/** Any number: a demo waits on it for another one that still fills the same database. */
const lockKey = 7_364_875;

/** `not-ours`: people live here whom the demo did not make; nothing was changed. */
export type Filled = "filled" | "not-ours";

/** True where the demo's folder holds the whole story. */
export function isFilled(dataDir: string): boolean {
  return readMark(dataDir) === "ready";
}

/**
 * Fills the demo's folder with sample data, unless it is full. The file `demo` marks the folder from the moment at which
 * its database was seen to be empty, so that a load which was interrupted is known for one: its half-lived marketplace
 * is removed and the story begins again, because nobody can go on in the middle of it.
 */
export async function fillDemoFolder(
  { dataDir, now }: { dataDir: string; now: Date },
  load: typeof loadSampleData = loadSampleData,
): Promise<Filled> {
  const lock = new pg.Client({ connectionString: databaseUrl() });
  await lock.connect();
  try {
    // A demo that is killed may leave this work running; then it is waited for, and all is done.
    await lock.query("select pg_advisory_lock($1)", [lockKey]);
    if (isFilled(dataDir)) return "filled";
    await migrate(databaseUrl());
    if (!(await isEmptyMarketplace())) {
      if (readMark(dataDir) !== "loading") return "not-ours";
      await removeAll(lock, dataDir);
      await migrate(databaseUrl());
    }
    writeFileSync(join(dataDir, "demo"), "loading");
    await load({ now, dataDir });
    writeFileSync(join(dataDir, "demo"), "ready");
    return "filled";
  } finally {
    await lock.end();
  }
}

function readMark(dataDir: string): string | undefined {
  const mark = join(dataDir, "demo");
  return existsSync(mark) ? readFileSync(mark, "utf8") : undefined;
}

async function removeAll(client: pg.Client, dataDir: string): Promise<void> {
  await client.query("drop schema if exists public, drizzle cascade; create schema public");
  rmSync(join(dataDir, "uploads"), { recursive: true, force: true });
}
