import type { Locale } from "./format.ts";

/**
 * One area's texts by language. What runs in the browser imports its area alone, such as `texts/account.ts`: the whole
 * dictionary would be sent to everybody.
 */
export function inLanguages<AreaTexts>(both: Record<Locale, AreaTexts>): (locale: Locale) => AreaTexts {
  return (locale) => both[locale];
}
