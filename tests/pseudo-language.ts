/**
 * A language that nobody speaks: English with accents, longer by two fifths, in brackets. What stands on a page without
 * brackets is data, or a text that is in no language's folder; what does not fit would not fit in a wordy language either.
 * `tests/processes/pseudo-language.ts` puts it in the place of English.
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
