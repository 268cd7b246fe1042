import { sql } from "drizzle-orm";
import { newId } from "#db/columns.ts";
import type { Transaction } from "#db/connection.ts";
import type { AuditAction } from "./actions.ts";
import type { actorTypes } from "./schema.ts";
import { auditLogs } from "./schema.ts";

/** Who does something: a person, an admin, a cron job by its name, or a payment provider. */
export type Actor = { type: (typeof actorTypes)[number]; id?: string };

/** Who does something and when: what every change is told. */
export type By = { actor: Actor; now: Date };

/** One change of one row of a table. */
export type AuditRow = {
  actor: Actor;
  /** `noun.verb`, such as `trip.complete`. */
  action: AuditAction;
  /** The table, such as `Trip`. */
  entity: string;
  entityId: string;
  /** The columns that changed, as they were; null for a new row. */
  before: Record<string, unknown> | null;
  /** The same columns as they are now. */
  after: Record<string, unknown> | null;
};

/** One statement carries this many rows: few enough that its text stays small. */
const rowsPerStatement = 5_000;

/**
 * Writes who changed what, in the transaction of the change itself. Does nothing without rows.
 * Rule: docs/domain.md#written-together
 */
export async function audit(tx: Transaction, rows: readonly AuditRow[], { now }: { now: Date }): Promise<void> {
  for (let from = 0; from < rows.length; from += rowsPerStatement) {
    await insert(tx, rows.slice(from, from + rowsPerStatement), now);
  }
}

/** One JSON parameter instead of eight a row: 100,000 rows in a run are usual here. */
async function insert(tx: Transaction, rows: readonly AuditRow[], now: Date): Promise<void> {
  const json = JSON.stringify(
    rows.map(({ actor, ...row }) => ({ id: newId(), actorType: actor.type, actorId: actor.id ?? null, ...row })),
  );
  await tx.execute(sql`
    insert into ${auditLogs} ("id", "actorType", "actorId", "action", "entity", "entityId", "before", "after", "createdAt")
    select "id", "actorType", "actorId", "action", "entity", "entityId", "before", "after", ${now.toISOString()}::timestamptz
    from jsonb_to_recordset(${json}::jsonb) as row (
      "id" text, "actorType" text, "actorId" text, "action" text, "entity" text, "entityId" text, "before" jsonb, "after" jsonb
    )
  `);
}
