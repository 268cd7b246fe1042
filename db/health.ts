import { pool } from "./connection.ts";
import { appliedMigrations, knownMigrations } from "./migrate.ts";

/** `migrated` is false, too, when nobody could be asked. */
export type DatabaseHealth = { reachable: boolean; migrated: boolean };

/** Whether the database answers and has every migration of this release. Never throws. */
export async function databaseHealth(): Promise<DatabaseHealth> {
  try {
    const applied = await appliedMigrations(pool());
    return { reachable: true, migrated: applied >= knownMigrations() };
  } catch {
    return { reachable: false, migrated: false };
  }
}
