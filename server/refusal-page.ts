import { limits } from "#limits.ts";
import type { Theme } from "#preference-cookies.ts";
import type { Locale } from "#texts/format.ts";
import { refusalTexts } from "#texts/refusal.ts";
import { releaseTexts } from "#texts/release.ts";
import { plainPage } from "./plain-page.ts";
import { type Refusal, refusals } from "./refusals.ts";

type Preferences = { locale: Locale; theme: Theme };

/**
 * A small page of its own, because whatever was refused was never seen by the app that draws the others. With `again` the
 * browser asks once more by itself in a moment.
 */
export function refusalPage(reason: Refusal, { locale, theme }: Preferences, again = false): string {
  const { title, home, reasons } = refusalTexts(locale);
  const main = `<p class="soft">${refusals[reason]}</p>
<h1>${title}</h1>
<p>${reasons[reason]}</p>
<p><a class="button" href="/">${home}</a></p>`;
  const head = again ? `<meta http-equiv="refresh" content="${limits.turns.retryAfterSeconds}">` : "";
  return plainPage({ locale, theme, title, main, head });
}

/**
 * For a form that was sent without scripts and came from a release before this one: what was typed is there to be copied,
 * and the way back leads to the form as it is now. `address` is the form's page.
 */
export function earlierReleasePage(address: string, typed: string[], { locale, theme }: Preferences): string {
  const { title, lead, typed: heading, open } = releaseTexts(locale).page;
  const values = typed.map((value) => `<li style="white-space:pre-wrap">${escaped(value)}</li>`).join("\n");
  const list = typed.length > 0 ? `<h2>${heading}</h2>\n<ul>\n${values}\n</ul>\n` : "";
  const main = `<p class="soft">${refusals["unknown-action"]}</p>
<h1>${title}</h1>
<p>${lead}</p>
${list}<p><a class="button" href="${escaped(address)}">${open}</a></p>`;
  return plainPage({ locale, theme, title, main });
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
}
