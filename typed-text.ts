import { limits } from "./limits.ts";

/**
 * What people type, as it is kept and shown: the one place that cleans it, before any schema sees it. Forms, searches,
 * the command line, the environment and the columns of the database all go through here, so that what is invisible
 * changes nothing. `docs/decisions/0019-typed-text.md` has the rules and their reasons.
 */

/** Text of several lines. Visible text stays; empty where nothing of it can be seen. Cleaning twice changes nothing. */
export function cleanText(typed: string): string {
  return clean(typed, (text) => {
    if (!/^\s|\s$| \n|\n{4}/.test(text)) return text;
    const lines = text.split("\n").map((line) => line.trimEnd());
    return lines
      .join("\n")
      .replace(/\n{4,}/g, "\n\n\n")
      .trim();
  });
}

/** Text of one line: as {@link cleanText}, and whatever divides words is one space. */
export function cleanLine(typed: string): string {
  return clean(typed, (text) => (/^ | $| {2}|\n/.test(text) ? text.replace(/\s+/g, " ").trim() : text));
}

/**
 * What stands for digits and plain letters, such as a phone or account number, an amount or a one-time code: one line in
 * which full-width letters and signs are ordinary ones, every hyphen and dash is `-` and no accent is left over. Nothing
 * where it is longer than any of these.
 */
export function plainCharacters(typed: string): string {
  const line = cleanLine(typed);
  if (line.length > limits.text.longestCode) return "";
  return cleanLine(line.normalize("NFKD").replace(dashes, "-").replace(/\p{M}/gu, ""));
}

/** What somebody looks for: a line, cut where no search of ours is longer. */
export function searchWords(typed: string): string {
  // The cut may have gone through a character.
  return cleanLine(cleanLine(typed).slice(0, limits.text.longestSearch));
}

/** Nothing in it can need cleaning but blanks. Most of what people type and all that is read again is of this kind. */
const ordinary = /^[\n\x20-\x7E\u00A1-\u00AC\u00AE-\u02FF]*$/;

function clean(typed: string, blanks: (text: string) => string): string {
  if (ordinary.test(typed)) return blanks(typed);
  const visible = typed.replace(/\r\n?|[\u0085\u2028\u2029\v\f]/g, "\n").replace(unseen, "");
  const composed = visible
    .replace(spaces, " ")
    // Before joiners are judged by their neighbours: a digit of ours belongs to no script that spells with them.
    .replace(/[^\P{Nd}0-9]/gu, digitOf)
    .replace(joinersAstray, "")
    .replace(tagsAstray, "$1")
    .normalize("NFC")
    .replace(hyphens, "-")
    .replace(piledMarks, "$1");
  return blanks(composed);
}

/** Blanks of other widths, and three letters that are drawn as nothing but a blank. */
const spaces = /[\t\p{Zs}\u2800]/gu;

/**
 * What nobody sees: controls, formats (those that turn the direction of writing, too), private and lone halves of
 * characters, what Unicode says to draw as nothing. Not those that {@link joinersAstray} and {@link tagsAstray} judge by
 * their neighbours, and not the Arabic and Kaithi signs that Unicode counts as formats although they are drawn.
 */
const unseen =
  // biome-ignore lint/suspicious/noMisleadingCharacterClass: each joiner is meant by itself.
  /(?![\n\t\u200C\u200D\uFE0E\uFE0F\u{E0100}-\u{E01EF}\u{E0030}-\u{E0039}\u{E0061}-\u{E007A}\u{E007F}\u0600-\u0605\u06DD\u070F\u0890\u0891\u08E2\u{110BD}\u{110CD}])[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}\uFFFC\uFFFD]/gu;

/** Scripts in which words are spelled with joiners: Arabic and its kin, and those of India and South-East Asia. */
const joining = [
  ..."Arab Syrc Mong Nkoo Deva Beng Guru Gujr Orya Taml Telu Knda Mlym Sinh Khmr Mymr Tibt Bali Java Sund".split(" "),
];
const joiningLetter = `[${joining.map((script) => `\\p{scx=${script}}`).join("")}]`;
const pictured = "\\p{Extended_Pictographic}";

/**
 * Joiners that join nothing: they stay within a word of a script that spells with them and within a picture of several
 * (an astronaut is a woman joined to a rocket). The signs that choose between two drawings of a character stay behind such a character.
 */
const joinersAstray = new RegExp(
  [
    `(?<!${joiningLetter})\\u200C|\\u200C(?!${joiningLetter})`,
    `(?<!${joiningLetter}|${pictured}\\uFE0F?|\\p{Emoji_Modifier})\\u200D`,
    `\\u200D(?!${joiningLetter}|${pictured})`,
    `(?<![\\p{Emoji}${pictured}])[\\uFE0E\\uFE0F]`,
    "(?<!\\p{Script=Han})[\\u{E0100}-\\u{E01EF}]",
  ].join("|"),
  "gu",
);

/** Tags, which are seen only as the part of a flag that says which (Scotland's); `$1` is a whole flag. */
const tagsAstray =
  /(\u{1F3F4}[\u{E0030}-\u{E0039}\u{E0061}-\u{E007A}]{3,6}\u{E007F})|[\u{E0030}-\u{E0039}\u{E0061}-\u{E007A}\u{E007F}]/gu;

/** Hyphens and the minus in their other forms; dashes are punctuation and stay. */
const hyphens = /[\u2010\u2011\u2212\uFE63\uFF0D]/g;

/** Every sign that somebody may have meant as a hyphen between digits. */
const dashes = /[\u00AD\u2010-\u2015\u2043\u2212\uFE58\uFE63\uFF0D]/g;

/** More marks above and below one letter than any language writes. */
const piledMarks = new RegExp(`(\\p{M}{${limits.text.mostMarksInARow}})\\p{M}+`, "gu");

/** A decimal digit of any script as ours: Unicode keeps the ten of each script side by side, in order. */
function digitOf(digit: string): string {
  const known = digits.get(digit);
  if (known) return known;
  let before = 0;
  while (isDigit((digit.codePointAt(0) ?? 0) - before - 1)) before++;
  digits.set(digit, String(before % 10));
  return String(before % 10);
}

const digits = new Map<string, string>();

const isDigit = (codePoint: number) => /\p{Nd}/u.test(String.fromCodePoint(codePoint));
