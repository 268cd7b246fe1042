import { limits } from "#limits.ts";
import { readableToken } from "./readable-token.ts";

/** One letter of a name may become five of the Latin alphabet, and downloads are named after the address. */
function bounded(words: string[]): string[] {
  const { mostLetters } = limits.slug;
  const fitting = words.slice(0, 1).map((word) => word.slice(0, mostLetters));
  for (const word of words.slice(1)) {
    if ([...fitting, word].join("-").length > mostLetters) break;
    fitting.push(word);
  }
  return fitting;
}

/**
 * Makes a name into the last part of an address: `Gunung Prau (2 hari)` → `gunung-prau-2-hari-7k3f`. The random end
 * tells things of one name apart; a collision is still possible, so whoever inserts it tries again.
 */
export function newSlug(name: string): string {
  const words = name
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[^a-z0-9\s_-]/g, "")
    .split(/[\s_-]+/)
    .filter(Boolean);
  return [...bounded(words), readableToken(4).toLowerCase()].join("-");
}
