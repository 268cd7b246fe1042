import { sql } from "drizzle-orm";
import type { Transaction } from "#db/connection.ts";

/**
 * A photo is a file and a row, which no transaction spans. Whoever gives files their rows holds this lock shared; whoever
 * removes files holds it alone, for a slice of a few hundred. So a form's rows are there before the clean-up looks, or
 * its files are gone before the form looks, and never in between.
 */

/** Any number, the same for all processes. */
const key = 7_364_873;

/** Keeps the clean-up from removing a file until `tx` ends. */
export async function holdPhotos(tx: Transaction): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock_shared(${key}::bigint)`);
}

/** Waits until no form is attaching photos, and keeps new ones waiting until `tx` ends. */
export async function lockPhotos(tx: Transaction): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(${key}::bigint)`);
}
