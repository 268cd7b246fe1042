import { isUuid } from "../database/uuid.ts";
import type { Action, Incident } from "../types.ts";
import { around } from "./act-forms.ts";
import { jobPath } from "./address.ts";
import { shape } from "./badge.ts";
import type { Content, Drawing } from "./context.ts";
import { type Html, html } from "./html.ts";
import { incidentChips, isOfAll, reasonInWords, subjectOf, toneOfIncident } from "./incident-view.ts";
import { time } from "./moment.ts";

/** How many incidents or actions stand on a page. */
export const entriesPerPage = 50;

const longestName = 200;
/** Which of a list an address asks for, or that it cannot. */
export function wantedEntries(
  parameters: URLSearchParams,
): { name: string | undefined; before: string | undefined } | "badJob" | "badCursor" {
  const value = (key: string) => parameters.get(key) || undefined;
  const [name, before] = [value("job"), value("before")];
  if (name !== undefined && (name.length > longestName || /\p{Cc}|\p{Cs}/u.test(name))) return "badJob";
  return before !== undefined && !isUuid(before) ? "badCursor" : { name, before };
}

type Listed<Entry> = { entries: readonly Entry[]; name: string | undefined; before: string | undefined };

/** All incidents, newest first, a page at a time. `entries` has one more than is shown where there are older ones. */
export function incidentsContent({ entries, name, before }: Listed<Incident>, drawing: Drawing): Content {
  const { acts } = drawing.texts;
  const shown = entries.slice(0, entriesPerPage);
  return {
    title: acts.incidents,
    tone: "ok",
    place: "incidents",
    isMoving: false,
    main: html`<h1>${acts.incidents}</h1>
${shown.length > 0 ? html`<ol class="plain">${shown.map((incident) => incidentLine(incident, drawing))}</ol>` : html`<p class="soft">${acts.noIncidents}</p>`}
${pages("/incidents", { label: acts.incidents, name, before, oldest: entries.length > shown.length ? shown.at(-1)?.id : undefined }, drawing)}`,
  };
}

function incidentLine(incident: Incident, drawing: Drawing): Html {
  const { link, texts } = drawing;
  const [reason] = incident.reasons;
  const path = link(`/incidents/${encodeURIComponent(incident.id)}`);
  return html`<li><span>${shape(toneOfIncident(incident))} <a href="${path}">${subjectOf(incident, drawing)}</a>${reason && html`: ${reasonInWords(reason, drawing, null)}`}
<span class="soft small">${around(texts.since, time(incident.since, drawing))}</span></span> ${incidentChips(incident, drawing)}</li>
`;
}

/** Who did what, newest first, a page at a time. */
export function actionsContent({ entries, name, before }: Listed<Action>, drawing: Drawing): Content {
  const { acts } = drawing.texts;
  const shown = entries.slice(0, entriesPerPage);
  return {
    title: acts.actions,
    tone: "ok",
    place: "actions",
    isMoving: false,
    main: html`<h1>${name === undefined ? acts.actions : acts.actionsOf(name)}</h1>
${actionLines(shown, drawing)}
${pages("/actions", { label: acts.actions, name, before, oldest: entries.length > shown.length ? shown.at(-1)?.id : undefined }, drawing)}`,
  };
}

/** Actions, a line each, each with what it was done to. */
export function actionLines(actions: readonly Action[], drawing: Drawing): Html {
  const { acts } = drawing.texts;
  if (actions.length === 0) return html`<p class="soft">${acts.noActions}</p>`;
  return html`<ol class="plain">${actions.map((action) => actionLine(action, drawing))}</ol>`;
}

function actionLine(action: Action, drawing: Drawing): Html {
  const { texts } = drawing;
  const { until } = action.details;
  const at = typeof until === "string" ? new Date(until) : undefined;
  const shownUntil = at && !Number.isNaN(at.getTime()) && html` ${around(texts.acts.until, time(at, drawing))}`;
  return html`<li><span><b>${action.actor}</b> ${texts.acts.verbs[action.verb] ?? action.verb} ${subjectLink(action, drawing)}${shownUntil}${action.reason && html` <span class="soft">· ${action.reason}</span>`}</span> <span>${time(action.at, drawing)}</span></li>
`;
}

/** What was acted on, as a link to where it is seen. */
function subjectLink({ subject, incidentId, runId }: Action, drawing: Drawing): Html {
  const { link, texts } = drawing;
  const name = isOfAll(subject) ? texts.acts.allAtOnce : subject.name;
  const path = pathOf({ subject, incidentId, runId });
  return path ? html`<a href="${link(path)}">${name}</a>` : html`${name}`;
}

function pathOf({ subject, incidentId, runId }: Pick<Action, "subject" | "incidentId" | "runId">): string | undefined {
  if (incidentId) return `/incidents/${encodeURIComponent(incidentId)}`;
  if (runId) return `/runs/${encodeURIComponent(runId)}`;
  return subject.kind === "job" ? jobPath(subject.name) : undefined;
}

function pages(
  path: string,
  { name, before, oldest, label }: Record<"name" | "before" | "oldest", string | undefined> & { label: string },
  { texts, link }: Drawing,
): Html {
  return html`<nav class="pages" aria-label="${label}">
${before && html`<a class="button" href="${link(path, { job: name })}">${texts.newest}</a>`}
${oldest && html`<a class="button" rel="next" href="${link(path, { job: name, before: oldest })}">${texts.older}</a>`}
</nav>`;
}
