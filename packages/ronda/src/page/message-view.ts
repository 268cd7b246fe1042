import type { PageTexts } from "../words/id/page.ts";
import { shape } from "./badge.ts";
import type { Content, Drawing, Tone } from "./context.ts";
import { html, type Piece } from "./html.ts";

/** A page that says why there is nothing else to see: its title, a sentence, and where to go on. */
export type Message = {
  status: number;
  title: Exclude<keyof PageTexts["errors"], "methodOf">;
  sentence: string;
  /** What was said by whatever went wrong, as it was said. */
  detail?: string | undefined;
  tone?: Tone;
  /** One more way on: the address and what it is called. */
  way?: { href: string; name: string };
};

const longestDetail = 500;

/** Draws a {@link Message}. */
export function messageContent({ title, sentence, detail, tone = "stale", way }: Message, drawing: Drawing): Content {
  const { texts, link } = drawing;
  const heading = texts.errors[title];
  const main: Piece = html`<h1 class="headline">${shape(tone)}<span>${heading}</span></h1>
<p class="soft">${sentence}</p>
${detail && html`<p class="pages"><code>${detail.slice(0, longestDetail)}</code></p>`}
<p class="pages">${way && html`<a class="button main" href="${way.href}">${way.name}</a>`}<a class="button" href="${link("")}">${texts.back}</a></p>`;
  return { title: heading, tone, place: null, isMoving: false, main };
}
