import { zoneLabel } from "../schedule/time-zone.ts";
import type { Paused } from "../types.ts";
import { actPath, type FilledAct, type PageAct } from "./act.ts";
import type { PageVerb } from "./address.ts";
import { shape } from "./badge.ts";
import type { Drawing, Tone } from "./context.ts";
import { formField } from "./form.ts";
import { type Html, html } from "./html.ts";
import { time } from "./moment.ts";

/** Gives each form its token. */
export type Tokens = (about: string) => string;

/** What the forms of one page need: their tokens, and what came back filled in. */
export type Forms = { tokens: Tokens; path: string; filled?: FilledAct | undefined };

/** Fields of a form besides its button. */
type Fields = {
  until?: "optional" | "required";
  reason?: "optional" | "required";
  /** The pause that the page shows. */
  pausedAt?: Date;
  tone?: Tone;
  isMain?: boolean;
};

/** The form of one action: how long, why, and its button. */
export function actForm(verb: PageVerb, fields: Fields, { tokens, path, filled }: Forms, drawing: Drawing): Html {
  const { texts, link } = drawing;
  const own = filled?.verb === verb ? filled : undefined;
  const address = actPath({ verb, path } satisfies Pick<PageAct, "verb" | "path">);
  return html`<form method="post" action="${link(address)}">${formField(tokens(address))}${fields.pausedAt && html`<input type="hidden" name="pausedAt" value="${fields.pausedAt.toISOString()}">`}
${own && html`<p class="notice failed" role="alert" id="problem-${verb}">${own.problem}</p>`}
${fields.until && untilFields(verb, fields.until, own, drawing)}
${fields.reason && reasonField(verb, fields.reason, own, drawing)}
<button class="button${fields.isMain && " main"}" type="submit">${fields.tone && shape(fields.tone)}${texts.acts.buttons[verb]}</button></form>`;
}

function untilFields(
  verb: PageVerb,
  need: "optional" | "required",
  own: FilledAct | undefined,
  drawing: Drawing,
): Html {
  const { texts, zone, zoneNames } = drawing;
  const { acts } = texts;
  const lengths = [...(need === "optional" ? [["", acts.untilResumed] as const] : []), ...Object.entries(acts.lengths)];
  const chosen = own?.length ?? lengths[0]![0];
  return html`<div class="fields"><label>${acts.howLong}<select name="length">${lengths.map(
    ([value, shown]) => html`<option value="${value}"${value === chosen && html` selected`}>${shown}</option>`,
  )}</select></label>
<label>${acts.orUntil(zoneLabel(zone, zoneNames))}<input type="datetime-local" name="at" value="${own?.at}"${own && html` aria-describedby="problem-${verb}"`}></label></div>`;
}

function reasonField(
  verb: PageVerb,
  need: "optional" | "required",
  own: FilledAct | undefined,
  { texts }: Drawing,
): Html {
  const { acts } = texts;
  return html`<label><span>${acts.why}${need === "optional" && html` <span class="soft">(${acts.optional})</span>`}</span><input type="text" name="reason" maxlength="500" autocomplete="off" value="${own?.reason}"${need === "required" && html` required`}${own && html` aria-describedby="problem-${verb}"`}></label>`;
}

/** The panel that pauses a job, or ends its pause. */
export function pausePanel(
  { paused, isMoving }: { paused: Paused | null; isMoving: boolean },
  forms: Forms,
  drawing: Drawing,
): Html {
  const { acts } = drawing.texts;
  if (!paused) {
    const fields = { until: "optional", reason: "optional", tone: "paused" } as const;
    return foldedForm("pause", { title: acts.pause, lead: acts.pauseLead, fields, isMoving }, { forms, drawing });
  }
  return html`<section class="panel" id="pause" aria-labelledby="pause-title"><h2 id="pause-title">${shape("paused")} ${acts.paused}</h2>
<p>${paused.until ? around(acts.until, time(paused.until, drawing)) : acts.untilResumed}${paused.reason && html` · ${paused.reason}`}</p>
<p class="soft">${acts.pausedLead(paused.by)}</p>
${actForm("resume", { reason: "optional", pausedAt: paused.since, tone: "running", isMain: true }, forms, drawing)}</section>`;
}

/**
 * A form that is seldom wanted: folded away, open where it came back. On a page that loads itself again it is behind a link
 * that stops that, or what is typed would be lost.
 */
export function foldedForm(
  verb: PageVerb,
  { title, lead, fields, isMoving }: { title: string; lead: string; fields: Fields; isMoving: boolean },
  { forms, drawing }: { forms: Forms; drawing: Drawing },
): Html {
  if (isMoving && drawing.refreshes) {
    return html`<p class="pages" id="${verb}"><a class="button" href="${drawing.here({ refresh: "off" })}#${verb}">${title}</a></p>`;
  }
  const isOpen = isMoving || forms.filled?.verb === verb;
  return html`<details class="panel" id="${verb}"${isOpen && html` open`}><summary><h2>${title}</h2></summary>
<p class="soft">${lead}</p>
${actForm(verb, fields, forms, drawing)}</details>`;
}

/** A sentence around something that is no text. */
export function around(sentence: (inner: string) => string, inner: Html): Html {
  const [before, after] = sentence("\n").split("\n");
  return html`${before}${inner}${after}`;
}
