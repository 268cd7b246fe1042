import { sql } from "drizzle-orm";
import { check, index, jsonb, pgTable, text } from "drizzle-orm/pg-core";
import { createdAt, id, oneOf } from "#db/columns.ts";

/** Who may change something: a person, an admin, a job, or a provider's webhook. */
export const actorTypes = ["USER", "ADMIN", "CRON", "WEBHOOK"] as const;

/** Who changed what, from what, to what. Rows are only ever added; a trigger refuses the rest. */
export const auditLogs = pgTable(
  "AuditLog",
  {
    id: id(),
    actorType: text("actorType", { enum: actorTypes }).notNull(),
    /** A user's id, or the job's name for CRON. */
    actorId: text("actorId"),
    /** The verb, such as `trip.complete`. */
    action: text("action").notNull(),
    entity: text("entity").notNull(),
    entityId: text("entityId").notNull(),
    before: jsonb("before"),
    after: jsonb("after"),
    createdAt: createdAt(),
  },
  (table) => [
    check("AuditLog_actorType_check", oneOf("actorType", actorTypes)),
    index("AuditLog_entity_entityId_idx").on(table.entity, table.entityId),
    index("AuditLog_createdAt_idx").on(table.createdAt),
    // What one person did. Jobs, which write most rows by far, pay nothing for it.
    index("AuditLog_person_idx").on(table.actorId, table.createdAt).where(sql`"actorType" in ('USER', 'ADMIN')`),
  ],
);
