import { transaction } from "#db/connection.ts";
import { type AuditRow, audit } from "./audit.ts";

/** Writes down something that an actor did and that changes no row itself, such as starting a job by hand. */
export function recordAction(row: AuditRow, at: { now: Date }): Promise<void> {
  return transaction((tx) => audit(tx, [row], at));
}
