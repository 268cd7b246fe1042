import type { Locale } from "#texts/languages.ts";

/**
 * A language that nobody speaks: English with accents, longer by two fifths, in brackets. What stands on a page without
 * brackets is data, or a text that is in no language's folder; what does not fit would not fit in a wordy language either. A
 * server that is started with `--import` of this file has it in place of English (see `texts/in-languages.ts`).
 */
export function pseudo<Part>(part: Part): Part {
  if (typeof part === "string") return inBrackets(part) as Part;
  if (typeof part === "function") return ((...given: unknown[]) => pseudo(part(...given))) as Part;
  if (Array.isArray(part)) return part.map(pseudo) as Part;
  if (typeof part !== "object" || part === null) return part;
  return Object.fromEntries(Object.entries(part).map(([name, inside]) => [name, pseudo(inside)])) as Part;
}

/** What no language would say in another way: addresses, and what has no word in it. */
const sameInEach = /^(?:(?:https?:|mailto:|[/#?])\S*|[^a-z]*)$/i;

const accents: Record<string, string> = { a: "á", c: "ç", e: "é", i: "î", n: "ñ", o: "ö", s: "š", u: "û", y: "ý" };

/** Names of jobs, commands and variables stand in backticks, and stay what they are. */
function inBrackets(text: string): string {
  if (sameInEach.test(text)) return text;
  const accented = text
    .split("`")
    .map((piece, at) => (at % 2 ? piece : piece.replace(/[aceinosuy]/g, (letter) => accents[letter]!)));
  const more = "é".repeat(Math.ceil(text.length * 0.4)).replace(/.{6}(?=.)/g, "$& ");
  return `[${accented.join("`")}${more}]`;
}

const made = new Map<unknown, unknown>();

function setripTexts<AreaTexts>(texts: AreaTexts, locale: Locale): AreaTexts {
  if (locale !== "en") return texts;
  if (!made.has(texts)) made.set(texts, pseudo(texts));
  return made.get(texts) as AreaTexts;
}

Object.assign(globalThis, { setripTexts });
