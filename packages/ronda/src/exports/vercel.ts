import { patrolName } from "../http/handle.ts";
import { formatFields } from "../schedule/schedule-fields.ts";
import { fieldsInZone } from "../schedule/translate.ts";
import { ExportError } from "./export-error.ts";
import { type ListedJob, scheduleOf } from "./job-schedule.ts";

/** What Vercel takes of a project, on every plan (https://vercel.com/docs/cron-jobs/usage-and-pricing). */
const mostEntries = 100;
/** The longest path that its own check of `vercel.json` takes (`cronsSchema` of `packages/cli/src/util/validate-config.ts`). */
const longestPath = 512;

/**
 * `vercel.json` with a cron entry a job and one for the patrol, which no living process does there. Vercel reads
 * schedules in UTC, digits only, never with both day fields (https://vercel.com/docs/cron-jobs); throws
 * {@link ExportError} for a job that cannot be said so, and for more than Vercel takes. Vercel calls these entries its older
 * format, and its newer Schedules a beta: these need no other code and are there on every plan.
 */
export function vercelJson(jobs: readonly ListedJob[], basePath: string): string {
  const crons = [
    ...jobs.map((job) => ({ path: `${basePath}/${job.name}`, schedule: vercelSchedule(job) })),
    { path: `${basePath}/${patrolName}`, schedule: "* * * * *" },
  ];
  if (crons.length > mostEntries) {
    throw new ExportError(`Vercel takes at most ${mostEntries} cron entries a project, and these are ${crons.length}`);
  }
  const long = crons.find(({ path }) => path.length > longestPath);
  if (long)
    throw new ExportError(`Vercel takes paths of at most ${longestPath} characters: ${long.path.slice(0, 60)}…`);
  return `${JSON.stringify({ $schema: "https://openapi.vercel.sh/vercel.json", crons }, null, 2)}\n`;
}

/** The jobs that Vercel's Hobby plan refuses to deploy: those due more often than once a day. */
export function tooOftenForHobby(jobs: readonly ListedJob[]): string[] {
  const dayMs = 24 * 3_600_000;
  return jobs.filter((job) => scheduleOf(job).shortestGapMs < dayMs).map((job) => job.name);
}

function vercelSchedule(job: ListedJob): string {
  const schedule = scheduleOf(job);
  const fields = fieldsInZone(schedule.fields, schedule.timeZone, "UTC");
  if (!fields) {
    throw new ExportError(
      `"${job.name}" is due at "${job.schedule}" in ${schedule.timeZone}, but Vercel knows UTC only and this cannot be said in it; give the job a schedule in UTC`,
    );
  }
  if (fields.dayOfMonth.length < 31 && fields.dayOfWeek.length < 7) {
    throw new ExportError(
      `"${job.name}" is due at "${job.schedule}", but Vercel refuses a day of month and a day of week together; use one of them`,
    );
  }
  return formatFields(fields);
}
