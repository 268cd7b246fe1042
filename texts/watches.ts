import { rupiah } from "./format.ts";
import type { WatchFound, WatchText } from "./id/watches.ts";
import { inEachLanguage, type Locale, type Texts, textsFor } from "./index.ts";

/** What the engine hands over of a find, and how it writes numbers. */
type Found = { count: number; amountRupiah?: number | null | undefined; detail?: string | null | undefined };
type Figures = { count: (amount: number) => string };

/**
 * What a watch brings of words, by its name: what it looks for and what it says of a find, in every language. `afterMs` is how
 * long its rule lets something wait.
 */
export function watchTexts(name: keyof Texts["watches"], afterMs = 0) {
  const rule = { minutes: afterMs / 60_000, hours: afterMs / 3_600_000, days: afterMs / 86_400_000 };
  const found = ({ count, amountRupiah, detail }: Found, words: Figures): WatchFound => ({
    ...rule,
    count: words.count(count),
    amount: rupiah(amountRupiah ?? 0),
    detail: detail ? ` (${detail})` : "",
  });
  return {
    name,
    description: inEachLanguage(({ watches }) => watches[name].description(rule)),
    sentence: inEachLanguage(
      ({ watches }) =>
        (find: Found, words: Figures) =>
          watches[name].sentence(found(find, words)),
    ),
  };
}

/** What a watch found in a few words; nothing where it has none, or is not one of ours. */
export function watchInShort(name: string, count: string, locale: Locale): string | undefined {
  const known: Readonly<Record<string, WatchText>> = textsFor(locale).watches;
  return Object.hasOwn(known, name) ? known[name]?.short?.(count) : undefined;
}
