import type { Kind } from "./chapters.ts";
import type { Market, Outing } from "./market/market.ts";
import type { Person } from "./people.ts";

/** What the scenes are told with: the market, its trips by what becomes of them, and how to find people and moments. */
export type StoryContext = {
  market: Market;
  of: (kind: Kind) => Outing[];
  ago: (hours: number) => Date;
  /** Somebody who has no seat on that trip yet. */
  someone: (outing: Outing, which?: (person: Person) => boolean) => Person;
};
