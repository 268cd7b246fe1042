import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type pg from "pg";
import { onceAProcess } from "#once-a-process.ts";

const folder = join(dirname(fileURLToPath(import.meta.url)), "migrations", "meta");

/** More tell no more. */
const mostNamed = 10;

/** The first tables that this release's migrations leave and the database lacks: somebody removed them. Empty where all are there. */
export async function missingTables(database: Pick<pg.Pool, "query">): Promise<string[]> {
  const { rows } = await database.query<{ name: string }>(
    `select name from unnest($1::text[]) as known (name) where to_regclass(quote_ident(name)) is null order by name limit $2`,
    [knownTables(), mostNamed],
  );
  return rows.map(({ name }) => name);
}

/** As the generator of migrations wrote them down beside the newest one that it made. */
function knownTables(): string[] {
  return onceAProcess("known tables", () => {
    const newest = readdirSync(folder)
      .filter((name) => name.endsWith("_snapshot.json"))
      .sort()
      .at(-1)!;
    const { tables } = JSON.parse(readFileSync(join(folder, newest), "utf8")) as Snapshot;
    return Object.values(tables).map(({ name }) => name);
  });
}

type Snapshot = { tables: Record<string, { name: string }> };
