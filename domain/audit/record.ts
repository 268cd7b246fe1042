import { newId } from "#db/columns.ts";
import { db, transaction } from "#db/connection.ts";
import { type AuditRow, audit } from "./audit.ts";
import { auditLogs } from "./schema.ts";

/** Writes down something that an actor did and that changes no row itself, such as starting a job by hand. */
export function recordAction(row: AuditRow, at: { now: Date }): Promise<void> {
  return transaction((tx) => audit(tx, [row], at));
}

/**
 * The same for something that must not be done twice, however often and in how many processes its form arrives: `id` is the
 * form's own, a UUID. False where it was written down before.
 */
export async function recordOnce({ actor, ...row }: AuditRow & { id: string }, at: { now: Date }): Promise<boolean> {
  const written = await db()
    .insert(auditLogs)
    .values({ ...row, actorType: actor.type, actorId: actor.id ?? null, createdAt: at.now })
    .onConflictDoNothing()
    .returning({ id: auditLogs.id });
  return written.length > 0;
}

/** The key of a form whose action shall be done once, see {@link recordOnce}. */
export const newFormKey = newId;
