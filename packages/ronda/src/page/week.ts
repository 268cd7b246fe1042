import { zoneLabel } from "../schedule/time-zone.ts";
import type { DayCount, JobOverview, RunStatus, RunSummary } from "../types.ts";
import { count, duration } from "../words/format.ts";
import type { Drawing } from "./context.ts";
import { type Html, html } from "./html.ts";

/**
 * Seven days, oldest first: a quiet bar where all went well, a red foot with a cross for errors, a dash where runs were
 * missed, an empty frame where nothing was.
 */
export function week({ week: days, runs7d, errors7d }: JobOverview, drawing: Drawing): Html {
  const { texts, locale, words, zone, zoneNames } = drawing;
  const inWords = `${texts.weekOf(zoneLabel(zone, zoneNames))}: ${days.map((day) => words.day(day)).join("; ")}`;
  const errors = texts.errorCount(count(errors7d, locale));
  return html`<div class="week">
<svg viewBox="0 0 240 28" role="img" aria-label="${inWords}">${days.map((day, index) => dayBar(day, index * 34 + 1, words.day(day)))}</svg>
<p>${texts.runCount(count(runs7d, locale))} · <span${errors7d > 0 && html` class="has-errors"`}>${errors}</span></p>
</div>`;
}

const height = 26;

function dayBar({ runs, errors, missed }: DayCount, x: number, title: string): Html {
  const bad = runs === 0 ? 0 : Math.max(0.5, errors / runs) * height;
  const gone = runs === 0 ? height : 10;
  return html`<g><title>${title}</title><rect class="${runs > 0 ? "good" : "none"}" x="${x}" y="1" width="28" height="${height}" rx="4"/>${
    errors > 0 &&
    html`<rect class="bad" x="${x}" y="${1 + height - bad}" width="28" height="${bad}" rx="4"/><path class="mark" d="M${x + 11} ${height - 10}l6 6m0-6l-6 6"/>`
  }${
    missed > 0 &&
    html`<rect class="gone" x="${x}" y="1" width="28" height="${gone}" rx="4"/><path class="mark" d="M${x + 8} 6h12"/>`
  }</g>`;
}

const barClasses: Partial<Record<RunStatus, string>> = {
  RUNNING: "now",
  SUCCESS: "good",
  FAILED: "bad",
  TIMED_OUT: "bad",
  ABANDONED: "bad",
};

/** How long the latest runs took, oldest first, each as tall as it was long; nothing where fewer than two have ended. */
export function durationBars(runs: readonly RunSummary[], { texts, locale, words }: Drawing): Html | null {
  const ended = runs.filter(({ durationMs }) => durationMs !== null).toReversed();
  if (ended.length < 2) return null;
  const longest = Math.max(1, ...ended.map(({ durationMs }) => durationMs!));
  const width = 300 / ended.length;
  const inWords = ended.map((run) => `${words.status(run.status)} ${duration(run.durationMs!, locale)}`).join("; ");
  const bars = ended.map((run, index) => {
    const tall = Math.max(2, (run.durationMs! / longest) * 60);
    const title = `${words.status(run.status)}, ${duration(run.durationMs!, locale)}`;
    const x = (index * width).toFixed(2);
    return html`<rect class="${barClasses[run.status] ?? "quiet"}" x="${x}" y="${(64 - tall).toFixed(2)}" width="${(width * 0.75).toFixed(2)}" height="${tall.toFixed(2)}"><title>${title}</title></rect>`;
  });
  return html`<svg class="bars" viewBox="0 0 300 64" preserveAspectRatio="none" role="img" aria-label="${texts.durations}: ${inWords}">${bars}</svg>`;
}
