import { desc, gte, lt, sql, sum } from "drizzle-orm";
import { db } from "#db/connection.ts";
import { limits } from "#limits.ts";
import { failedPages } from "./schema.ts";

/** So many pages ended in an error within a minute, for one reason. */
export type FailedPages = typeof failedPages.$inferInsert;

const { windowMs, keptMs } = limits.failedPages;

/** Adds what one process has counted, and forgets what is older than a day. */
export async function keepFailedPages(counted: FailedPages[], now: Date): Promise<void> {
  if (counted.length === 0) return;
  await db()
    .insert(failedPages)
    .values(counted)
    .onConflictDoUpdate({
      target: [failedPages.minute, failedPages.cause],
      set: { count: sql`${failedPages.count} + excluded."count"` },
    });
  await db()
    .delete(failedPages)
    .where(lt(failedPages.minute, new Date(now.getTime() - keptMs)));
}

/** How many pages failed lately, since when, and the cause of most; zero, and nothing else, where none did. */
export async function recentlyFailedPages(
  now: Date,
): Promise<{ count: number; oldestAt: Date | null; cause: string | null }> {
  const [found] = await db()
    .select({
      count: sql<number>`(sum(sum(${failedPages.count})) over ())::integer`,
      oldestAt: sql`min(min(${failedPages.minute})) over ()`.mapWith(failedPages.minute),
      cause: failedPages.cause,
    })
    .from(failedPages)
    .where(gte(failedPages.minute, new Date(now.getTime() - windowMs)))
    .groupBy(failedPages.cause)
    .orderBy(desc(sum(failedPages.count)), failedPages.cause)
    .limit(1);
  return found ?? { count: 0, oldestAt: null, cause: null };
}
