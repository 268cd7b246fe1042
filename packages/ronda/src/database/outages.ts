import { databaseSubject, type OutageTime } from "../record/outage-time.ts";
import { newRunId } from "../record/run-id.ts";
import type { IncidentReason } from "../types.ts";
import type { Database } from "./database.ts";

/**
 * Writes down as an incident that is over from when until when the database was away: what was told of it came from memory.
 * Each process that met it writes; the first one's row stands for all.
 */
export async function keepOutage(database: Database, { from, until }: OutageTime): Promise<void> {
  const reasons: IncidentReason[] = [{ kind: "database-away", since: from, until }];
  const { kind, name } = databaseSubject;
  await database.transaction(async (connection) => {
    await connection.query(`select from "RondaPatrol" for update`);
    await connection.query(
      `with incident as (
         insert into "RondaIncident" ("id", "subjectKind", "subjectName", "severity", "reasons", "knownKinds", "openedAt",
           "checkedAt", "resolvedAt")
         select $1::uuid, $2::text, $3::text, 'FAILED', $4::jsonb, '{database-away}', $5::timestamptz, $6::timestamptz, $6::timestamptz
         where not exists (select from "RondaIncident" where "subjectKind" = $2 and "subjectName" = $3 and "resolvedAt" >= $5)
         returning "id"
       )
       insert into "RondaIncidentEvent" ("incidentId", "at", "kind", "reasonKinds")
       select "id", event."at", event."kind", '{database-away}' from incident
       cross join (values (1, $5::timestamptz, 'opened'), (2, $6::timestamptz, 'resolved')) as event ("rank", "at", "kind")
       order by event."rank"`,
      [newRunId(until), kind, name, JSON.stringify(reasons), from, until],
    );
  });
}
