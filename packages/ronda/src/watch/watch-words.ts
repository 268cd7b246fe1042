import type { IncidentReason, LocalizedText, Watch, WatchFinding, WatchSentence, WatchWords } from "../types.ts";
import { age, count } from "../words/format.ts";
import { isLocale } from "../words/locale.ts";

/** What a watch says of what it found, in each of its languages; null where it found nothing, or where a sentence throws. */
export function sentenceOfWatch(watch: Pick<Watch, "sentence">, found: WatchFinding, now: Date): LocalizedText | null {
  if (found.count === 0) return null;
  const { sentence } = watch;
  try {
    if (typeof sentence === "string") return sentence;
    return Object.fromEntries(
      Object.entries(sentence).map(([locale, text]) => [locale, say(text, found, wordsIn(locale, now))]),
    );
  } catch {
    return null;
  }
}

/** The finding that a watch's incident tells of, as the watch gave it. */
export function findingOf(reasons: readonly IncidentReason[]): WatchFinding | undefined {
  return reasons.find((reason) => reason.kind === "found");
}

function say(sentence: WatchSentence, found: WatchFinding, words: WatchWords): string {
  return typeof sentence === "string" ? sentence : sentence(found, words);
}

/** The figures of a language that the engine does not speak are written as English ones. */
function wordsIn(locale: string, now: Date): WatchWords {
  const spoken = isLocale(locale) ? locale : "en";
  return {
    count: (amount) => count(amount, spoken),
    age: (since) => (since ? age(now.getTime() - since.getTime(), spoken) : ""),
  };
}
