import type { Health, HealthReason, IncidentReason, RunStatus, RunSummary } from "../types.ts";
import { isRestart } from "../words/words.ts";
import type { Drawing, Tone } from "./context.ts";
import { type Html, html } from "./html.ts";

const shapes: Record<Tone, string> = {
  ok: "M6 .5a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11Z",
  stale: "M6 .8 11.6 11H.4Z",
  failed: "M6 .2 11.8 6 6 11.8.2 6Z",
  paused: "M1.5 1h3v10h-3Zm6 0h3v10h-3Z",
  running: "M2.5.8 11 6l-8.5 5.2Z",
};

/** A disc for well, a triangle for late, a diamond for failed, bars for paused, an arrow for running. */
export function shape(tone: Tone): Html {
  return html`<svg class="shape ${tone}" viewBox="0 0 12 12" aria-hidden="true" focusable="false"><path fill="currentColor" d="${shapes[tone]}"/></svg>`;
}

const favicon: Record<Tone, string> = {
  ok: "#2b8a54",
  stale: "#d08a1a",
  failed: "#d0392f",
  paused: "#6b7785",
  running: "#1b9aa0",
};

/** The shape as the icon of the browser's tab, so that a glance at the tabs is enough. */
export function icon(tone: Tone): string {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 12 12"><path fill="${favicon[tone]}" d="${shapes[tone]}"/></svg>`;
  return `data:image/svg+xml,${encodeURIComponent(svg)}`;
}

const healthTones = { OK: "ok", STALE: "stale", FAILED: "failed" } as const;

/** The tone of a job as a whole. */
export function toneOfHealth({ badge }: Pick<Health, "badge">): "ok" | "stale" | "failed" {
  return healthTones[badge];
}

/** Whether a reason makes a badge FAILED, by a run that ended badly, or STALE, by one that did not come. */
export function toneOfReason(reason: HealthReason): "failed" | "stale" {
  return "runId" in reason ? "failed" : "stale";
}

/** OK, STALE or FAILED; FAILED and STALE at once are two chips. */
export function healthChips(health: Health): Html {
  const stale = health.alsoStale && chip("stale", "STALE");
  return html`<span class="chips">${chip(toneOfHealth(health), health.badge)}${stale}</span>`;
}

const statusTones: Record<RunStatus, Tone> = {
  RUNNING: "running",
  SUCCESS: "ok",
  FAILED: "failed",
  TIMED_OUT: "failed",
  ABANDONED: "failed",
  SKIPPED: "paused",
  MISSED: "stale",
};

/** The tone of a run. A restart is no error; what was given up and succeeded after all is half of one. */
export function toneOfRun(run: Pick<RunSummary, "status" | "reason" | "lateStatus">): Tone {
  if (isRestart(run)) return "paused";
  return run.status === "ABANDONED" && run.lateStatus === "SUCCESS" ? "stale" : statusTones[run.status];
}

/** A run's status by the name it has in the database and in the log. */
export function statusChip(run: Pick<RunSummary, "status" | "reason" | "lateStatus">, { words }: Drawing): Html {
  return chip(toneOfRun(run), run.status.replace("_", " "), words.outcome(run));
}

/** A word with the shape and colour of a tone. */
export function chip(tone: Tone, word: string, title?: string): Html {
  return html`<span class="chip ${tone}"${title && html` title="${title}"`}>${shape(tone)}${word}</span>`;
}

/** Why a job is not OK, a line each. */
export function reasonLines(health: Health, { words }: Drawing): Html[] {
  return health.reasons.map((reason) => {
    const tone = toneOfReason(reason);
    return html`<p class="why ${tone}">${shape(tone)}<span>${words.reason(reason)}</span></p>`;
  });
}

/** The way to what tells more about a reason; nothing where nothing does. */
export function guideLink(kind: IncidentReason["kind"], { guideUrl, texts }: Drawing): Html | null {
  const url = guideUrl(kind);
  return url ? html` <a href="${url}">${texts.guide}</a>` : null;
}
