import type pg from "pg";

/**
 * The tables that somebody has locked whole for longer than `sinceMs`, each with the server's process that did: pages
 * that need one of them wait. Empty when there is none. Asks the catalogue and waits for none of the locks.
 */
export async function lockedTables(database: Pick<pg.Pool, "query">, sinceMs: number): Promise<string[]> {
  const { rows } = await database.query<{ name: string; pid: number; seconds: number | null }>(
    `select class.relname as name, locks.pid, extract(epoch from clock_timestamp() - activity.xact_start)::integer as seconds
     from pg_locks locks
     join pg_class class on class.oid = locks.relation and class.relkind in ('r', 'p')
     join pg_namespace namespace on namespace.oid = class.relnamespace and namespace.nspname = current_schema()
     left join pg_stat_activity activity on activity.pid = locks.pid
     where locks.granted and locks.mode in ('AccessExclusiveLock', 'ExclusiveLock')
       and locks.database = (select oid from pg_database where datname = current_database())
       and coalesce(clock_timestamp() - activity.xact_start > $1 * interval '1 millisecond', true)
     order by name, locks.pid`,
    [sinceMs],
  );
  return rows.map(
    ({ name, pid, seconds }) => `${name} by process ${pid}${seconds === null ? "" : ` for ${seconds} s`}`,
  );
}
