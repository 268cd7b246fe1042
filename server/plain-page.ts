import { isTheme, localeCookie, type Theme, themeCookie } from "#preference-cookies.ts";
import type { Locale } from "#texts/format.ts";
import { defaultLocale, isLocale } from "#texts/languages.ts";

/** What stands on a page of the front; texts are HTML. */
type PlainPage = { locale: Locale; theme: Theme; title: string; main: string; head?: string };

/** A whole page in the house's looks for when there is none of the framework's: no script, no file, no database. */
export function plainPage({ locale, theme, title, main, head = "" }: PlainPage): string {
  return `<!doctype html>
<html lang="${locale}" data-theme="${theme}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
${head}
<title>${title} · SeTrip</title>
<style>${styles(theme)}</style>
</head>
<body>
<header>${logo}SeTrip</header>
<main>
${main}
</main>
</body>
</html>
`;
}

/** What a visitor chose. Without a choice of language, `languages`, the browser's own, decide where given. */
export function preferencesIn(cookies = "", languages = ""): { locale: Locale; theme: Theme } {
  const cookie = (name: string) => new RegExp(`(?:^|;\\s*)${name}=([^;]*)`).exec(cookies)?.[1];
  const [locale, theme] = [cookie(localeCookie), cookie(themeCookie)];
  const preferred = languages.split(",", 10).map((part) => part.trim().slice(0, 2));
  return {
    locale: [locale, ...preferred].find(isLocale) ?? defaultLocale,
    theme: isTheme(theme) ? theme : ("system" as const),
  };
}

/** `ui/logo.tsx` and `app/_shell/theme.css`, as far as one page of words needs them. */
const logo = `<svg viewBox="0 0 32 32" width="32" height="32" aria-hidden="true"><rect width="32" height="32" rx="8" fill="#10233b"/><circle cx="16" cy="17" r="6" fill="#ff8c6e"/><path d="M4 19.500c2.4-1.9 4.6-1.9 7 0s4.6 1.9 7 0 4.6-1.9 7 0c1.1.9 2 1.2 3 1.300V24a4 4 0 0 1-4 4H8a4 4 0 0 1-4-4z" fill="#55c6c3"/><path d="M4 24c2.4-1.7 4.6-1.7 7 0s4.6 1.7 7 0 4.6-1.7 7 0 2 1 3 1.100A4 4 0 0 1 24 28H8a4 4 0 0 1-4-4z" fill="#0a6a70"/></svg>`;

const styles = (theme: Theme) => `
:root { color-scheme: ${theme === "system" ? "light dark" : theme} }
body { margin: 0 auto; max-width: 36rem; min-height: 100dvh; display: flex; flex-direction: column; padding: 1.5rem 1.25rem; box-sizing: border-box;
  font: 1.125rem/1.55 ui-sans-serif, system-ui, sans-serif; color: light-dark(#10233b, #e8edf2); background: light-dark(#fbf9f5, #0c1620) }
header { display: flex; align-items: center; gap: .625rem; font-weight: 800; letter-spacing: -.015em }
main { flex: 1; display: flex; flex-direction: column; justify-content: center; gap: 1rem; padding: 3rem 0 }
h1 { margin: 0; font-size: clamp(1.9rem, 6vw, 2.25rem); line-height: 1.2; letter-spacing: -.02em; text-wrap: balance }
p { margin: 0; max-width: 46ch; text-wrap: pretty }
.soft { color: light-dark(#46566a, #aab7c4) }
a { color: light-dark(#0a6a70, #55c6c3) }
.button { display: inline-flex; align-items: center; min-height: 2.75rem; padding: 0 1rem; margin-top: .5rem; border-radius: 8px; font-size: .875rem; font-weight: 600;
  text-decoration: none; color: light-dark(#ffffff, #062326); background: light-dark(#0a6a70, #55c6c3) }
`;
