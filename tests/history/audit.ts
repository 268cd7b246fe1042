import { pool } from "#db/connection.ts";
import type { Snapshot } from "./snapshot.ts";

type AuditRow = { id: string; row: string; isNew: boolean; before: string | null; after: string | null };

/** Follows the audit log and the mail queue from step to step. */
export function createFollower() {
  let [lastAudit, lastMail] = ["", ""];
  return {
    /** What the step wrote into the audit log, in its order. */
    async newAudits(): Promise<AuditRow[]> {
      const rows = await readAudits(lastAudit);
      lastAudit = rows.at(-1)?.id ?? lastAudit;
      return rows;
    },
    /** The mails that the step queued, each as its template and its reader's id, sorted. */
    async newMails(): Promise<string[]> {
      const { rows } = await pool().query<{ id: string; mail: string }>(
        `select job."id", job."template" || ' ' || coalesce(reader."id", job."toEmail") as "mail"
         from "EmailJob" job left join "User" reader on lower(reader."email") = job."toEmail"
         where job."id" > $1 order by job."id"`,
        [lastMail],
      );
      lastMail = rows.at(-1)?.id ?? lastMail;
      return rows.map(({ mail }) => mail).sort();
    },
  };
}

/**
 * What changed in one step without an audit row, or otherwise than it was written down; empty when all is well.
 * Rule: docs/domain.md#i7-nothing-without-a-trace
 */
export function unwrittenIn(audits: AuditRow[], before: Snapshot, after: Snapshot): string[] {
  const written = Map.groupBy(audits, ({ row }) => row);
  const names = new Set([...before.rows.keys(), ...after.rows.keys()]);
  return [...names].flatMap((name) => complaint(name, before, after, written.get(name) ?? []));
}

async function readAudits(after: string): Promise<AuditRow[]> {
  const { rows } = await pool().query<AuditRow>(
    `select "id", "entity" || ' ' || "entityId" as "row", "before" is null as "isNew",
       "before" ->> 'status' as "before", "after" ->> 'status' as "after"
     from "AuditLog" where "id" > $1 order by "id"`,
    [after],
  );
  return rows;
}

function complaint(name: string, before: Snapshot, after: Snapshot, written: AuditRow[]): string[] {
  const [was, is] = [before.rows.get(name), after.rows.get(name)];
  if (was && !is) return [`${name} is gone`];
  if (was?.line === is?.line) return [];
  if (written.length === 0) return [`${name} changed from ${was?.line} to ${is?.line}, and nobody wrote it down`];
  if (!was && !written[0]!.isNew) return [`${name} is new, and its first audit row says that it was there before`];
  let status = was?.status;
  for (const row of written.filter((one) => one.after !== null)) {
    if ((row.before ?? undefined) !== status) return [`${name} was ${status}, and ${row.before} is written down`];
    status = row.after!;
  }
  return status === is?.status ? [] : [`${name} is ${is?.status}, and ${status} is written down`];
}
