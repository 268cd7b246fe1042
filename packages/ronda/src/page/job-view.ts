import type { Job } from "../job/job.ts";
import type { Action, JobOverview, RunSummary } from "../types.ts";
import { duration } from "../words/format.ts";
import type { PageTexts } from "../words/id/page.ts";
import { type Forms, pausePanel } from "./act-forms.ts";
import { jobPath } from "./address.ts";
import { guideLink, healthChips, shape, toneOfHealth, toneOfReason } from "./badge.ts";
import type { Content, Drawing } from "./context.ts";
import { formField } from "./form.ts";
import { type Html, html } from "./html.ts";
import { actionLines } from "./lists-view.ts";
import { slotMarks } from "./marks.ts";
import { distance, time } from "./moment.ts";
import { descriptionOf, isRunning, jobFacts, since } from "./overview-view.ts";
import { runLines } from "./run-lines.ts";
import { durationBars, week } from "./week.ts";

/** How many of a job's next slots are told. */
const mostUpcoming = 5;

/** What one job's page is made of; `job` is undefined for a hand-written handler, which cannot be run from here. */
export type JobPage = {
  overview: JobOverview;
  job: Job | undefined;
  runs: readonly RunSummary[];
  form: { token: string } & FilledForm;
  /** What has been done to it, newest first. */
  actions: readonly Action[];
  acts: Forms;
};

/** What stands in the form already: an input as its text, what was wrong with it when it was sent, whether hidden values are missing. */
export type FilledForm = { input?: string; problem?: string; isLess?: boolean };

/** One job: how it is and why, when it runs, its latest runs, and the form that runs it. */
export function jobContent({ overview, job, runs, form, actions, acts }: JobPage, drawing: Drawing): Content {
  const { texts, words, link } = drawing;
  const { name, health } = overview;
  const notes = words.notes(health);
  // What is being typed must not be lost.
  const isMoving = isRunning(overview) && !job?.input;
  const { paused } = overview;
  return {
    title: name,
    tone: toneOfHealth(health),
    place: "jobs",
    isMoving,
    main: html`<a class="crumb" href="${link("")}">${texts.back}</a>
<div class="title"><h1>${name}</h1>${healthChips(health)}</div>
${descriptionOf(overview, drawing)}
${health.reasons.map((reason) => html`<p class="why ${toneOfReason(reason)}">${shape(toneOfReason(reason))}<span>${words.reason(reason)}, ${since(reason, drawing)}${guideLink(reason.kind, drawing)}</span></p>`)}
${notes.length > 0 && html`<p class="soft">${notes.join(" · ")}</p>`}
<section class="halves wide-first">
<dl class="facts lined">${jobFacts(overview, drawing)}</dl>
<div>${week(overview, drawing)}</div>
</section>
${slotMarks(overview.slots, drawing)}
${paused && pausePanel({ paused, isMoving }, acts, drawing)}
${job && runNow(job, form, drawing)}
${!paused && pausePanel({ paused, isMoving }, acts, drawing)}
<section aria-labelledby="runs"><h2 id="runs">${texts.latestRuns}</h2>
${durationBars(runs, drawing)}
${runs.length > 0 ? runLines(runs, drawing, { ofOneJob: true }) : html`<p class="soft">${texts.noRuns}</p>`}
<p class="pages"><a class="button" href="${link("/runs", { job: name })}" aria-label="${texts.runsOf(name)}">${texts.allRuns}</a></p></section>
${
  actions.length > 0 &&
  html`<section aria-labelledby="actions"><h2 id="actions">${texts.acts.actions}</h2>${actionLines(actions, drawing)}
<p class="pages"><a class="button" href="${link("/actions", { job: name })}">${texts.acts.actionsOf(name)}</a></p></section>`
}
${job && html`<div class="halves">${nextSlots(job, drawing)}${limits(job, drawing)}</div>`}`,
  };
}

function runNow({ name, input }: Job, { token, ...filled }: JobPage["form"], { texts, link, actor }: Drawing): Html {
  return html`<section id="run-now" class="panel" aria-labelledby="run-now-title"><h2 id="run-now-title">${texts.runNow}</h2>
<p class="soft">${texts.runNowLead(actor)}</p>
${filled.problem && html`<p class="notice failed" role="alert">${texts.errors.badInput} ${filled.problem}</p>`}
<form method="post" action="${link(`${jobPath(name)}/run`)}">${formField(token)}
${input && inputField(filled, texts)}
<button class="button main" type="submit">${shape("running")}${texts.runNow}</button></form></section>`;
}

function inputField({ input, problem, isLess }: FilledForm, texts: PageTexts): Html {
  // The line feed at the start of such a field is not part of it.
  return html`<label for="input">${texts.inputGiven}</label>
<textarea id="input" name="input" rows="5" spellcheck="false" autocomplete="off" autocapitalize="off" aria-describedby="${isLess ? "input-missing input-hint" : "input-hint"}"${problem && html` aria-invalid="true"`}>
${input}</textarea>
${isLess && html`<p id="input-missing" class="notice stale">${texts.inputMissing}</p>`}
<p id="input-hint" class="soft small">${texts.inputHint}</p>`;
}

function nextSlots({ calendar }: Job, drawing: Drawing): Html {
  const slots: Date[] = [];
  for (let at = drawing.now; slots.length < mostUpcoming; ) {
    at = calendar.next(at);
    slots.push(at);
  }
  const entries = slots.map(
    (slot) => html`<li>${time(slot, drawing)} <span class="soft">${distance(slot, drawing)}</span></li>`,
  );
  return html`<section aria-labelledby="upcoming"><h2 id="upcoming">${drawing.texts.upcoming}</h2><ol class="plain">${entries}</ol></section>`;
}

function limits({ startGraceMs, maxRunMs, maxSilenceMs, catchUp }: Job, { texts, locale }: Drawing): Html {
  const fact = (name: string, value: string) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`;
  return html`<section aria-labelledby="limits"><h2 id="limits">${texts.limits}</h2><dl class="facts lined">${[
    fact(texts.startGrace, duration(startGraceMs, locale)),
    fact(texts.maxRun, duration(maxRunMs, locale)),
    fact(texts.maxSilence, duration(maxSilenceMs, locale)),
    fact(texts.catchUp, texts.catchUps[catchUp]),
  ]}</dl></section>`;
}
