import { pool } from "#db/connection.ts";
import type { BrokenRow } from "#domain/ledger/books-error.ts";
import { brokenRules } from "#domain/ledger/reconcile.ts";

/** What the books cannot show: that each change was written down, once. */
const auditRules = {
  "I7: no state changed without an audit row, and none was written twice": `
    select "entityId" from "AuditLog" where "action" = 'trip.complete' group by "entityId" having count(*) > 1
    union all
    select t."id" from "Trip" t where t."status" = 'COMPLETED' and t."completedAt" > t."createdAt"
      and not exists (select from "AuditLog" a where a."entityId" = t."id" and a."action" = 'trip.complete')`,
};

/** Rows that a test put there were made without a line in the audit log, and their money is held as long as the test wants. */
const ofGivenRows = ["unrecorded", "held-until"];

/** Enough to see which figure it is. */
const nameOf = ({ id, of, what, figures }: BrokenRow) =>
  what ? [of, what, figures && `${figures.is} <> ${figures.must}`, id].filter(Boolean).join(" ") : id;

/** The invariants that do not hold, with the ids that break them; an empty object when all is well. */
export async function brokenInvariants(): Promise<Record<string, string[]>> {
  const broken: Record<string, string[]> = {};
  for (const { rule, says, rows } of await brokenRules()) {
    if (!ofGivenRows.includes(rule)) broken[says] = [...(broken[says] ?? []), ...rows.map(nameOf)];
  }
  for (const [name, query] of Object.entries(auditRules)) {
    const { rows } = await pool().query({ text: query, rowMode: "array" });
    if (rows.length > 0) broken[name] = rows.map(([id]) => String(id));
  }
  return broken;
}
