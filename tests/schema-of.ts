import type pg from "pg";

/**
 * All that a database is made of, apart from its rows and the order of its columns, a line each and sorted: columns with
 * types, defaults and how they are stored, checks, keys, indexes, triggers, functions, views, sequences, extensions,
 * comments, settings and rights.
 */
export async function schemaOf(client: Pick<pg.ClientBase, "query">): Promise<string[]> {
  const { rows } = await client.query<{ line: string }>(`${parts.join(" union all ")} order by line`);
  return rows.map(({ line }) => line);
}

/** Ours, and the migrator's own. */
const ours = "n.nspname in ('public', 'drizzle')";
/** What an extension brought is its own. */
const notOf = (catalog: string, id: string) =>
  `not exists (select from pg_depend d where d.classid = '${catalog}'::regclass and d.objid = ${id} and d.deptype = 'e')`;

const parts = [
  `select format('relation %s.%s kind %s, %s, settings %s, comment %s, rights %s, security %s', n.nspname, c.relname, c.relkind,
     c.relpersistence, c.reloptions, obj_description(c.oid, 'pg_class'), c.relacl, c.relrowsecurity) as line
   from pg_class c join pg_namespace n on n.oid = c.relnamespace where ${ours} and ${notOf("pg_class", "c.oid")}`,
  `select format('column %s.%s %s, not null %s, default %s, collation %s, identity %s, generated %s, storage %s %s, comment %s', c.relname,
     a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull, pg_get_expr(v.adbin, v.adrelid), a.attcollation::regcollation,
     a.attidentity, a.attgenerated, a.attstorage, a.attcompression, col_description(c.oid, a.attnum))
   from pg_attribute a join pg_class c on c.oid = a.attrelid and c.relkind in ('r', 'p', 'v', 'm')
     join pg_namespace n on n.oid = c.relnamespace left join pg_attrdef v on v.adrelid = c.oid and v.adnum = a.attnum
   where ${ours} and a.attnum > 0 and not a.attisdropped`,
  `select format('constraint %s %s %s, %s %s, valid %s, comment %s', c.conrelid::regclass, c.conname, pg_get_constraintdef(c.oid),
     c.condeferrable, c.condeferred, c.convalidated, obj_description(c.oid, 'pg_constraint'))
   from pg_constraint c join pg_namespace n on n.oid = c.connamespace where ${ours}`,
  `select format('index %s, valid %s, comment %s', pg_get_indexdef(i.indexrelid), i.indisvalid, obj_description(i.indexrelid, 'pg_class'))
   from pg_index i join pg_class c on c.oid = i.indrelid join pg_namespace n on n.oid = c.relnamespace where ${ours}`,
  `select format('trigger %s, enabled %s, comment %s', pg_get_triggerdef(t.oid), t.tgenabled, obj_description(t.oid, 'pg_trigger'))
   from pg_trigger t join pg_class c on c.oid = t.tgrelid join pg_namespace n on n.oid = c.relnamespace where ${ours} and not t.tgisinternal`,
  `select format('function %s, rights %s, comment %s', pg_get_functiondef(p.oid), p.proacl, obj_description(p.oid, 'pg_proc'))
   from pg_proc p join pg_namespace n on n.oid = p.pronamespace where ${ours} and p.prokind <> 'a' and ${notOf("pg_proc", "p.oid")}`,
  `select format('view %s.%s %s', n.nspname, c.relname, pg_get_viewdef(c.oid))
   from pg_class c join pg_namespace n on n.oid = c.relnamespace where ${ours} and c.relkind in ('v', 'm')`,
  `select format('sequence %s.%s %s from %s by %s, %s to %s, cycle %s', n.nspname, c.relname, s.seqtypid::regtype, s.seqstart,
     s.seqincrement, s.seqmin, s.seqmax, s.seqcycle)
   from pg_sequence s join pg_class c on c.oid = s.seqrelid join pg_namespace n on n.oid = c.relnamespace where ${ours}`,
  "select format('extension %s %s', e.extname, e.extversion) from pg_extension e",
];
