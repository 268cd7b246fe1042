import { one } from "#app/_http/one.ts";
import { searchWords } from "#typed-text.ts";
import { hideWords, shownWords } from "./hidden-words.ts";

/** The address of what was found, or of a part of it: what was looked for stands in it encrypted, see {@link hideWords}. */
export function searchAddress(path: string, { words, ...more }: { words: string } & Record<string, string>): string {
  const query = new URLSearchParams(more);
  const clean = searchWords(words);
  if (clean !== "") query.set("cari", hideWords(clean));
  return query.size > 0 ? `${path}?${query}` : path;
}

/** What such an address says was looked for; nothing for another. */
export function searchedWords(params: Record<string, string | string[] | undefined>): string {
  return shownWords(one(params.cari));
}
