import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type pg from "pg";
import { onceAProcess } from "#once-a-process.ts";

const folder = join(dirname(fileURLToPath(import.meta.url)), "migrations", "meta");

/** The tables that this release's migrations leave and the database lacks: somebody removed them. Empty where all are there. */
export async function missingTables(database: Pick<pg.Pool, "query">): Promise<string[]> {
  const { rows } = await database.query<{ names: string[] | null }>(
    `select array_agg(name order by name) as names from unnest($1::text[]) as known (name)
     where to_regclass(quote_ident(name)) is null`,
    [knownTables()],
  );
  return rows[0]?.names ?? [];
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
