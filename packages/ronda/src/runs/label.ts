import { textOf } from "./failure.ts";
import { cut } from "./redact.ts";

/** Control characters, line ends, and those that change how the letters around them stand. */
const unprintable = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu;

/** How much is kept with every run of who asked for it, where it ran and what ran there. */
export const longestActor = 120;
export const longestHost = 255;
export const longestRelease = 100;

/** The longest reason that somebody may give for what they do. */
export const longestReason = 500;

/** A letter may be several characters before it is composed, and several blanks become one. */
const looksAhead = 4;

/**
 * Another's short text as it is kept and shown: an actor, a host, a release. It becomes one line in composed letters, cut
 * to `most` characters before anything else is done with it; empty where nothing is left.
 */
export function label(value: unknown, most: number): string {
  const start = textOf(value).slice(0, looksAhead * most);
  return cut(start.toWellFormed().normalize("NFC").replace(unprintable, " ").trim(), most);
}

const longestName = 100;

/** Why a hand-written handler's name cannot be the name of its runs, or nothing: it is an identity, so it is not mended. */
export function whatIsWrongWithName(name: unknown): string | undefined {
  const shown = label(name, longestName);
  if (shown !== "" && shown === name) return undefined;
  const rule = `A job's name is a text of 1 to ${longestName} characters on one line, in single blanks`;
  return typeof name === "string" && shown !== "" ? `${rule}, such as "${shown}"` : rule;
}
