import { and, eq, gte, lt } from "drizzle-orm";
import { newId } from "#db/columns.ts";
import { db } from "#db/connection.ts";
import { policy } from "#domain/policy.ts";
import type { Sheet } from "./format/cells.ts";
import { statementUploads } from "./schema.ts";

/** A file that was read and is being looked at. */
export type StatementUpload = { id: string; accountKey: string; fileName: string; sheet: Sheet };

/** Keeps the cells of a file until somebody has looked at them, and forgets older ones; returns its id. The file itself is kept nowhere. */
export async function keepUpload(
  upload: Omit<StatementUpload, "id"> & { userId: string; now: Date },
): Promise<{ id: string }> {
  const { userId, now, ...values } = upload;
  await forgetUploads(now);
  const id = newId();
  const stamps = { createdAt: now, updatedAt: now };
  await db()
    .insert(statementUploads)
    .values({ id, ...values, fileName: values.fileName || "-", uploadedById: userId, ...stamps });
  return { id };
}

/** One of them; undefined once it was saved, or its time is over. */
export async function findUpload(id: string, now: Date): Promise<StatementUpload | undefined> {
  const { accountKey, fileName, sheet, createdAt } = statementUploads;
  const [found] = await db()
    .select({ id: statementUploads.id, accountKey, fileName, sheet })
    .from(statementUploads)
    .where(and(eq(statementUploads.id, id), gte(createdAt, keptSince(now))));
  return found && { ...found, sheet: found.sheet as Sheet };
}

async function forgetUploads(now: Date): Promise<void> {
  await db()
    .delete(statementUploads)
    .where(lt(statementUploads.createdAt, keptSince(now)));
}

const keptSince = (now: Date) => new Date(now.getTime() - policy.statementUploadKeptMs);
