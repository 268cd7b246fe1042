import { dictionaryOf } from "./dictionary.ts";
import type { Texts } from "./id.ts";
import { type Locale, locales } from "./languages.ts";

export { defaultLocale, isLocale, languageOf, locales } from "./languages.ts";
export type { Locale, Texts };

/** One text of every language, such as the engine takes it: `{ id: "…", en: "…" }`. */
export function inEachLanguage<Text>(read: (texts: Texts, locale: Locale) => Text): Record<Locale, Text> {
  const each = locales.map((locale) => [locale, read(textsFor(locale), locale)]);
  return Object.fromEntries(each) as Record<Locale, Text>;
}

/** Everything that people read, in one language. For the server: the browser gets one area's texts, see `in-languages.ts`. */
export function textsFor(locale: Locale): Texts {
  return dictionaryOf(locale);
}
