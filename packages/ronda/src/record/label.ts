import { textOf } from "./failure.ts";
import { cut } from "./redact.ts";

/** Blanks of every width, line ends and other control characters: they divide words. */
const dividers = /[\p{Cc}\p{Z}\s]+/gu;

/** What is drawn as nothing: half letters, signs that change how the letters around them stand, and letters that are a blank. */
const unseen = /(?:[\p{Cf}\p{Cs}\u115F\u1160\u2800\u3164\uFFA0]|\u034F|\u17B4|\u17B5|[\uFE00-\uFE0F])+/gu;

/** Something that can be seen. A mark alone stands on nothing. */
const visible = /[\p{L}\p{N}\p{P}\p{S}]/u;

/**
 * What somebody types, as it is kept: an actor, a reason. One line in composed letters, in which whatever divides words is
 * one blank and nothing is invisible; empty where nothing of it can be seen. Cleaning twice changes nothing.
 */
export function typedLine(typed: string): string {
  const line = typed.replace(unseen, "").normalize("NFC").replace(dividers, " ").trim();
  return visible.test(line) ? line : "";
}

/** How much is kept with every run of who asked for it, where it ran and what ran there. */
export const longestActor = 120;
export const longestHost = 255;
export const longestRelease = 100;

/** The longest reason that somebody may give for what they do. */
export const longestReason = 500;

/** A letter may be several characters before it is composed, and several blanks become one. */
const looksAhead = 4;

/**
 * Another's short text as it is kept and shown: an actor, a host, a release. It becomes one line as {@link typedLine}
 * has it, cut before anything else is done with it and to `most` characters after it; empty where nothing is left.
 */
export function label(value: unknown, most: number): string {
  const start = textOf(value).slice(0, looksAhead * most);
  return cut(typedLine(start), most);
}

const longestName = 100;

/** Why a hand-written handler's name cannot be the name of its runs, or nothing: it is an identity, so it is not mended. */
export function whatIsWrongWithName(name: unknown): string | undefined {
  const shown = label(name, longestName);
  if (shown !== "" && shown === name) return undefined;
  const rule = `A job's name is a text of 1 to ${longestName} characters on one line, in single blanks`;
  return typeof name === "string" && shown !== "" ? `${rule}, such as "${shown}"` : rule;
}
