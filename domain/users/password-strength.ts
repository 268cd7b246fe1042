import type { ZxcvbnFactory } from "@zxcvbn-ts/core";
import { policy } from "#domain/policy.ts";
import { limits } from "#limits.ts";
import { onceAProcess } from "#once-a-process.ts";

/** Why a password is one that others would try: it is made of the owner's own name or address, or it is a usual one. */
export type Guessable = "own" | "usual";

/** What others know of the owner, and would try. */
export type Owner = { name?: string; email?: string; phone?: string | null };

/**
 * Whether somebody who tries usual passwords, words, names, days and rows of keys, Indonesian ones too, would find this
 * one early; undefined where it is good. Only the first characters are judged: what follows makes none worse, and the
 * work grows faster than the length.
 */
export async function guessable(typed: string, owner: Owner = {}): Promise<Guessable | undefined> {
  // As the auth library hashes it, so that wide letters of Asian keyboards hide nothing.
  const password = typed.normalize("NFKC");
  const words = wordsOf(owner);
  if (isMadeOf(password, words)) return "own";
  const judge = onceAProcess("password judge", makeJudge);
  const judged = password.slice(0, limits.password.judgedCharacters);
  const { guesses, sequence } = (await judge).check(judged, words);
  if (guesses >= policy.passwordGuesses) return undefined;
  return sequence.some((match) => "dictionaryName" in match && match.dictionaryName === "userInputs") ? "own" : "usual";
}

/** What people here type when they are asked for one, and the lists do not have: phrases without their blanks. */
const phrases = [
  ...["katasandi", "katasandiku", "sandiku", "lupasandi", "lupakatasandi", "rahasiaku", "inirahasia", "gatau"],
  ...["bismillah", "alhamdulillah", "assalamualaikum", "subhanallah", "masyaallah", "allahuakbar", "insyaallah"],
  ...["akucintakamu", "akusayangkamu", "cintaku", "sayangku", "kamusayang", "iloveyou", "akuganteng", "akucantik"],
  ...["indonesiaraya", "indonesiaku", "merdeka", "garuda", "jalanjalan", "opentrip", "liburan", "setrip"],
  ...["akubisa", "bisabisa", "tidaktahu", "terserah", "semangat", "mamapapa", "ayahibu", "keluargaku"],
];

/** Loaded on first use: the lists take 60 MB of memory, which no page needs. */
async function makeJudge(): Promise<ZxcvbnFactory> {
  const [{ ZxcvbnFactory }, common, indonesian] = await Promise.all([
    import("@zxcvbn-ts/core"),
    import("@zxcvbn-ts/language-common"),
    import("@zxcvbn-ts/language-id"),
  ]);
  return new ZxcvbnFactory({
    dictionary: { ...common.dictionary, ...indonesian.dictionary, "phrases-id": phrases },
    graphs: common.adjacencyGraphs,
    l33tMaxSubstitutions: limits.password.mostSpellings,
    maxLength: limits.password.judgedCharacters,
  });
}

/** So few other characters hide nothing. */
const fewOthers = 5;

/** Whether hardly anything is left of a password without its owner's own words. The whole of it, since this costs little. */
function isMadeOf(password: string, words: string[]): boolean {
  const typed = password.toLowerCase();
  const longestFirst = words.toSorted((a, b) => b.length - a.length);
  const rest = longestFirst.reduce((text, word) => text.replaceAll(word, " "), typed);
  return rest !== typed && rest.replace(/[^\p{L}\p{N}]/gu, "").length <= fewOthers;
}

/** Name and address, whole and in their parts; shorter parts stand in any password. */
function wordsOf({ name = "", email = "", phone }: Owner): string[] {
  const typed = [name, email, phone ?? "", phone?.replace(/^\+62/, "0") ?? "", name.replace(/\s/g, "")];
  const parts = [...typed, ...`${name} ${email}`.split(/[^\p{L}\p{N}]+/u)];
  return [...new Set(parts.map((part) => part.toLowerCase().slice(0, 100)))].filter((part) => part.length >= 3);
}
