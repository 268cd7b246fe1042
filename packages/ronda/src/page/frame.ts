import { type Locale, localeNames } from "../words/locale.ts";
import { icon } from "./badge.ts";
import type { Content, Drawing } from "./context.ts";
import { Html, html } from "./html.ts";
import { style } from "./style.ts";

/** How often a page on which something runs is loaded again. */
const refreshSeconds = 5;

/** A whole document: what is the same on every page, around the page's own part. */
export function frame(content: Content, drawing: Drawing): Html {
  const { app, locale, refreshes } = drawing;
  const again = content.isMoving && refreshes && html`<meta http-equiv="refresh" content="${refreshSeconds}">\n`;
  return html`<!doctype html>
<html lang="${locale}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
${again}<title>${content.title} · ${app}</title>
<link rel="icon" href="${icon(content.tone)}">
<style>${new Html(style)}</style>
</head>
<body>
<a class="skip" href="#main">${drawing.texts.skip}</a>
${bar(content, drawing)}
<main id="main">
${drawing.done && html`<p class="notice ok" role="status">${drawing.texts.acts.done[drawing.done]}</p>`}
${content.main}
${content.isMoving && refreshSwitch(drawing, refreshes)}
</main>
</body>
</html>
`;
}

/** A lantern: what the night watch carries. */
const lantern = html`<svg viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true"><path d="M9 6a3 3 0 0 1 6 0M7 6h10l-1 3v9l1 3H7l1-3V9Z"/><path d="M12 11v4"/></svg>`;

function bar({ place }: Content, { app, actor, texts, link, here, locale }: Drawing): Html {
  const entry = (name: Exclude<Content["place"], null>, path: string, label: string) =>
    html`<a href="${link(path)}"${place === name && html` aria-current="page"`}>${label}</a>`;
  const entries = [
    entry("jobs", "", texts.jobs),
    entry("incidents", "/incidents", texts.acts.incidents),
    entry("runs", "/runs", texts.runs),
    entry("actions", "/actions", texts.acts.actions),
  ];
  return html`<header class="bar">
<a class="app" href="${link("")}">${lantern}${app}</a>
<nav aria-label="${texts.navigation}">${entries}</nav>
<div class="end">${actor && html`<span>${texts.signedIn(actor)}</span>`}${others(locale).map(
    (other) => html`<a lang="${other}" hreflang="${other}" href="${here({ lang: other })}">${localeNames[other]}</a>`,
  )}</div>
</header>`;
}

function others(locale: Locale): Locale[] {
  return (Object.keys(localeNames) as Locale[]).filter((other) => other !== locale);
}

function refreshSwitch({ texts, here }: Drawing, refreshes: boolean): Html {
  const [said, offered, refresh] = refreshes
    ? [texts.refreshing(refreshSeconds), texts.stopRefreshing, "off"]
    : [texts.notRefreshing, texts.startRefreshing, undefined];
  return html`<section class="soft small"><p>${said} <a href="${here({ refresh })}">${offered}</a></p></section>`;
}
