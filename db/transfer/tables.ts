import type pg from "pg";

/** A table with the columns that can be written, and how many rows it has. */
export type TableContents = { schema: string; name: string; columns: string[]; rows: number };

/** Where a sequence stands. */
export type SequenceState = { schema: string; name: string; value: string; isCalled: boolean };

/** Everything that this app keeps is in these; what a restore has put aside is not. */
export const ownSchemas = ["public", "drizzle"];

type Connection = Pick<pg.ClientBase, "query">;

/** The tables of {@link ownSchemas}, those first that others refer to. Throws where tables refer to each other in a ring. */
export async function tablesOf(connection: Connection): Promise<TableContents[]> {
  const { rows } = await connection.query<{ schema: string; name: string; columns: string[] }>(
    `select n.nspname as schema, c.relname as name,
       array(select a.attname::text from pg_attribute a
         where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '' order by a.attnum) as columns
     from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind = 'r' and n.nspname = any($1) order by 1, 2`,
    [ownSchemas],
  );
  const tables: TableContents[] = [];
  for (const table of rows) {
    const counted = await connection.query<{ rows: string }>(`select count(*) as rows from ${nameOf(table)}`);
    tables.push({ ...table, rows: Number(counted.rows[0]!.rows) });
  }
  return referredFirst(tables, await references(connection));
}

/** Where the sequences of {@link ownSchemas} stand. */
export async function sequencesOf(connection: Connection): Promise<SequenceState[]> {
  const { rows } = await connection.query<{ schema: string; name: string }>(
    "select schemaname as schema, sequencename as name from pg_sequences where schemaname = any($1) order by 1, 2",
    [ownSchemas],
  );
  const states: SequenceState[] = [];
  for (const sequence of rows) {
    const { rows: found } = await connection.query<{ value: string; isCalled: boolean }>(
      `select last_value::text as value, is_called as "isCalled" from ${nameOf(sequence)}`,
    );
    states.push({ ...sequence, ...found[0]! });
  }
  return states;
}

/** A table's or a sequence's name as SQL. */
export function nameOf({ schema, name }: { schema: string; name: string }): string {
  return `${quoted(schema)}.${quoted(name)}`;
}

/** An identifier as SQL. */
export function quoted(identifier: string): string {
  return `"${identifier.replaceAll('"', '""')}"`;
}

async function references(connection: Connection): Promise<{ from: string; to: string }[]> {
  const { rows } = await connection.query<{ from: string; to: string }>(
    `select distinct f.nspname || '.' || c.relname as "from", t.nspname || '.' || d.relname as "to"
     from pg_constraint k
     join pg_class c on c.oid = k.conrelid join pg_namespace f on f.oid = c.relnamespace
     join pg_class d on d.oid = k.confrelid join pg_namespace t on t.oid = d.relnamespace
     where k.contype = 'f' and k.conrelid <> k.confrelid and f.nspname = any($1)`,
    [ownSchemas],
  );
  return rows;
}

function referredFirst(tables: TableContents[], edges: { from: string; to: string }[]): TableContents[] {
  const sorted: TableContents[] = [];
  let left = tables;
  while (left.length > 0) {
    const waiting = new Set(left.map(({ schema, name }) => `${schema}.${name}`));
    const isFree = ({ schema, name }: TableContents) =>
      edges.every(({ from, to }) => from !== `${schema}.${name}` || !waiting.has(to));
    const free = left.filter(isFree);
    if (free.length === 0) throw new Error(`These tables refer to each other in a ring: ${[...waiting].join(", ")}`);
    sorted.push(...free);
    left = left.filter((table) => !free.includes(table));
  }
  return sorted;
}
