import { isUuid } from "../database/uuid.ts";
import type { RunStatus, RunSummary, Trigger } from "../types.ts";
import type { Content, Drawing } from "./context.ts";
import { type Html, html } from "./html.ts";
import { runLines } from "./run-lines.ts";

/** How many runs stand on a page. */
export const runsPerPage = 50;

const longestName = 200;
const statuses = Object.keys({
  RUNNING: 1,
  SUCCESS: 1,
  FAILED: 1,
  TIMED_OUT: 1,
  ABANDONED: 1,
  SKIPPED: 1,
  MISSED: 1,
} satisfies Record<RunStatus, 1>) as RunStatus[];

/** Which runs are asked for. */
export type Wanted = {
  job: string | undefined;
  status: RunStatus | undefined;
  trigger: Trigger | undefined;
  before: string | undefined;
};

const triggers = Object.keys({ schedule: 1, manual: 1, "catch-up": 1 } satisfies Record<Trigger, 1>) as Trigger[];

/** What an address asks for, or what in it cannot be asked for. An empty value, as forms send it, asks for nothing. */
export function wantedRuns(parameters: URLSearchParams): Wanted | "badJob" | "badStatus" | "badTrigger" | "badCursor" {
  const value = (name: string) => parameters.get(name) || undefined;
  const [job, status, trigger, before] = [value("job"), value("status"), value("trigger"), value("before")];
  if (job !== undefined && (job.length > longestName || /\p{Cc}|\p{Cs}/u.test(job))) return "badJob";
  if (status !== undefined && !statuses.includes(status as RunStatus)) return "badStatus";
  if (trigger !== undefined && !triggers.includes(trigger as Trigger)) return "badTrigger";
  if (before !== undefined && !isUuid(before)) return "badCursor";
  return { job, status: status as RunStatus | undefined, trigger: trigger as Trigger | undefined, before };
}

/** A list of runs, newest first, a page at a time. `runs` has one more than is shown where there are older ones. */
export function runsContent(
  { runs, wanted, jobNames }: { runs: readonly RunSummary[]; wanted: Wanted; jobNames: readonly string[] },
  drawing: Drawing,
): Content {
  const { texts, link } = drawing;
  const { job, status, trigger, before } = wanted;
  const shown = runs.slice(0, runsPerPage);
  const oldest = runs.length > runsPerPage ? shown.at(-1)?.id : undefined;
  const isFiltered = Boolean(job ?? status ?? trigger ?? before);
  return {
    title: texts.runs,
    tone: "ok",
    place: "runs",
    isMoving: shown.some((run) => run.status === "RUNNING"),
    main: html`<h1>${texts.runs}</h1>
${filter(wanted, jobNames, drawing)}
${shown.length > 0 ? runLines(shown, drawing) : html`<p class="soft">${isFiltered ? texts.noMatch : texts.noRuns}</p>`}
<nav class="pages" aria-label="${texts.runs}">
${before && html`<a class="button" href="${link("/runs", { job, status, trigger })}">${texts.newest}</a>`}
${oldest && html`<a class="button" rel="next" href="${link("/runs", { job, status, trigger, before: oldest })}">${texts.older}</a>`}
</nav>`,
  };
}

function filter(
  { job, status, trigger }: Wanted,
  jobNames: readonly string[],
  { texts, words, link, lang }: Drawing,
): Html {
  // A handler that is written by hand has runs, and no place in the registry.
  const names = job === undefined || jobNames.includes(job) ? jobNames : [...jobNames, job];
  const option = (value: string, shown: string, chosen: boolean) =>
    html`<option value="${value}"${chosen && html` selected`}>${shown}</option>`;
  return html`<form class="filter" method="get" action="${link("/runs", { lang: undefined })}">
${lang && html`<input type="hidden" name="lang" value="${lang}">`}
<label>${texts.job}<select name="job">${option("", texts.allJobs, job === undefined)}${names.map((name) => option(name, name, name === job))}</select></label>
<label>${texts.status}<select name="status">${option("", texts.allStatuses, status === undefined)}${statuses.map((each) => option(each, `${each.replace("_", " ")} – ${words.status(each)}`, each === status))}</select></label>
<label>${texts.trigger}<select name="trigger">${option("", texts.allTriggers, trigger === undefined)}${triggers.map((each) => option(each, words.trigger(each), each === trigger))}</select></label>
<button class="button" type="submit">${texts.filter}</button>
</form>`;
}
