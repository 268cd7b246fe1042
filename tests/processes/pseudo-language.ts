import { pseudo } from "#tests/pseudo-language.ts";
import type { Locale } from "#texts/languages.ts";

// A server that is started with `--import` of this file has the pseudo-language in place of English, see
// `texts/in-languages.ts`. In a file of its own: it changes the whole process, and test files share one.

const made = new Map<unknown, unknown>();

function setripTexts<AreaTexts>(texts: AreaTexts, locale: Locale): AreaTexts {
  if (locale !== "en") return texts;
  if (!made.has(texts)) made.set(texts, pseudo(texts));
  return made.get(texts) as AreaTexts;
}

Object.assign(globalThis, { setripTexts });
