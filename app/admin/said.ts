import { one } from "#app/_http/one.ts";

type SearchParams = Record<string, string | string[] | undefined>;
type Sentence = string | ((about: string) => string);

/**
 * What came of the last action, from `?kabar=…&tentang=…`: one of these sentences. Nothing for a key that is none of
 * them, nor for something that reads like more than a name, a code or an amount: anybody can write a link.
 */
export function said(params: SearchParams, sentences: Record<string, Sentence>): string | undefined {
  const [key, about = ""] = [one(params.kabar) ?? "", one(params.tentang)];
  const sentence = Object.hasOwn(sentences, key) ? sentences[key] : undefined;
  if (typeof sentence !== "function") return sentence;
  return /^[\p{L}\p{N} .'&-]{1,80}$/u.test(about) ? sentence(about) : undefined;
}
