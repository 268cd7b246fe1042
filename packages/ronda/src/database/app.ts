import { DefinitionError } from "../job/definition.ts";
import type { Queryable } from "../types.ts";

/**
 * Keeps whose tables these are, and refuses another app's engine: it would answer for jobs that it does not know, and
 * each of the two would wait for the other's runs. Must run in the transaction of the migration, which only one has.
 */
export async function claimTables(
  connection: Queryable,
  { app, renamedFrom, schema }: { app: string; renamedFrom?: string | undefined; schema: string },
): Promise<void> {
  const { rows } = await connection.query(`select "name" from "RondaApp"`);
  const owner = rows[0]?.name;
  if (owner === app) return;
  if (owner !== undefined && owner !== renamedFrom) throw new DefinitionError(belongsToAnother({ app, owner, schema }));
  await connection.query(
    `insert into "RondaApp" ("name") values ($1) on conflict ("one") do update set "name" = excluded."name"`,
    [app],
  );
}

function belongsToAnother({ app, owner, schema }: { app: string; owner: unknown; schema: string }): string {
  const given = JSON.stringify(app);
  const former = JSON.stringify(owner);
  return [
    `createRonda: the tables in schema "${schema}" belong to the app ${former}, and this one is called ${given}.`,
    `Two apps in one database have a schema each: createRonda({ app: ${given}, schema: "${schemaFor(app, schema)}", … }).`,
    `If ${former} is now called ${given}, say so: createRonda({ app: ${given}, renamedFrom: ${former}, … }).`,
  ].join("\n");
}

const mostOfName = 50;

/** A name that a schema may have and that tells whose it is; never the one that is taken. */
function schemaFor(app: string, taken: string): string {
  const name = app
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "_")
    .replace(/^(?=\d)/, "_")
    .slice(0, mostOfName);
  const suggested = `${name}_ronda`;
  return suggested === taken ? `${suggested}_2` : suggested;
}
