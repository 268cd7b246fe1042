import { isInputComplete } from "../actions/run-again.ts";
import { withoutHidden } from "../runs/hidden-values.ts";
import type { Run } from "../types.ts";
import type { FilledAct } from "./act.ts";
import type { Forms } from "./act-forms.ts";
import { jobPath, type View } from "./address.ts";
import type { Content, Drawing } from "./context.ts";
import { formCookie, formToken } from "./form.ts";
import { html } from "./html.ts";
import { incidentContent } from "./incident-view.ts";
import { type FilledForm, jobContent } from "./job-view.ts";
import { actionsContent, entriesPerPage, incidentsContent, wantedEntries } from "./lists-view.ts";
import type { Message } from "./message-view.ts";
import { overviewContent } from "./overview-view.ts";
import { jsonOf, type RunPage, runContent } from "./run-view.ts";
import { runsContent, runsPerPage, wantedRuns } from "./runs-view.ts";
import type { PageSource } from "./source.ts";

/** How many runs of a job stand on its page. */
const runsOfJob = 20;
/** How many actions stand on a job's page. */
const actionsOfJob = 5;
const weekMs = 7 * 24 * 60 * 60 * 1000;

/** A page that was found, with what its response says besides; or why there is none. */
export type Found = { content: Content; status?: number; headers?: Record<string, string> } | Message;

/** What is asked for; `filled` where a form comes back to who sent it. */
export type Wanted = {
  view: View;
  request: Request;
  url: URL;
  drawing: Drawing;
  filled?: FilledForm;
  /** The form of an action that comes back, and with which status. */
  refused?: { filled: FilledAct; status: number };
};

/** Reads what a view shows, and returns what draws it: only the reading may find the database away. */
export async function read(source: PageSource, wanted: Wanted): Promise<() => Found> {
  const { view, url, drawing } = wanted;
  switch (view.kind) {
    case "overview": {
      const since = new Date(drawing.now.getTime() - weekMs).toISOString().slice(0, 10);
      const [overview, rejections] = await Promise.all([source.overview(), source.rejections(since)]);
      return () => ({ content: overviewContent(overview, rejections, drawing) });
    }
    case "job":
      return readJob(source, view.name, wanted);
    case "runs":
      return readRuns(source, url.searchParams, drawing);
    case "run":
      return readRun(source, view.id, wanted);
    case "incidents":
      return readList(wanted, incidentsContent, ({ name, ...filter }) => source.incidents({ ...filter, name }));
    case "actions":
      return readList(wanted, actionsContent, ({ name, ...filter }) => source.actions({ ...filter, name }));
    case "incident":
      return readIncident(source, view.id, wanted);
    default:
      return () => notFound("noView", drawing);
  }
}

/** What the forms of a page need, with the header that sets the cookie of a browser that has none. */
function formsOf(
  { request, drawing, refused }: Wanted,
  path: string,
): { forms: Forms; headers: Record<string, string> } {
  const { secret, setCookie } = formCookie(request);
  const tokens = (about: string) => formToken(secret, { actor: drawing.actor, about });
  return {
    forms: { tokens, path, filled: refused?.filled },
    headers: setCookie ? { "set-cookie": setCookie } : {},
  };
}

/** Says why an action was refused also where its form is not there any more: somebody was first, or it is over. */
function told(content: Content, { refused }: Wanted): Content {
  if (!refused || html`${content.main}`.text.includes(`id="problem-${refused.filled.verb}"`)) return content;
  return { ...content, main: html`<p class="notice failed" role="alert">${refused.filled.problem}</p>${content.main}` };
}

async function readRun(source: PageSource, id: string, wanted: Wanted): Promise<() => Found> {
  const { drawing } = wanted;
  const run = await source.run(id);
  if (!run) return () => notFound("noRun", drawing);
  return () => {
    const { forms, headers } = formsOf(wanted, `/runs/${encodeURIComponent(run.id)}`);
    const content = runContent(run, { again: howAgain(source, run), acts: forms }, drawing);
    return { content: told(content, wanted), headers, status: wanted.refused?.status ?? 200 };
  };
}

async function readIncident(source: PageSource, id: string, wanted: Wanted): Promise<() => Found> {
  const { drawing } = wanted;
  const incident = await source.incident(id);
  if (!incident) return () => notFound("noIncident", drawing);
  const isFound = incident.subject.kind === "watch" && incident.resolvedAt === null;
  const watches = isFound ? (await source.overview()).watches : [];
  const sentence = watches.find(({ name }) => name === incident.subject.name)?.sentence ?? null;
  return () => {
    const { forms, headers } = formsOf(wanted, `/incidents/${encodeURIComponent(incident.id)}`);
    const content = incidentContent({ incident, sentence }, forms, drawing);
    return { content: told(content, wanted), headers, status: wanted.refused?.status ?? 200 };
  };
}

/** Whether a run can be run again as it was: not while it runs, nor where it never ran or its input is not whole. */
function howAgain({ jobs }: PageSource, run: Run): RunPage["again"] {
  if (!jobs.has(run.jobName) || run.hasLease) return "no";
  return run.status === "SKIPPED" || run.status === "MISSED" || !isInputComplete(run) ? "fill" : "as-it-was";
}

/** A list of incidents or actions, a page at a time. */
async function readList<Entry>(
  { url, drawing }: Wanted,
  draw: (
    listed: { entries: Entry[]; name: string | undefined; before: string | undefined },
    drawing: Drawing,
  ) => Content,
  readEntries: (filter: { name: string | undefined; before: string | undefined; limit: number }) => Promise<Entry[]>,
): Promise<() => Found> {
  const wanted = wantedEntries(url.searchParams);
  if (typeof wanted === "string") {
    return () => ({ status: 400, title: "badRequest", sentence: drawing.texts.errors[wanted], way: allRuns(drawing) });
  }
  const entries = await readEntries({ ...wanted, limit: entriesPerPage + 1 });
  return () => ({ content: draw({ entries, ...wanted }, drawing) });
}

async function readRuns(source: PageSource, parameters: URLSearchParams, drawing: Drawing): Promise<() => Found> {
  const wanted = wantedRuns(parameters);
  if (typeof wanted === "string") {
    const sentence = drawing.texts.errors[wanted];
    return () => ({ status: 400, title: "badRequest", sentence, way: allRuns(drawing) });
  }
  const runs = await source.runs({ ...wanted, limit: runsPerPage + 1 });
  return () => ({ content: runsContent({ runs, wanted, jobNames: [...source.jobs.keys()] }, drawing) });
}

async function readJob(source: PageSource, name: string, wanted: Wanted): Promise<() => Found> {
  const { url, drawing } = wanted;
  const { jobs } = await source.overview();
  const overview = jobs.find((job) => job.name === name);
  if (!overview) return () => notFound("noJob", drawing);
  const [runs, actions, filled] = await Promise.all([
    source.runs({ job: name, limit: runsOfJob }),
    source.actions({ kind: "job", name, limit: actionsOfJob }),
    wanted.filled ?? readAgain(source, name, url.searchParams.get("again")),
  ]);
  return () => {
    const { forms: acts, headers } = formsOf(wanted, jobPath(name));
    const form = { token: acts.tokens(name), ...filled };
    const content = jobContent({ overview, job: source.jobs.get(name), runs, form, actions, acts }, drawing);
    return { content: told(content, wanted), headers, status: wanted.filled ? 400 : (wanted.refused?.status ?? 200) };
  };
}

/** A form with the input of a run that is to be done again; empty where there is none to take. */
async function readAgain(source: PageSource, name: string, runId: string | null): Promise<FilledForm> {
  const run = runId ? await source.run(runId) : undefined;
  if (run?.jobName !== name || run.input === null) return {};
  const { input, isLess } = withoutHidden(run.input);
  return { input: input === undefined ? "" : jsonOf(input), isLess };
}

/** Says what is not there, and leads to all runs. */
export function notFound(what: "noView" | "noJob" | "noRun" | "noIncident", drawing: Drawing): Message {
  const { errors, acts } = drawing.texts;
  const sentence = what === "noIncident" ? acts.errors.noIncident : errors[what];
  return { status: 404, title: "notFound", sentence, way: allRuns(drawing) };
}

function allRuns({ link, texts }: Drawing): Message["way"] {
  return { href: link("/runs"), name: texts.allRuns };
}
