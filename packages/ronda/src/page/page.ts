import { textIn } from "../text-in.ts";
import type { LocalizedText } from "../types.ts";
import { page as en } from "../words/en/page.ts";
import { page as id, type PageTexts } from "../words/id/page.ts";
import { acceptedLocale, isLocale, type Locale } from "../words/locale.ts";
import { wordsFor } from "../words/words.ts";
import { act } from "./act.ts";
import { jobPath, linker, locate, pageOfAct, takesForm, type View } from "./address.ts";
import type { Drawing } from "./context.ts";
import { frame } from "./frame.ts";
import { type Message, messageContent } from "./message-view.ts";
import { askWho, checkPageOptions, type PageOptions } from "./options.ts";
import { type Found, notFound, read, type Wanted } from "./reading.ts";
import { redirect, respond } from "./respond.ts";
import type { PageSource } from "./source.ts";
import { startRun } from "./start.ts";
import { createTurns, TooSlow, type Turns } from "./turns.ts";

/** A page answers within 5 s, also while the database is away. */
const answerWithinMs = 4000;
/** A page reads over several connections at once, and those who load it again and again must leave some for the runs. */
const pagesAtOnce = 2;

/**
 * Makes the function that answers requests to the engine's own page: all jobs, one job, runs, one run,
 * incidents, actions, and what people do. Nobody sees or runs anything
 * before `authorize` has named them. It throws {@link DefinitionError} for options that cannot be meant, and what `authorize`
 * throws.
 */
export function createPage(source: PageSource): (request: Request, options: PageOptions) => Promise<Response> {
  const turns = createTurns({ atOnce: pagesAtOnce, withinMs: answerWithinMs });
  return (request, options) => page(source, turns, { request, options });
}

async function page(
  source: PageSource,
  turns: Turns,
  { request, options }: { request: Request; options: PageOptions },
): Promise<Response> {
  checkPageOptions(options);
  const url = new URL(request.url);
  const { base, view } = locate(url.pathname, options.base);
  const allow = takesForm(view) ? "GET, HEAD, OPTIONS, POST" : "GET, HEAD, OPTIONS";
  if (request.method === "OPTIONS") return new Response(null, { status: 204, headers: { allow } });
  const who = await askWho(request, options);
  if (who instanceof Response) return who;

  const drawing = drawingOf(source, { request, url, base, view, actor: who ?? "", options });
  const send = (found: Found, more: Record<string, string> = {}) => {
    const content = "content" in found ? found.content : messageContent(found, drawing);
    const { status = 200 } = found;
    const headers = { "content-language": drawing.locale, ...("content" in found ? found.headers : {}), ...more };
    return respond(request, { status, document: frame(content, drawing), headers });
  };
  const { errors } = drawing.texts;
  if (who === undefined) return send({ status: 403, title: "forbidden", sentence: errors.noAccess });
  if (!allow.split(", ").includes(request.method)) {
    return send({ status: 405, title: "method", sentence: errors.methodOf(allow) }, { allow });
  }
  if (view.kind === "start") {
    if (!source.jobs.has(view.name)) return send(notFound("noJob", drawing));
    if (request.method !== "POST") return redirect(`${drawing.link(jobPath(view.name))}#run-now`);
    const started = await startRun(source, request, { name: view.name, drawing, waitUntil: options.waitUntil });
    if ("location" in started) return redirect(started.location);
    if (!("filled" in started)) return send(started);
    return await show({ view: { kind: "job", name: view.name }, request, url, drawing, filled: started.filled });
  }
  if (view.kind === "act") {
    const page = pageOfAct(view);
    if (request.method !== "POST") return redirect(drawing.link(pathOf(page)));
    const done = await act(source, request, { wanted: { ...view, path: pathOf(page) }, drawing }).catch((error) =>
      unavailable(error, source, drawing),
    );
    if ("location" in done) return redirect(done.location);
    return "filled" in done ? await show({ view: page, request, url, drawing, refused: done }) : send(done);
  }
  return await show({ view, request, url, drawing });

  async function show(wanted: Wanted): Promise<Response> {
    let draw: () => Found;
    try {
      draw = await turns(() => read(source, wanted));
    } catch (error) {
      return send(unavailable(error, source, drawing), { "retry-after": "5" });
    }
    return send(draw());
  }
}

/** SQLSTATEs of a server that is there and refuses; 08, 53 and 57 are those of one that is not, or not now. */
const refusal = /^(?!08|53|57)[0-9A-Z]{5}$/;
/** A table, and a schema, that is not there. */
const missing = ["42P01", "3F000"];

function unavailable(error: unknown, source: PageSource, { texts, here }: Drawing): Message {
  const { errors } = texts;
  const code = String((error as { code?: unknown } | null)?.code ?? "");
  const sentence = () => {
    if (error instanceof TooSlow) return errors.databaseSlow;
    if (missing.includes(code)) return errors.noTables;
    return refusal.test(code) ? errors.databaseRefused : errors.databaseAway;
  };
  const detail = error instanceof TooSlow ? undefined : source.describe(error);
  const way = { href: here({}), name: errors.again };
  return { status: 503, title: "unavailable", sentence: sentence(), detail, tone: "failed", way };
}

const pageTexts: Record<Locale, PageTexts> = { id, en };

type Visit = { request: Request; url: URL; base: string; view: View; actor: string; options: PageOptions };

function drawingOf(source: PageSource, { request, url, base, view, actor, options }: Visit): Drawing {
  const chosen = url.searchParams.get("lang");
  const lang = isLocale(chosen) ? chosen : undefined;
  const locale = lang ?? options.locale ?? acceptedLocale(request.headers.get("accept-language")) ?? "en";
  const { displayZone: zone, zoneNames } = source;
  const link = linker(base, lang);
  const parameters = { ...kept(url), lang };
  return {
    app: source.app,
    jobs: source.jobs,
    actor,
    locale,
    lang,
    zone,
    zoneNames,
    now: source.clock(),
    texts: pageTexts[locale],
    words: wordsFor({
      locale,
      displayZone: zone,
      zoneNames,
      secretName: options.secretName,
      advice: adviceIn(locale, options),
    }),
    link,
    guideUrl: options.guideUrl ?? (() => undefined),
    // A form that comes back is not to be lost.
    refreshes: url.searchParams.get("refresh") !== "off" && !takesForm(view),
    done: doneOf(url, view),
    here: (changed) => link(pathOf(view), { ...parameters, ...changed }),
  };
}

/** What the address says that has just been done; only where it can have been done. */
function doneOf(url: URL, view: View): Drawing["done"] {
  const done = url.searchParams.get("done");
  const possible = { job: ["pause", "resume"], run: ["release"], incident: ["acknowledge", "snooze"] };
  const verbs = Object.hasOwn(possible, view.kind) ? possible[view.kind as keyof typeof possible] : [];
  return verbs.find((verb) => verb === done) as Drawing["done"];
}

/** The parameters that say which page this is. */
function kept(url: URL): Record<string, string> {
  const names = ["job", "status", "before", "refresh"];
  return Object.fromEntries(
    names.flatMap((name) => (url.searchParams.get(name) ? [[name, url.searchParams.get(name)!]] : [])),
  );
}

function pathOf(view: View): string {
  if (view.kind === "runs") return "/runs";
  if (view.kind === "incidents" || view.kind === "actions") return `/${view.kind}`;
  if (view.kind === "run") return `/runs/${encodeURIComponent(view.id)}`;
  if (view.kind === "incident") return `/incidents/${encodeURIComponent(view.id)}`;
  if (view.kind === "act") return pathOf(pageOfAct(view));
  return view.kind === "job" || view.kind === "start" ? jobPath(view.name) : "";
}

function adviceIn(locale: Locale, { advice = {} }: PageOptions): Record<string, string> {
  const texts = Object.entries(advice) as [string, LocalizedText][];
  return Object.fromEntries(texts.map(([kind, text]) => [kind, textIn(text, locale)]));
}
