import type { Random } from "#scripts/sample/random.ts";
import type { Booking, World } from "./model/world.ts";
import type { Snapshot } from "./snapshot.ts";

/** One random history: the model's world, the people in it, and what the database held after the last step. */
export type Walk = {
  random: Random;
  world: World;
  travellers: { id: string }[];
  sari: { id: string };
  /** Nobody's friend: tries what is not theirs. */
  eve: { id: string };
  snapshot: Snapshot;
  now: () => Date;
};

/** Does something with the real verbs and the model's, and compares their answers. True where it was accepted. */
export type Step = (walk: Walk) => Promise<boolean>;

/** Steps by what they are called, with how often each is tried. */
export type Steps = Record<string, [weight: number, step: Step]>;

/**
 * One of the newest bookings: every other time of those that `suits`, if there are any, else whatever state it is in,
 * because most verbs have to refuse most of them.
 */
export function anyBooking(walk: Walk, suits: (booking: Booking) => boolean): Booking | undefined {
  return oneOf(walk.random, [...walk.world.bookings.values()].slice(-40), suits);
}

/** One of them: every other time one that `suits`, if there is any. */
export function oneOf<Item>(random: Random, all: Item[], suits: (item: Item) => boolean): Item | undefined {
  const suited = all.filter(suits);
  if (suited.length > 0 && random.chance(0.5)) return random.pick(suited);
  return all.length > 0 ? random.pick(all) : undefined;
}
