import { one } from "#app/_http/one.ts";
import { visitor } from "#app/_session/visitor.ts";
import { clock } from "#clock.ts";
import { isJustDone } from "./flash-mark.ts";

type SearchParams = Record<string, string | string[] | undefined>;
type Sentence = string | ((about: string) => string);

/**
 * What came of the last action of who is asking, from `?kabar=…&tentang=…&tanda=…`: one of these sentences. Nothing for an
 * address that somebody made up, sent on or opens again later: it would say as done what may not be so.
 */
export async function flashIn(params: SearchParams, sentences: Record<string, Sentence>): Promise<string | undefined> {
  return (await isTrue(params)) ? sentenceOf(params, sentences) : undefined;
}

/** Whether an action of who is asking has just led to this address. */
export async function isTrue(params: SearchParams): Promise<boolean> {
  const [flash, about, mark] = [one(params.kabar), one(params.tentang) ?? "", one(params.tanda)];
  if (!flash || !mark) return false;
  const adminId = (await visitor())?.id;
  return adminId !== undefined && isJustDone(mark, { adminId, flash, about }, clock());
}

/** The sentence itself; nothing for a key that is none of them, nor for something that reads like more than a name, a code or an amount. */
export function sentenceOf(params: SearchParams, sentences: Record<string, Sentence>): string | undefined {
  const [key, about = ""] = [one(params.kabar) ?? "", one(params.tentang)];
  const sentence = Object.hasOwn(sentences, key) ? sentences[key] : undefined;
  if (typeof sentence !== "function") return sentence;
  return /^[\p{L}\p{N} .'&-]{1,80}$/u.test(about) ? sentence(about) : undefined;
}
