import { withoutHidden } from "../runs/hidden-values.ts";
import type { View } from "./address.ts";
import type { Content, Drawing } from "./context.ts";
import { formCookie, formToken } from "./form.ts";
import { type FilledForm, jobContent } from "./job-view.ts";
import type { Message } from "./message-view.ts";
import { overviewContent } from "./overview-view.ts";
import { jsonOf, runContent } from "./run-view.ts";
import { runsContent, runsPerPage, wantedRuns } from "./runs-view.ts";
import type { PageSource } from "./source.ts";

/** How many runs of a job stand on its page. */
const runsOfJob = 20;
const weekMs = 7 * 24 * 60 * 60 * 1000;

/** A page that was found, with what its response says besides; or why there is none. */
export type Found = { content: Content; status?: number; headers?: Record<string, string> } | Message;

/** What is asked for; `filled` where a form comes back to who sent it. */
export type Wanted = { view: View; request: Request; url: URL; drawing: Drawing; filled?: FilledForm };

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
    case "run": {
      const run = await source.run(view.id);
      if (!run) return () => notFound("noRun", drawing);
      return () => ({ content: runContent(run, { canRun: source.jobs.has(run.jobName) }, drawing) });
    }
    default:
      return () => notFound("noView", drawing);
  }
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
  const { request, url, drawing } = wanted;
  const { jobs } = await source.overview();
  const overview = jobs.find((job) => job.name === name);
  if (!overview) return () => notFound("noJob", drawing);
  const [runs, filled] = await Promise.all([
    source.runs({ job: name, limit: runsOfJob }),
    wanted.filled ?? readAgain(source, name, url.searchParams.get("again")),
  ]);
  return () => {
    const { secret, setCookie } = formCookie(request);
    const form = { token: formToken(secret, { actor: drawing.actor, job: name }), ...filled };
    const content = jobContent({ overview, job: source.jobs.get(name), runs, form }, drawing);
    const headers: Record<string, string> = setCookie ? { "set-cookie": setCookie } : {};
    return { content, headers, status: wanted.filled ? 400 : 200 };
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
export function notFound(what: "noView" | "noJob" | "noRun", drawing: Drawing): Message {
  return { status: 404, title: "notFound", sentence: drawing.texts.errors[what], way: allRuns(drawing) };
}

function allRuns({ link, texts }: Drawing): Message["way"] {
  return { href: link("/runs"), name: texts.allRuns };
}
