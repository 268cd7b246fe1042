import type { IncidentSubject } from "../types.ts";

/** When the database was away, as the patrols of a process met it. */
export type OutageTime = { from: Date; until: Date };

/** What the incident of a database that was away is about. */
export const databaseSubject: IncidentSubject = { kind: "host", name: "database" };
