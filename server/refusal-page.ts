import type { Theme } from "#preference-cookies.ts";
import type { Locale } from "#texts/format.ts";
import { refusalTexts } from "#texts/refusal.ts";
import { plainPage } from "./plain-page.ts";
import { type Refusal, refusals } from "./refusals.ts";

/** A small page of its own, because whatever was refused was never seen by the app that draws the others. */
export function refusalPage(reason: Refusal, { locale, theme }: { locale: Locale; theme: Theme }): string {
  const { title, home, reasons } = refusalTexts(locale);
  const main = `<p class="soft">${refusals[reason]}</p>
<h1>${title}</h1>
<p>${reasons[reason]}</p>
<p><a class="button" href="/">${home}</a></p>`;
  return plainPage({ locale, theme, title, main });
}
