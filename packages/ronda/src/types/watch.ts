import type { LocalizedText } from "./text.ts";

/**
 * What a watch found: how many rows, their amount where it is about money, since when the oldest, and the page that lists them.
 * `detail` is what the figures do not say, such as why: one line of at most 300 characters for its sentences.
 */
export type WatchFinding = {
  count: number;
  /** Null where nothing was found. */
  oldestAt: Date | null;
  amountRupiah?: number | null | undefined;
  href: string | null;
  detail?: string | null | undefined;
};

/** Writes figures as the reader's language does, for the sentences of watches. */
export type WatchWords = {
  /** `12345` as `12,345` or `12.345`. */
  count: (amount: number) => string;
  /** How long ago, in at most two units: `3 d 4 h`. Empty where nothing was found. */
  age: (since: Date | null) => string;
};

/** A sentence on what a watch found: a text, or made of what it found. */
export type WatchSentence = string | ((found: WatchFinding, words: WatchWords) => string);

/** What `defineWatch` takes. */
export type WatchOptions = {
  /** kebab-case; the name that incidents carry. */
  name: string;
  /** What it looks for, in one line: a sentence, or one a locale. */
  description: LocalizedText;
  /** What is said of what it found, and what to do about it: a sentence, or one a locale. */
  sentence: string | { readonly [locale: string]: WatchSentence };
  /** The jobs that keep it from finding anything: while one of them is not well, or paused, a finding follows from that. It looks again when one has run. */
  jobs?: readonly string[] | undefined;
  /** Looks. A `find` that throws, or takes longer than 10 s, is blind. */
  find: (at: { now: Date; signal: AbortSignal }) => Promise<WatchFinding> | WatchFinding;
};

/** A checked watch. Made by `defineWatch` only. */
export type Watch = Readonly<WatchOptions>;
