import type { Locale } from "#texts/format.ts";
import { refusalTexts } from "#texts/refusal.ts";
import { type Refusal, refusals } from "./refusals.ts";

/** A small page of its own, because whatever was refused was never seen by the app that draws the others. */
export function refusalPage(reason: Refusal, locale: Locale): string {
  const { title, home, reasons } = refusalTexts(locale);
  return `<!doctype html>
<html lang="${locale}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${title} · SeTrip</title>
<style>${looks}</style>
</head>
<body>
<main>
<p class="code">${refusals[reason]}</p>
<h1>${title}</h1>
<p>${reasons[reason]}</p>
<a href="/">${home}</a>
</main>
</body>
</html>
`;
}

/** The colours of `app/theme.css`, which this page cannot load. */
const looks = `
:root { color-scheme: light dark }
body { margin: 0; font: 1.125rem/1.6 system-ui, sans-serif; color: light-dark(#10233b, #e8edf2); background: light-dark(#fbf9f5, #0c1620) }
main { max-width: 34rem; margin: 18vh auto 0; padding: 0 1.25rem }
h1 { margin: 0; font-size: 2rem; line-height: 1.2; font-weight: 800 }
p { margin: .75rem 0 0; color: light-dark(#46566a, #aab7c4) }
.code { margin: 0 0 .5rem; font-size: .875rem; font-weight: 600 }
a { display: inline-block; margin-top: 1.25rem; padding: .625rem 1rem; border-radius: 8px; font-weight: 600; text-decoration: none; color: light-dark(#ffffff, #062326); background: light-dark(#0a6a70, #55c6c3) }
a:hover { background: light-dark(#07545a, #7ad8d5) }
`;
