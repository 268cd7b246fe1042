import type { LogLine, Payload, Run } from "../types.ts";
import { count, duration, moment, sentenceCase } from "../words/format.ts";
import { actForm, type Forms, foldedForm } from "./act-forms.ts";
import { jobPath } from "./address.ts";
import { statusChip, toneOfRun } from "./badge.ts";
import type { Content, Drawing } from "./context.ts";
import { type Html, html, type Piece, withCode } from "./html.ts";
import { time } from "./moment.ts";

/** What is shown of a text: a row that another release, or another hand, has written may hold more than ours do. */
const longestText = 128 * 1024;
/** A log's 500 lines, and the one that says how many more there were. */
const mostLines = 501;
const longestLine = 4000;
/** Deeper ones stand unindented: each line of a nested list begins with as many spaces as it is deep. */
const deepestIndented = 32;

/** What can be done with a run: `again` as it is, `fill` with an input that is to be completed first, or nothing. */
export type RunPage = { again: "as-it-was" | "fill" | "no"; acts: Forms };

/** One run with everything that was kept of it, and the way to do it again where its job is still there. */
export function runContent(run: Run, { again, acts }: RunPage, drawing: Drawing): Content {
  const { texts, link, words } = drawing;
  const unrun = words.unrun(run);
  return {
    title: `${run.status.replace("_", " ")} · ${run.jobName}`,
    tone: toneOfRun(run),
    place: "runs",
    isMoving: run.status === "RUNNING",
    main: html`<a class="crumb" href="${link(jobPath(run.jobName))}">${run.jobName}</a>
<div class="title"><h1>${texts.runTitle(run.jobName)}</h1>${statusChip(run, drawing)}</div>
<p class="soft">${outcome(run, drawing)}</p>
${againSection(run, again, { acts, drawing })}
${(unrun ? [unrun.why, withCode(unrun.whatToDo)] : [run.reason && words.runReason(run.reason), words.late(run)]).map((said) => said && html`<p>${said}</p>`)}
${
  run.errorMessage &&
  html`<section aria-labelledby="error"><h2 id="error">${texts.error}</h2>
${meaning(run.errorMessage, drawing)}${[run.errorMessage, run.lateErrorMessage].map((said) => said && html`<p class="notice ${toneOfRun(run)}">${said.slice(0, longestText)}</p>`)}</section>`
}
<div class="halves">
<section aria-labelledby="facts"><h2 id="facts" class="hidden">${words.status(run.status)}</h2><dl class="facts lined">${facts(run, drawing)}</dl></section>
<div>${stackSection(run, drawing)}${logSection(run.log, drawing)}${payloadSection(run.payload ?? run.latePayload, drawing)}${inputSection(run.input, drawing)}</div>
</div>
${run.hasLease && releasePanel(run, acts, drawing)}`,
  };
}

/** What an error means and what to do about it, above the error itself. */
function meaning(message: string, { words }: Drawing): Html | null {
  const cause = words.cause(message);
  return cause && html`<p><strong>${sentenceCase(cause.says)}.</strong> ${withCode(cause.whatToDo)}</p>`;
}

function againSection(
  run: Run,
  again: RunPage["again"],
  { acts, drawing }: { acts: Forms; drawing: Drawing },
): Html | null {
  const { texts, link, actor } = drawing;
  const form = html`${link(jobPath(run.jobName), { again: run.id })}#run-now`;
  if (again === "fill") return html`<p class="pages"><a class="button" href="${form}">${texts.runAgain}</a></p>`;
  if (again === "no") return null;
  return html`<section class="panel again" aria-label="${texts.runAgain}"><p class="soft">${texts.acts.againLead(actor)}</p>
${actForm("again", { tone: "running", isMain: true }, acts, drawing)}${run.input !== null && html`<p class="pages"><a href="${form}">${texts.acts.againChanged}</a></p>`}</section>`;
}

function releasePanel({ status }: Run, acts: Forms, drawing: Drawing): Html {
  const { releaseTitle: title, releaseLead: lead } = drawing.texts.acts;
  const fields = { reason: "required" } as const;
  const isMoving = status === "RUNNING";
  return foldedForm("release", { title, lead, fields, isMoving }, { forms: acts, drawing });
}

/** What became of it, in one line. */
function outcome(run: Run, { words, locale }: Drawing): string {
  const took = run.durationMs === null ? [] : [duration(run.durationMs, locale)];
  return [words.outcome(run), ...took, words.trigger(run.trigger)].join(" · ");
}

function facts(run: Run, drawing: Drawing): (Html | false)[] {
  const { texts, words, locale } = drawing;
  const fact = (name: string, value: Piece) =>
    value !== null && value !== false && html`<div><dt>${name}</dt><dd>${value}</dd></div>`;
  const at = (moment: Date | null) => moment && time(moment, drawing, "full");
  return [
    fact(texts.status, words.status(run.status)),
    fact(texts.trigger, words.trigger(run.trigger)),
    fact(texts.actor, run.actor),
    fact(texts.slot, at(run.slotAt)),
    fact(texts.lastSlot, run.slotCount !== null && run.slotCount > 1 && at(run.slotLastAt)),
    fact(texts.slotCount, run.slotCount !== null && run.slotCount > 1 && count(run.slotCount, locale)),
    fact(texts.recorded, run.startedAt === null && at(run.createdAt)),
    fact(texts.started, at(run.startedAt)),
    fact(texts.heartbeat, run.finishedAt === null && at(run.heartbeatAt)),
    fact(texts.finished, at(run.finishedAt)),
    fact(texts.attempts, run.attempts !== null && run.attempts > 1 && count(run.attempts, locale)),
    fact(texts.duration, run.durationMs !== null && duration(run.durationMs, locale)),
    fact(texts.host, `${run.host} (pid ${run.pid})`),
    fact(texts.release, run.release && html`<code>${run.release}</code>`),
    fact("ID", html`<code>${run.id}</code>`),
  ];
}

function stackSection({ errorStack }: Run, drawing: Drawing): Html | null {
  const { stack } = drawing.texts;
  if (!errorStack) return null;
  return html`<section aria-labelledby="stack"><h2 id="stack">${stack}</h2>${block(stack, errorStack, drawing)}</section>`;
}

function logSection(log: readonly LogLine[], drawing: Drawing): Html {
  const { texts, locale } = drawing;
  const lines = log.slice(0, mostLines);
  const more = log.length > lines.length && texts.linesCut(count(lines.length, locale), count(log.length, locale));
  return html`<section aria-labelledby="log"><h2 id="log">${texts.log}</h2>
${
  lines.length > 0
    ? html`<ol class="log mono scroll" tabindex="0" role="list" aria-label="${texts.log}">${lines.map((line) => logLine(line, drawing))}</ol>`
    : html`<p class="soft">${texts.noLog}</p>`
}${more && html`<p class="soft small">${more}</p>`}</section>`;
}

function logLine({ at, level, message, stack }: LogLine, { locale, zone }: Drawing): Html {
  const when = new Date(at);
  const isMoment = !Number.isNaN(when.getTime());
  const said = isMoment
    ? html`<time datetime="${when.toISOString()}" title="${moment(when, locale, "UTC", { precision: "full" })}">${moment(when, locale, zone, { precision: "time" })}</time>`
    : html`<span></span>`;
  return html`<li class="${levels[level] ?? ""}">${said}<span class="level">${level}</span><span class="text">${message.slice(0, longestLine)}${stack && `\n${stack.slice(0, longestLine)}`}</span></li>
`;
}

const levels: Partial<Record<string, string>> = { info: "info", warn: "warn", error: "error" };

function payloadSection(payload: Payload | null, { texts, locale }: Drawing): Html {
  return html`<section aria-labelledby="payload"><h2 id="payload">${texts.payload}</h2>
${payload ? block(texts.payload, jsonOf(payload), { texts, locale }) : html`<p class="soft">${texts.noPayload}</p>`}</section>`;
}

/** What it was given, where its job takes an input. */
function inputSection(input: unknown, { texts, locale }: Drawing): Html | false {
  if (input === null || input === undefined) return false;
  return html`<section aria-labelledby="input"><h2 id="input">${texts.input}</h2>
${block(texts.input, jsonOf(input), { texts, locale })}</section>`;
}

function block(label: string, text: string, { texts, locale }: Pick<Drawing, "texts" | "locale">): Html {
  const more = text.length > longestText && texts.cut(count(longestText, locale), count(text.length, locale));
  return html`<pre class="scroll" tabindex="0" role="group" aria-label="${label}">${text.slice(0, longestText)}</pre>${more && html`<p class="soft small">${more}</p>`}`;
}

/** JSON to be read: indented, unless it is nested so deeply that the spaces would be most of it. */
export function jsonOf(value: unknown): string {
  return JSON.stringify(value, null, depthOf(value) > deepestIndented ? 0 : 2);
}

/** How deeply lists and objects are nested, counted no further than matters. */
function depthOf(value: unknown): number {
  let level = [value];
  for (let depth = 0; ; depth++) {
    level = level.flatMap((each) => (typeof each === "object" && each !== null ? Object.values(each) : []));
    if (level.length === 0 || depth > deepestIndented) return depth;
  }
}
