import { existsSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import pg from "pg";
import { env } from "#env.ts";
import { limits } from "#limits.ts";
import { checkStart, startProblem } from "#start-checks.ts";
import { portProblem } from "./port.ts";

/**
 * Everything that the app of this folder would refuse, said before PM2 starts it: `deploy/ecosystem.config.cjs` and the
 * deployment ask this in a process of its own. Ends with 0, or with 1 and a line for each thing that is wrong.
 * `--before-build` looks at what a build needs not be there for.
 */
const { values } = parseArgs({ options: { "before-build": { type: "boolean", default: false } } });

const oldestPostgres = 15;

const problems: string[] = [];
if (!values["before-build"] && !existsSync(join(import.meta.dirname, "../.next/BUILD_ID")))
  problems.push("The app is not built here: npm run build");
try {
  await checkStart();
  problems.push(
    ...(await Promise.all([databaseProblem(), portProblem(env().PORT)])).filter((found) => found !== undefined),
  );
  if (!env().CRON_SECRET) console.error("CRON_SECRET is not set: the app starts, but no cron job runs until it is");
} catch (error) {
  problems.push(startProblem(error));
}
for (const problem of problems) console.error(problem);
process.exit(problems.length > 0 ? 1 : 0);

async function databaseProblem(): Promise<string | undefined> {
  const { DATABASE_URL } = env();
  if (!DATABASE_URL) {
    return "DATABASE_URL is not set, neither in .env nor in the environment. Several processes need one PostgreSQL; the embedded one serves a single process, started with npm start";
  }
  const client = new pg.Client({ connectionString: DATABASE_URL, connectionTimeoutMillis: limits.database.connectMs });
  client.on("error", () => {});
  try {
    await client.connect();
    const { rows } = await client.query<{ version: string }>("select current_setting('server_version_num') as version");
    const major = Math.floor(Number(rows[0]!.version) / 10_000);
    if (major < oldestPostgres)
      return `The database in DATABASE_URL is PostgreSQL ${major}; SeTrip needs ${oldestPostgres} or newer`;
    return undefined;
  } catch (error) {
    return startProblem(error);
  } finally {
    await client.end().catch(() => {});
  }
}
