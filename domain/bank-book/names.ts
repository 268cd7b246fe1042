import { cleanLine } from "#typed-text.ts";

/** Words that stand in every other description and in few names. */
const ofBanks =
  /^(?:trsf|transfer|tarikan|setoran|kredit|debit|biaya|bunga|pajak|adm|dari|dan|untuk|banking|bifast|fast|rek|rekening|bank|bca|mandiri|bni|bri|kr|cr|db)$/;

/** So many words are looked at: banks write no more of one line, and the work grows with them. */
const mostWords = 40;
const longestName = 5;
/** A name of fewer letters is the beginning of too many others. */
const shortestBeginning = 8;

/**
 * Which names may stand in a description, in small letters: runs of two to five words, and single words that are long enough to be
 * a name. `beginnings` are those at its end, which the bank may have cut off.
 */
export function namesIn(description: string): { whole: string[]; beginnings: string[] } {
  const words = cleanLine(description)
    .toLowerCase()
    .split(/[^\p{L}'.]+/u)
    .filter((word) => word.length > 1)
    .slice(0, mostWords);
  const whole = new Set<string>();
  for (let from = 0; from < words.length; from++) {
    if (ofBanks.test(words[from]!)) continue;
    for (let length = 1; length <= longestName && from + length <= words.length; length++) {
      const run = words.slice(from, from + length);
      if (length > 1 || run[0]!.length >= 5) whole.add(run.join(" "));
    }
  }
  const atEnd = [...whole].filter((run) => words.join(" ").endsWith(run));
  return { whole: [...whole], beginnings: atEnd.filter((run) => run.includes(" ") && run.length >= shortestBeginning) };
}

/** Codes of bookings in a description, as people type them: `ST-7F3K9`, `st 7f3k9`, `ST7F3K9`. */
export function codesIn(description: string): string[] {
  const found = description.toUpperCase().matchAll(/\bST[- ]?([0-9A-Z]{5,8})\b/g);
  return [...new Set([...found].map(([, code]) => `ST-${code}`))];
}
