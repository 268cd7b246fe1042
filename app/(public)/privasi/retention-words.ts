import { type DataKind, dataKinds, kindsByGroup } from "#domain/privacy/data-kinds.ts";
import type { Locale, Texts } from "#texts/index.ts";
import { textsFor } from "#texts/index.ts";

/** A part of the page: its heading, and what is kept with how long that is. */
export type KeptPart = { title: string; items: { title: string; what: string; why: string; until: string }[] };

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** All that is kept about people, in words. A kind without words does not compile; one without a place is not there. */
export function keptParts(locale: Locale): KeptPart[] {
  const { groups, kinds: words, period } = textsFor(locale).privacy;
  const until = (kind: DataKind) => {
    const { kept } = dataKinds[kind];
    return words[kind].kept(typeof kept === "object" ? periodWords(kept.forMs(), period) : "");
  };
  return kindsByGroup().map(({ group, kinds }) => ({
    title: groups[group],
    items: kinds.map((kind) => ({ ...words[kind], until: until(kind) })),
  }));
}

/** A time of the policy, in the largest unit of which it is a whole number. */
export function periodWords(ms: number, words: Texts["privacy"]["period"]): string {
  if (ms % (365 * dayMs) === 0) return words.years(ms / (365 * dayMs));
  return ms > dayMs && ms % dayMs === 0 ? words.days(ms / dayMs) : words.hours(Math.ceil(ms / hourMs));
}
