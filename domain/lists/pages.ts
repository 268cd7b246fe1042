import { type AnyColumn, type SQL, sql } from "drizzle-orm";

/** Long lists, a page at a time. A page goes on behind the last row of the one before, so that it costs the same however far one reads. */

/** One page of a list; `next` is the cursor of the following page, absent on the last one. */
export type PageOf<Row> = { rows: Row[]; next?: string };

/** How many rows a page of the back office holds, unless its list says otherwise. */
export const rowsPerPage = 25;

/** Where a row stands in a list that is ordered by a moment, then by id. */
type Place = { at: Date | null; id: string };

/** Makes a page of what was read with a limit of one more than a page holds. */
export function pageOf<Row>(read: Row[], placeOf: (row: Row) => Place, size: number = rowsPerPage): PageOf<Row> {
  const rows = read.slice(0, size);
  const last = rows.at(-1);
  return last && read.length > size ? { rows, next: cursorOf(placeOf(last)) } : { rows };
}

/**
 * The condition for rows that stand behind a cursor; nothing without one. One that was tampered with counts as none.
 * Goes with `order by at, id` in the same direction.
 */
export function behind(
  cursor: string | undefined,
  { at, id, newestFirst = false }: { at: AnyColumn; id: AnyColumn; newestFirst?: boolean },
): SQL | undefined {
  const place = cursor === undefined ? undefined : placeOf(cursor);
  if (!place) return undefined;
  const values = sql`(${place.at.toISOString()}::timestamptz, ${place.id})`;
  return newestFirst ? sql`(${at}, ${id}) < ${values}` : sql`(${at}, ${id}) > ${values}`;
}

function cursorOf({ at, id }: Place): string {
  return `${(at ?? new Date(0)).getTime()}.${id}`;
}

function placeOf(cursor: string): { at: Date; id: string } | undefined {
  const [, ms, id] = /^(\d{1,15})\.([\w-]{1,64})$/.exec(cursor) ?? [];
  return ms && id ? { at: new Date(Number(ms)), id } : undefined;
}
