import { randomBytes } from "node:crypto";
import pg from "pg";
import { migrate } from "#db/migrate.ts";

/** A new database on the server of the browser tests, with the app's tables in it; its address. */
export async function newDatabase(): Promise<string> {
  const url = await freshDatabase();
  await migrate(url);
  return url;
}

/** A new database on the server of the browser tests, with nothing in it; its address. */
export async function freshDatabase(): Promise<string> {
  const url = new URL(process.env.DATABASE_URL ?? "");
  const name = `own_${randomBytes(6).toString("hex")}`;
  const admin = new pg.Client({ connectionString: url.href });
  await admin.connect();
  await admin.query(`create database ${name}`);
  await admin.end();
  url.pathname = `/${name}`;
  return url.href;
}
