import { asJob } from "#db/bounds.ts";
import { databaseUrl, disconnect } from "#db/connection.ts";
import { migrate } from "#db/migrate.ts";
import { ronda } from "#ronda.config.ts";
import { startProblem } from "#start-checks.ts";

/** Brings the database up to what this folder's release needs, as each process does at its start. Ends with 1 and the reason. */
try {
  await migrate(databaseUrl());
  await asJob(() => ronda().migrate());
  await disconnect();
} catch (error) {
  console.error(migrationProblem(error));
  process.exit(1);
}
process.exit(0);

/** The statement and PostgreSQL's own words; both stand in the migration's file and hold nobody's data. */
function migrationProblem(error: unknown): string {
  const { cause, message } = error as Error;
  return cause instanceof Error ? `${message}\n${startProblem(cause)}` : startProblem(error);
}
