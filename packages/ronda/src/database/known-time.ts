import type { IncidentSubject, Queryable } from "../types.ts";

/**
 * What the database knows of the time: the last moment at which a process said that it was alive or, where the clock that
 * `subject` is about has leapt and nobody has said that it is right, that it still is so. Nothing where no process ever was.
 */
export async function readKnownTime(
  database: Queryable,
  subject: IncidentSubject,
): Promise<{ at: Date; hasLeapt: boolean } | undefined> {
  const { rows } = await database.query(
    `select greatest(patrol."aliveAt", incident."checkedAt") as "at", incident."id" is not null as "hasLeapt"
     from "RondaPatrol" patrol left join "RondaIncident" incident
       on incident."subjectKind" = $1 and incident."subjectName" = $2 and incident."resolvedAt" is null`,
    [subject.kind, subject.name],
  );
  return rows[0] as { at: Date; hasLeapt: boolean } | undefined;
}
