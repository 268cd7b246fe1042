import type { LocalizedText } from "./types.ts";

/**
 * The text in a reader's language, such as `id` or `pt-BR`. Where it is not there: the same language of another region,
 * else English, else the first that there is. A single sentence is everybody's; empty where there is no text at all.
 */
export function textIn(text: LocalizedText, locale: string): string {
  if (typeof text === "string") return text;
  const key = localeLike(Object.keys(text), locale);
  return key === undefined ? "" : (text[key] ?? "");
}

/** Which of the locales serves that reader best, by the rule of {@link textIn}; nothing where there is none. */
export function localeLike(locales: readonly string[], wanted: string): string | undefined {
  const language = (locale: string) => locale.toLowerCase().split(/[-_]/, 1)[0];
  return (
    locales.find((locale) => locale === wanted) ??
    locales.find((locale) => locale === language(wanted)) ??
    locales.find((locale) => language(locale) === language(wanted)) ??
    locales.find((locale) => language(locale) === "en") ??
    locales[0]
  );
}
