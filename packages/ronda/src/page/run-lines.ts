import type { RunSummary } from "../types.ts";
import { duration } from "../words/format.ts";
import { statusChip, toneOfRun } from "./badge.ts";
import type { Drawing } from "./context.ts";
import { type Html, html } from "./html.ts";
import { time } from "./moment.ts";

/** More of a message is on the run's own page. */
const longestResult = 300;

/** Runs, a line each, which leads to the run: by the job's name, or by the moment where all are of one job. */
export function runLines(
  runs: readonly RunSummary[],
  drawing: Drawing,
  { ofOneJob = false }: { ofOneJob?: boolean } = {},
): Html {
  const lines = runs.map((run) => {
    const path = drawing.link(`/runs/${encodeURIComponent(run.id)}`);
    const at = time(momentOf(run), drawing);
    const [first, moment] = ofOneJob
      ? [html`<span class="job-of">${startedBy(run, drawing)}</span>`, html`<a href="${path}">${at}</a>`]
      : [html`<a class="job-of" href="${path}"><b>${run.jobName}</b></a>`, at];
    return html`<li class="line">${first}
<span class="state">${statusChip(run, drawing)}</span>
<span class="at">${moment}</span>
<span class="took">${run.durationMs !== null && duration(run.durationMs, drawing.locale)}</span>
${said(run, drawing) ?? (!ofOneJob && run.trigger !== "schedule" && html`<span class="said soft">${startedBy(run, drawing)}</span>`)}</li>
`;
  });
  return html`<ol class="lines">${lines}</ol>`;
}

function startedBy({ trigger, actor }: RunSummary, { words }: Drawing): string {
  return actor ? `${words.trigger(trigger)} · ${actor}` : words.trigger(trigger);
}

/** What went wrong, or is worth knowing. */
function said(run: RunSummary, { words }: Drawing): Html | null {
  const text = (run.errorMessage ?? (run.reason && words.runReason(run.reason)))?.slice(0, longestResult);
  return text ? html`<span class="said ${toneOfRun(run) === "failed" ? "failed" : "soft"}">${text}</span>` : null;
}

/** When a run was: began, or should have begun. */
export function momentOf({ startedAt, slotAt, createdAt }: RunSummary): Date {
  return startedAt ?? slotAt ?? createdAt;
}
