import { createHash } from "node:crypto";
import { uniformInt } from "pure-rand/distribution/uniformInt";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";

/** Chance that repeats itself: the same seed draws the same numbers on every machine. */
export type Random = {
  /** A fraction in [0, 1). */
  fraction: () => number;
  /** A fraction of the way from `low` to `high`. */
  between: (low: number, high: number) => number;
  /** A whole number from `low` to `high`, both included. */
  whole: (low: number, high: number) => number;
  chance: (probability: number) => boolean;
  /** One of them; throws for an empty list. */
  pick: <Item>(items: readonly Item[]) => Item;
  /** The same items in another order. */
  shuffle: <Item>(items: readonly Item[]) => Item[];
};

/** Starts a stream of its own for `topic`, so that a change in one part of the sample leaves the others as they were. */
export function randomFrom(seed: number, topic: string): Random {
  const generator = xoroshiro128plus(createHash("sha256").update(`${seed} ${topic}`).digest().readInt32LE());
  // Its first numbers resemble those of neighbouring seeds.
  for (let early = 0; early < 32; early++) generator.next();
  const whole = (low: number, high: number) => uniformInt(generator, low, high);
  const fraction = () => whole(0, 0x7fffffff) / 0x80000000;
  const pick = <Item>(items: readonly Item[]): Item => {
    if (items.length === 0) throw new RangeError("nothing to pick from");
    return items[whole(0, items.length - 1)] as Item;
  };
  return {
    fraction,
    whole,
    pick,
    between: (low, high) => low + fraction() * (high - low),
    chance: (probability) => fraction() < probability,
    shuffle: (items) => {
      const rest = [...items];
      return items.map(() => rest.splice(whole(0, rest.length - 1), 1)[0] as (typeof items)[number]);
    },
  };
}
