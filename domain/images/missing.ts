import { and, count, eq, isNotNull, min, ne } from "drizzle-orm";
import { db } from "#db/connection.ts";
import type { Stuck } from "#domain/stuck.ts";
import { fileChecks, tripImages } from "./schema.ts";

/** Photos that a trip shows and the store lacks, as the last check saw them; those that were replaced since are left out. */
export async function missingPhotos(): Promise<Stuck> {
  const [row] = await db()
    .select({ count: count(), oldestAt: min(fileChecks.missingSince) })
    .from(fileChecks)
    .innerJoin(tripImages, eq(tripImages.path, fileChecks.name))
    .where(isNotNull(fileChecks.missingSince));
  return { count: row?.count ?? 0, amountRupiah: 0, oldestAt: row?.oldestAt ?? null };
}

/** Proofs, identity cards and evidence that a row names and the store lacks. */
export async function missingPapers(): Promise<Stuck> {
  const [row] = await db()
    .select({ count: count(), oldestAt: min(fileChecks.missingSince) })
    .from(fileChecks)
    .where(and(isNotNull(fileChecks.missingSince), ne(fileChecks.kind, "foto")));
  return { count: row?.count ?? 0, amountRupiah: 0, oldestAt: row?.oldestAt ?? null };
}
