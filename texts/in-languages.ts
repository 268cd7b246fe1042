import type { Locale } from "./languages.ts";

/** What tests put in place of a language's texts, in a server or a browser of theirs: see `tests/browser/pseudo/`. */
type Replacing = { setripTexts?: <AreaTexts>(texts: AreaTexts, locale: Locale) => AreaTexts };

/**
 * One area's texts by language. What runs in the browser imports its area alone, such as `texts/account.ts`: the whole
 * dictionary would be sent to everybody.
 */
export function inLanguages<AreaTexts>(each: Record<Locale, AreaTexts>): (locale: Locale) => AreaTexts {
  const replace = (globalThis as Replacing).setripTexts;
  return (locale) => (replace ? replace(each[locale], locale) : each[locale]);
}
