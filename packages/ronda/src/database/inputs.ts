import type { Queryable } from "../types.ts";

/** Keeps with a run what it was given. */
export async function keepInput(database: Queryable, runId: string, input: unknown): Promise<void> {
  await database.query(`update "CronRun" set "input" = $2::jsonb where "id" = $1`, [runId, JSON.stringify(input)]);
}
