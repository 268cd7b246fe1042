import type { BoundedPool } from "./pool.ts";

type Asked = Pick<BoundedPool, "query" | "renew">;

/**
 * Whether the database takes no writes, see the kind `read-only` of {@link DatabaseUnavailableError}. A connection keeps
 * what it might do when it was opened: one that may only read is asked again on a new one, and no other is used again.
 */
export async function isReadOnly(pool: Asked): Promise<boolean> {
  if (!(await mayOnlyRead(pool))) return false;
  pool.renew();
  const readOnly = await mayOnlyRead(pool);
  if (readOnly) pool.renew();
  return readOnly;
}

async function mayOnlyRead(pool: Asked): Promise<boolean> {
  const { rows } = await pool.query<{ readOnly: boolean }>(
    `select current_setting('transaction_read_only') = 'on' as "readOnly"`,
  );
  return rows[0]?.readOnly === true;
}
