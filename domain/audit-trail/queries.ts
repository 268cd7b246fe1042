import { and, desc, eq, inArray, type SQL, sql } from "drizzle-orm";
import { anyOf } from "#db/conditions.ts";
import { db } from "#db/connection.ts";
import { type actorTypes, auditLogs } from "#domain/audit/schema.ts";
import { behind, type PageOf, pageOf } from "#domain/lists/pages.ts";
import { users } from "#domain/users/schema.ts";

/** Which changes a list shows; everything that is given has to fit. */
export type AuditFilter = { entity?: string; entityId?: string; actorId?: string; action?: string; cursor?: string };

/** One change with the name of who made it. */
export type AuditEntry = {
  id: string;
  action: string;
  entity: string;
  entityId: string;
  before: Record<string, unknown> | null;
  after: Record<string, unknown> | null;
  createdAt: Date;
  /** The code of the booking that the row is or belongs to, where it is one. */
  booking: string | null;
  actor: {
    type: (typeof actorTypes)[number];
    id: string | null /** A person's; null for a job. */;
    name: string | null;
  };
};

/** How many changes one page holds. */
const changesPerPage = 50;

/** Who changed what, the newest first. */
export async function listChanges(filter: AuditFilter = {}): Promise<PageOf<AuditEntry>> {
  const { cursor, entity, entityId, actorId, action } = filter;
  const where = and(
    entity ? eq(auditLogs.entity, entity) : undefined,
    entityId ? eq(auditLogs.entityId, entityId) : undefined,
    actorId ? and(eq(auditLogs.actorId, actorId), inArray(auditLogs.actorType, ["USER", "ADMIN"])) : undefined,
    action ? eq(auditLogs.action, action) : undefined,
    behind(cursor, { at: auditLogs.createdAt, id: auditLogs.id, newestFirst: true }),
  );
  const rows = await readChanges(where, changesPerPage + 1);
  return pageOf(rows, ({ createdAt, id }) => ({ at: createdAt, id }), changesPerPage);
}

/** Everything that was ever done to these rows, whatever their tables, the newest first. */
export function changesOf(entityIds: readonly string[]): Promise<AuditEntry[]> {
  const tables = inArray(auditLogs.entity, ["Trip", "Booking", "Payment", "Payout", "Refund"]);
  return readChanges(and(tables, anyOf(auditLogs.entityId, entityIds)), 500);
}

/** The last change of one row: who was first, for somebody who came second. Undefined for a row that was never changed. */
export async function lastChange(entity: string, entityId: string): Promise<AuditEntry | undefined> {
  const [last] = await readChanges(and(eq(auditLogs.entity, entity), eq(auditLogs.entityId, entityId)), 1);
  return last;
}

/** By a booking's own id, or by that of its payment, payout or refund: each is looked for in its own table alone. */
const bookingOf = sql<string | null>`case "AuditLog"."entity"
  when 'Booking' then (select b."code" from "Booking" b where b."id" = "AuditLog"."entityId")
  when 'Payment' then (select b."code" from "Payment" p join "Booking" b on b."id" = p."bookingId" where p."id" = "AuditLog"."entityId")
  when 'Payout' then (select b."code" from "Payout" o join "Booking" b on b."id" = o."bookingId" where o."id" = "AuditLog"."entityId")
  when 'Refund' then (select b."code" from "Refund" r join "Booking" b on b."id" = r."bookingId" where r."id" = "AuditLog"."entityId")
end`;

async function readChanges(where: SQL | undefined, most: number): Promise<AuditEntry[]> {
  const rows = await db()
    .select({ change: auditLogs, actorName: users.name, booking: bookingOf })
    .from(auditLogs)
    .leftJoin(users, and(eq(users.id, auditLogs.actorId), inArray(auditLogs.actorType, ["USER", "ADMIN"])))
    .where(where)
    .orderBy(desc(auditLogs.createdAt), desc(auditLogs.id))
    .limit(most);
  return rows.map(({ change, actorName, booking }) => {
    const { actorType, actorId, before, after, ...rest } = change;
    const sides = { before: before as AuditEntry["before"], after: after as AuditEntry["after"] };
    return { ...rest, ...sides, booking, actor: { type: actorType, id: actorId, name: actorName } };
  });
}
