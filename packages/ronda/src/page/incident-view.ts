import { textIn } from "../text-in.ts";
import type {
  AlertDelivery,
  Incident,
  IncidentEvent,
  IncidentHistory,
  IncidentReason,
  LocalizedText,
} from "../types.ts";
import { count, duration, sentenceCase } from "../words/format.ts";
import { repeats } from "../words/repeats.ts";
import { actForm, around, type Forms } from "./act-forms.ts";
import { jobPath } from "./address.ts";
import { chip, guideLink, shape } from "./badge.ts";
import type { Content, Drawing, Tone } from "./context.ts";
import { type Html, html, type Piece, withCode } from "./html.ts";
import { distance, time } from "./moment.ts";

/** An incident, and what its watch says of what it finds now. */
export type IncidentPage = { incident: IncidentHistory; sentence: LocalizedText | null };

/** One incident: what is wrong and since when, what can be done, what happened to it and what was sent about it. */
export function incidentContent({ incident, sentence }: IncidentPage, forms: Forms, drawing: Drawing): Content {
  const { texts, link } = drawing;
  const { acts } = texts;
  const name = subjectOf(incident, drawing);
  const isOpen = incident.resolvedAt === null;
  return {
    title: acts.incidentOf(name),
    tone: toneOfIncident(incident),
    place: "incidents",
    isMoving: false,
    main: html`<a class="crumb" href="${link("/incidents")}">${acts.incidents}</a>
<div class="title"><h1>${acts.incidentOf(name)}</h1>${incidentChips(incident, drawing)}</div>
${incident.reasons.map((reason) => html`<p class="why ${toneOfSeverity(incident)}">${shape(toneOfSeverity(incident))}<span>${reasonInWords(reason, drawing, sentence)}, ${around(texts.since, time(reason.since, drawing))}</span></p>${originalOf(reason, drawing)}${isOpen && whatToDo(reason, drawing, sentence)}`)}
${incident.isFlapping && html`<p class="soft">${acts.flappingLead}</p>`}
<p class="pages">${wayOn(incident, drawing)}</p>
${isOpen && actsPanel(incident, forms, drawing)}
<div class="halves">
<section aria-labelledby="facts"><h2 id="facts">${acts.reasons}</h2><dl class="facts lined">${facts(incident, drawing)}</dl></section>
<div>${history(incident.history, drawing)}${deliveries(incident.deliveries, drawing)}</div>
</div>`,
  };
}

/** Whether it is about all jobs at once: the clock of a host, and the database, go by their names. */
export function isOfAll({ kind, name }: { kind: string; name: string }): boolean {
  return kind === "host" && name === "scheduler";
}

/** What an incident is about, as people call it. */
export function subjectOf({ subject }: Pick<Incident, "subject">, { texts }: Drawing): string {
  return isOfAll(subject) ? texts.acts.allAtOnce : subject.name;
}

/** Why there is an incident, in one line; of a watch that still finds something, in its own words. */
export function reasonInWords(
  reason: IncidentReason,
  { words, locale }: Drawing,
  sentence: LocalizedText | null,
): string {
  return reason.kind === "found" && sentence !== null ? textIn(sentence, locale) : words.reason(reason);
}

/** The error itself, below what it means. */
function originalOf(reason: IncidentReason, { words }: Drawing): Html | null {
  const message = "message" in reason ? reason.message : null;
  return message !== null && words.cause(message) ? html`<p class="soft mono">${message}</p>` : null;
}

/** What to do about it, where the cause does not say it already. */
function whatToDo(reason: IncidentReason, drawing: Drawing, sentence: LocalizedText | null): Html | null {
  const { words } = drawing;
  const meaning = reason.kind === "error" && reason.message ? words.cause(reason.message) : null;
  const advice = (meaning?.whatToDo ?? words.whatToDo(reason)).replace(/\.$/, "");
  const isSaid =
    (reason.kind === "found" && sentence !== null) || reasonInWords(reason, drawing, sentence).includes(advice);
  const guide = guideLink(reason.kind, drawing);
  if (isSaid) return guide && html`<p class="soft">${guide}</p>`;
  return html`<p class="soft">${withCode(`${advice}.`)}${guide}</p>`;
}

/** The colour of what is open; what is over has none. */
export function toneOfIncident(incident: Pick<Incident, "severity" | "resolvedAt" | "ending">): Tone {
  if (!incident.resolvedAt) return toneOfSeverity(incident);
  return isWell(incident) ? "ok" : "paused";
}

/** Whether it is over for good: what was merged into another, or left, may be as bad as before. */
function isWell({ ending }: Pick<Incident, "ending">): boolean {
  return ending !== "merged" && ending !== "left";
}

function toneOfSeverity({ severity }: Pick<Incident, "severity">): "failed" | "stale" {
  return severity === "FAILED" ? "failed" : "stale";
}

/** Its badge, whether it is over, and whether somebody looks after it. */
export function incidentChips(incident: Incident, { texts }: Drawing): Html {
  const { acts } = texts;
  const { severity, resolvedAt, acknowledged, snoozed, handling, isFlapping } = incident;
  return html`<span class="chips">${chip(toneOfIncident(incident), resolvedAt ? (incident.ending === "merged" || incident.ending === "left" ? acts[incident.ending] : acts.resolved) : severity)}${
    isFlapping && chip("stale", acts.flapping)
  }${!resolvedAt && acknowledged && chip("running", `${acts.acknowledgedBy} ${acknowledged.by}`)}${!resolvedAt && handling === "snoozed" && snoozed && chip("paused", `${acts.snoozedBy} ${snoozed.by}`)}</span>`;
}

/** An address of this site, or of another by its whole name. */
const address = /^(?:\/(?!\/)|https?:\/\/)/;

/** The one thing that leads to the mend: the run that failed, what the watch found, or the job that did not come. */
export function wayOn({ runId, subject, reasons, mergedInto }: Incident, { texts, link }: Drawing): Html | null {
  const button = (href: string, label: string) =>
    html`<a class="button main" href="${href}" aria-label="${label}: ${subject.name}">${label}</a>`;
  if (mergedInto) return button(link(`/incidents/${encodeURIComponent(mergedInto)}`), texts.acts.seeMerged);
  if (runId) return button(link(`/runs/${encodeURIComponent(runId)}`), texts.seeRun);
  const href = reasons.flatMap((reason) => (reason.kind === "found" && reason.href) || [])[0];
  if (href && address.test(href)) return button(href, texts.acts.seeFound);
  return subject.kind === "job" ? button(link(jobPath(subject.name)), texts.seeJob) : null;
}

function actsPanel(incident: IncidentHistory, forms: Forms, drawing: Drawing): Html {
  const acknowledge =
    !incident.acknowledged && actForm("acknowledge", { reason: "optional", isMain: true }, forms, drawing);
  return html`<section class="panel acts" aria-label="${drawing.texts.acts.actions}">${acknowledge}
${actForm("snooze", { until: "required", reason: "optional", tone: "paused" }, forms, drawing)}</section>`;
}

function facts(incident: IncidentHistory, drawing: Drawing): (Html | false | null)[] {
  const { texts, locale, now } = drawing;
  const { acts } = texts;
  const { acknowledged, snoozed, since, resolvedAt } = incident;
  const fact = (name: string, value: Piece) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`;
  const saying = ({ by, reason }: { by: string; reason: string | null }) => html`${by}${reason && html` · ${reason}`}`;
  return [
    fact(acts.openedAt, html`${time(since, drawing)} <span class="soft keep">· ${distance(since, drawing)}</span>`),
    resolvedAt && fact(acts.resolvedAt, time(resolvedAt, drawing)),
    fact(acts.lasted, duration((resolvedAt ?? now).getTime() - since.getTime(), locale)),
    fact(acts.alerts, count(incident.alertCount, locale)),
    acknowledged && fact(acts.acknowledgedBy, saying(acknowledged)),
    snoozed && fact(acts.snoozedBy, saying(snoozed)),
    snoozed && fact(acts.snoozedUntil, time(snoozed.until, drawing)),
    fact("ID", html`<code>${incident.id}</code>`),
  ];
}

function history(events: readonly IncidentEvent[], drawing: Drawing): Html {
  const { acts } = drawing.texts;
  // Reminders, and what flaps, would fill pages with the same line.
  const entries = repeats(events, keyOfEvent).map(({ item: event, times, last }) => {
    const said = [acts.events[event.kind], event.actor, event.reason].filter(Boolean).map(String).join(" · ");
    return html`<li><span>${time(event.at, drawing)}</span> <span>${sentenceCase(said)}${again(times, last.at, drawing)}${event.until && html` · ${around(acts.until, time(event.until, drawing))}`}</span></li>`;
  });
  return html`<section aria-labelledby="history"><h2 id="history">${acts.history}</h2><ol class="plain">${entries}</ol></section>`;
}

/** What the engine notes by itself again and again; what people did, and what is new, stands by itself. */
function keyOfEvent({ kind, actor }: IncidentEvent): string | null {
  return actor === null && (kind === "reminded" || kind === "quiet" || kind === "returned") ? kind : null;
}

/** How often, and when last, where it was more than once. */
function again(times: number, last: Date, drawing: Drawing): Html | false {
  const { texts, locale } = drawing;
  return (
    times > 1 &&
    html` <b>${texts.acts.times(count(times, locale))}</b>, ${around(texts.acts.lastOf, time(last, drawing))}`
  );
}

function deliveries(all: readonly AlertDelivery[], drawing: Drawing): Html {
  const { texts } = drawing;
  const { acts } = texts;
  const entries = repeats(all, keyOfDelivery).map(({ item, times, last: delivery }) => {
    const { channel, kind, attempts, error } = delivery;
    return html`<li><span><b>${channel}</b> <code>${kind}</code>${times > 1 && html` <b>${acts.times(count(times, drawing.locale))}</b>, ${around(texts.since, time(item.createdAt, drawing))}`}</span> <span>${stateOf(delivery, drawing)} <span class="soft">· ${acts.attempts(count(attempts, drawing.locale))}</span></span>${error && html`<span class="soft small">${error}</span>`}</li>`;
  });
  return html`<section aria-labelledby="deliveries"><h2 id="deliveries">${acts.deliveries}</h2>
${entries.length > 0 ? html`<ol class="plain">${entries}</ol>` : html`<p class="soft">${acts.noDeliveries}</p>`}</section>`;
}

/** What is told to a channel again and again stands once: the same kind that came to the same. */
function keyOfDelivery({ channel, kind, sentAt, givenUpAt, error }: AlertDelivery): string {
  return [channel, kind, sentAt ? "sent" : givenUpAt ? "given up" : "waiting", error].join("/");
}

function stateOf({ sentAt, givenUpAt, nextAttemptAt }: AlertDelivery, drawing: Drawing): Html | null {
  const { acts } = drawing.texts;
  if (sentAt) return around(acts.sent, time(sentAt, drawing));
  if (givenUpAt) return around(acts.givenUp, time(givenUpAt, drawing));
  return nextAttemptAt && around(acts.waiting, time(nextAttemptAt, drawing));
}
