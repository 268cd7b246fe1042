import type { Rejections } from "../database/rejections.ts";
import { scheduleInTwoZones } from "../schedule/words.ts";
import { textIn } from "../text-in.ts";
import type { HealthReason, Incident, JobOverview, LocalizedText, Overview } from "../types.ts";
import { count, duration, sentenceCase } from "../words/format.ts";
import { around } from "./act-forms.ts";
import { jobPath } from "./address.ts";
import { healthChips, reasonLines, shape, toneOfHealth } from "./badge.ts";
import type { Content, Drawing } from "./context.ts";
import { type Html, html, withCode } from "./html.ts";
import { reasonInWords, subjectOf, wayOn } from "./incident-view.ts";
import { distance, time } from "./moment.ts";
import { momentOf, runLines } from "./run-lines.ts";
import { week } from "./week.ts";

/** How many of the coming slots are told. */
const mostUpcoming = 8;

/** Then no job runs. */
function isGrave(kind: Overview["warnings"][number]["kind"]): boolean {
  return kind === "no-secret" || kind === "clock";
}

/** The first page: whether anything is wrong, what, since when and why; then every job. */
export function overviewContent(overview: Overview, rejections: readonly Rejections[], drawing: Drawing): Content {
  const { texts, words } = drawing;
  const { jobs, warnings, incidents, recentRuns } = overview;
  const unhandled = incidents.filter(({ handling }) => handling === "unhandled");
  const besides = unhandled.filter(({ subject }) => subject.kind !== "job").length;
  const needed = jobs.filter((job) => !isHandled(job, incidents));
  const troubles = [
    ...words.troubles(needed),
    ...(besides > 0 ? [texts.acts.openBesides(besides)] : []),
    ...warnings.map((warning) => words.warningInShort(warning)),
    ...words.handled(incidents),
  ];
  const sentence = troubles.length > 0 ? `${sentenceCase(troubles.join(", "))}.` : words.allWell(jobs);
  const isRed =
    needed.some(({ health }) => health.badge === "FAILED") ||
    unhandled.some(({ severity }) => severity === "FAILED") ||
    warnings.some(({ kind }) => isGrave(kind));
  const tone = isRed ? "failed" : troubles.length > 0 ? "stale" : "ok";
  return {
    title: sentence,
    tone,
    place: "jobs",
    isMoving: jobs.some(isRunning),
    main: html`<h1 class="headline">${shape(tone)}<span>${sentence}</span></h1>
<p class="soft small">${texts.checked("\n").split("\n")[0]}${time(overview.at, drawing, "full")}</p>
${warnings.map((warning) => html`<p class="notice ${isGrave(warning.kind) ? "failed" : "stale"}">${withCode(words.warning(warning))}</p>`)}
${attention(overview, drawing)}
<section class="jobs" aria-labelledby="jobs"><h2 id="jobs">${texts.jobs}</h2>
${jobs.length > 0 ? jobs.map((job) => jobRow(job, drawing)) : html`<p class="soft">${texts.noJobs}</p>`}</section>
<div class="halves even">${upcoming(jobs, drawing)}${turnedAway(rejections, drawing)}</div>
<section aria-labelledby="runs"><h2 id="runs">${texts.latestRuns}</h2>
${recentRuns.length > 0 ? runLines(recentRuns, drawing) : html`<p class="soft">${texts.noRuns}</p>`}
<p class="pages"><a class="button" href="${drawing.link("/runs")}">${texts.allRuns}</a></p></section>`,
  };
}

/** Whether a run of the job is under way. */
export function isRunning({ lastRun }: JobOverview): boolean {
  return lastRun?.status === "RUNNING";
}

/** Whether somebody deals with what is wrong with the job. */
function isHandled({ name, health }: JobOverview, incidents: readonly Incident[]): boolean {
  const tells = ({ subject, reasons }: Incident) =>
    subject.kind === "job"
      ? subject.name === name
      : health.badge === "STALE" && reasons.some((reason) => "jobs" in reason && reason.jobs?.includes(name));
  return incidents.some((incident) => incident.handling !== "unhandled" && tells(incident));
}

/** The jobs that are not well without an incident, and what is open: what needs somebody before what somebody deals with. */
function attention({ jobs, incidents, watches }: Overview, drawing: Drawing): Html | null {
  const told = new Set(incidents.filter(({ subject }) => subject.kind === "job").map(({ subject }) => subject.name));
  const wrong = (["FAILED", "STALE"] as const)
    .flatMap((badge) => jobs.filter(({ health }) => health.badge === badge))
    .filter(({ name }) => !told.has(name));
  const sentences = new Map(watches.map(({ name, sentence }) => [name, sentence]));
  const sentenceOf = ({ subject }: Incident) =>
    subject.kind === "watch" ? (sentences.get(subject.name) ?? null) : null;
  if (wrong.length + incidents.length === 0) return null;
  const lines = (those: Incident[]) => those.map((incident) => openIncident(incident, sentenceOf(incident), drawing));
  const firstHandled = incidents.findIndex(({ handling }) => handling !== "unhandled");
  const needed = firstHandled < 0 ? incidents.length : firstHandled;
  return html`<section aria-labelledby="attention"><h2 id="attention">${drawing.texts.attention}</h2>
<ul class="troubles">${lines(incidents.slice(0, needed))}${wrong.map((job) => trouble(job, drawing))}${lines(incidents.slice(needed))}</ul></section>`;
}

function openIncident(incident: Incident, sentence: LocalizedText | null, drawing: Drawing): Html {
  const { texts, link } = drawing;
  const tone = incident.severity === "FAILED" ? "failed" : "stale";
  const [reason] = incident.reasons;
  const { acknowledged, snoozed, handling } = incident;
  const handler =
    handling === "snoozed" && snoozed
      ? html` · ${texts.acts.snoozedBy} ${snoozed.by} ${around(texts.acts.until, time(snoozed.until, drawing))}`
      : acknowledged && html` · ${texts.acts.acknowledgedBy} ${acknowledged.by}`;
  const path = link(`/incidents/${encodeURIComponent(incident.id)}`);
  return html`<li class="${tone}"><div class="what">${shape(tone)}<div><strong><a href="${path}">${subjectOf(incident, drawing)}</a>: ${reason && reasonInWords(reason, drawing, sentence)}</strong>
<span class="small">${around(texts.since, time(incident.since, drawing))}${handler}</span></div></div>
${wayOn(incident, drawing)}</li>`;
}

function trouble({ name, health }: JobOverview, drawing: Drawing): Html | null {
  const [reason] = health.reasons;
  if (!reason) return null;
  const { texts, words, link } = drawing;
  const tone = toneOfHealth(health);
  const [address, offered] =
    "runId" in reason ? [`/runs/${encodeURIComponent(reason.runId)}`, texts.seeRun] : [jobPath(name), texts.seeJob];
  return html`<li class="${tone}"><div class="what">${shape(tone)}<div><strong>${name}: ${words.reason(reason)}</strong>
<span class="small">${since(reason, drawing)}</span></div></div>
<a class="button" href="${link(address)}" aria-label="${offered}: ${name}">${offered}</a></li>`;
}

/** Since when a reason has held. */
export function since({ since: at }: HealthReason, drawing: Drawing): Html {
  const [before, after] = drawing.texts.since("\n").split("\n");
  return html`${before}${time(at, drawing)}${after}`;
}

function jobRow(job: JobOverview, drawing: Drawing): Html {
  const { texts, words, link } = drawing;
  const notes = words.notes(job.health).join(" · ");
  return html`<article class="job" aria-labelledby="job-${job.name}">
<div class="who"><div class="name"><h3 id="job-${job.name}"><a href="${link(jobPath(job.name))}">${job.name}</a></h3>${healthChips(job.health)}</div>
${descriptionOf(job, drawing)}${reasonLines(job.health, drawing)}${notes && html`<p class="soft small">${notes}</p>`}</div>
<dl class="facts">${jobFacts(job, drawing)}</dl>
${week(job, drawing)}
<div>${job.schedule && html`<a class="button" href="${link(jobPath(job.name))}#run-now" aria-label="${texts.runNowFor(job.name)}">${texts.runNow}</a>`}</div>
</article>
`;
}

/** What the job does, if it says so. */
export function descriptionOf({ description }: JobOverview, { locale }: Drawing): Html | null {
  return description ? html`<p class="soft small">${textIn(description, locale)}</p>` : null;
}

/** When a job runs, ran and will run. */
export function jobFacts(job: JobOverview, drawing: Drawing): Html[] {
  const { texts, locale } = drawing;
  const { lastRun, lastSuccess, nextSlotAt } = job;
  const fact = (name: string, value: Html) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`;
  const took =
    lastRun?.durationMs != null && html` <span class="soft keep">· ${duration(lastRun.durationMs, locale)}</span>`;
  return [
    fact(texts.schedule, scheduleOf(job, drawing)),
    fact(texts.lastRun, lastRun ? html`${time(momentOf(lastRun), drawing)}${took}` : html`${texts.never}`),
    // Said only where it differs from the last run.
    ...(lastRun?.status !== "SUCCESS"
      ? [fact(texts.lastSuccess, lastSuccess ? time(lastSuccess.finishedAt, drawing) : html`${texts.never}`)]
      : []),
    ...(nextSlotAt
      ? [
          fact(
            texts.next,
            html`${time(nextSlotAt, drawing)} <span class="soft keep">· ${distance(nextSlotAt, drawing)}</span>`,
          ),
        ]
      : []),
    ...(job.lastSecret === "previous"
      ? [html`<div><dt></dt><dd class="why stale">${texts.previousSecret}</dd></div>`]
      : []),
  ];
}

function scheduleOf({ name, schedule }: JobOverview, { texts, jobs, locale, zone, zoneNames }: Drawing): Html {
  const job = jobs.get(name);
  if (!job) return html`${texts.handWritten}`;
  const words = scheduleInTwoZones(job.calendar, { locale, displayZone: zone, zoneNames });
  return html`${sentenceCase(words)} <code class="keep">${schedule}</code>`;
}

/** The next slots, each with what is wrong with its job now: as things are it may come to nothing. */
function upcoming(jobs: readonly JobOverview[], drawing: Drawing): Html {
  const { texts, link, words } = drawing;
  const next = jobs
    .flatMap(({ name, nextSlotAt, health }) => (nextSlotAt ? [{ name, nextSlotAt, reason: health.reasons[0] }] : []))
    .toSorted((one, other) => one.nextSlotAt.getTime() - other.nextSlotAt.getTime())
    .slice(0, mostUpcoming);
  const entries = next.map(
    ({ name, nextSlotAt, reason }) =>
      html`<li><a href="${link(jobPath(name))}">${name}</a> <span>${time(nextSlotAt, drawing)} <span class="soft keep">· ${distance(nextSlotAt, drawing)}</span></span>${reason && html` <span class="small why stale">${words.reason(reason)}</span>`}</li>`,
  );
  return html`<section aria-labelledby="upcoming"><h2 id="upcoming">${texts.upcoming}</h2>
${entries.length > 0 ? html`<ol class="plain">${entries}</ol>` : html`<p class="soft">${texts.noUpcoming}</p>`}</section>`;
}

function turnedAway(rejections: readonly Rejections[], drawing: Drawing): Html | null {
  if (rejections.length === 0) return null;
  const { texts, locale } = drawing;
  const entries = rejections.map(({ jobName, count: times, lastAt, userAgent }) => {
    const [before, after] = texts.lastAt("\n").split("\n");
    return html`<li><b>${jobName ?? texts.unknownJob}</b> <span>${texts.times(count(times, locale))}, ${before}${time(lastAt, drawing)}${after}</span>${userAgent && html`<span class="soft small">${userAgent}</span>`}</li>`;
  });
  return html`<section aria-labelledby="rejections"><h2 id="rejections">${texts.rejections}</h2>
<p class="soft small">${texts.rejectionsLead}</p><ul class="plain">${entries}</ul></section>`;
}
