import { rmSync } from "node:fs";
import pg from "pg";
import type { TestProject } from "vitest/node";
import { startEmbedded, stopEmbedded } from "#db/embedded.ts";
import { migrate } from "#db/migrate.ts";
import { carefree, folderInMemory } from "./fast-postgres.ts";
import { temporaryFolder } from "./temporary-folder.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** A superuser's address of the test server. */
    postgresUrl: string;
    /** The database to clone: every migration applied, no rows. */
    templateDatabase: string;
    /** Where the run's tests put what they need on disk. */
    temporaryFolder: string;
  }
}

/** One PostgreSQL for the whole run, with a migrated database that every test file clones, and a folder for what tests write. `TEST_DATABASE_URL` names another server. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = folderInMemory("setrip-test-");
  const external = process.env.TEST_DATABASE_URL;
  const url = external ?? (await startEmbedded(folder, { ...carefree, max_connections: "300" })).url;

  const template = `setrip_template_${process.pid}`;
  const admin = new pg.Client({ connectionString: url });
  await admin.connect();
  await admin.query(`drop database if exists ${template}`);
  await admin.query(`create database ${template}`);
  await migrate(withDatabase(url, template));
  project.provide("postgresUrl", url);
  project.provide("templateDatabase", template);
  const temporary = temporaryFolder();
  project.provide("temporaryFolder", temporary.folder);

  return async () => {
    // What tests have made of it, as the engine's do, goes with it.
    const { rows } = await admin.query<{ name: string }>(
      "select datname as name from pg_database where starts_with(datname, $1)",
      [template],
    );
    for (const { name } of rows) await admin.query(`drop database ${name} with (force)`);
    await admin.end();
    if (!external) stopEmbedded(folder);
    rmSync(folder, { recursive: true, force: true });
    temporary.remove();
  };
}

function withDatabase(url: string, name: string): string {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.href;
}
