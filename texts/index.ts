import { en } from "./en.ts";
import type { Locale } from "./format.ts";
import { id, type Texts } from "./id.ts";

export { defaultLocale, isLocale, localeNames } from "./languages.ts";
export type { Locale, Texts };

const dictionaries: Record<Locale, Texts> = { id, en };

/** One text of every language, such as the engine takes it: `{ id: "…", en: "…" }`. */
export function inEachLanguage<Text>(read: (texts: Texts) => Text): Record<Locale, Text> {
  return { id: read(id), en: read(en) };
}

/** Everything that people read, in one language. For the server: the browser gets one area's texts, see `in-languages.ts`. */
export function textsFor(locale: Locale): Texts {
  return dictionaries[locale];
}
