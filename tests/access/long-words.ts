import { pool } from "#db/connection.ts";

/** One word as long as somebody can make it; each column takes as much of it as it may hold. */
export const longWord = "W".repeat(200);
const lengths = [200, 120, 100, 80, 60, 40, 30, 20];

/** What people do not type, or what leads to something else by its very letters. */
const notTyped =
  /(?:^id|Id|Key|Hash|Path|Codes)$|^(?:token|password|secret|value|identifier|template|status|role|locale|slug|code|kind|action|entity|jobName|photo|html|text|phone|whatsapp|whatsappGroupUrl|time|meetingTime|meetingCoordinates|difficulty|date)$/;

type Column = { table: string; name: string; type: string };

/**
 * Puts one unbroken word as long as it may be into every column of this schema's tables that holds text which somebody
 * typed, or which came from elsewhere. A column that is new is among them by itself. Returns which were filled.
 */
export async function fillWithLongWords(): Promise<string[]> {
  const { rows } = await pool().query<Column>(
    `select table_name as "table", column_name as "name", data_type as "type" from information_schema.columns
     where table_schema = current_schema() and data_type in ('text', 'ARRAY') order by 1, 2`,
  );
  const filled: string[] = [];
  for (const column of rows.filter(({ table, name }) => !notTyped.test(name) && /^(?!Ronda|__)/.test(table)))
    if (await fill(column)) filled.push(`${column.table}.${column.name}`);
  await pool().query(
    `update "User" set "email" = left(md5("id") || '${longWord}', 60) || '@' || left('${longWord}', 60) || '.example'`,
  );
  // Rows of the audit log are only ever added; replica mode switches its guard off for this one transaction.
  await pool().query(
    `begin; set local session_replication_role = replica;
     update "AuditLog" set "after" = jsonb_build_object('note', '${longWord}', '${longWord}', 1); commit;`,
  );
  return filled;
}

/** False where the database takes no such word: the column holds one of a few. */
async function fill({ table, name, type }: Column): Promise<boolean> {
  for (const length of lengths) {
    const value = type === "ARRAY" ? `array['${longWord.slice(0, length)}', 'a']` : `'${longWord.slice(0, length)}'`;
    const update = `update "${table}" set "${name}" = ${value} where "${name}" is not null`;
    const isTaken = await pool()
      .query(update)
      .then(
        () => true,
        () => false,
      );
    if (isTaken) return true;
  }
  return false;
}
