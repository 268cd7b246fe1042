/** Something of a list, how often it is there, and the last time. */
export type Repeated<Item> = { item: Item; times: number; last: Item };

/**
 * A list in which what reads the same stands once, in the order in which each came first. `keyOf` gives what an item reads
 * like; an item without a key stands by itself, and what comes after it is counted anew.
 */
export function repeats<Item>(items: readonly Item[], keyOf: (item: Item) => string | null): Repeated<Item>[] {
  const found: Repeated<Item>[] = [];
  let open = new Map<string, Repeated<Item>>();
  for (const item of items) {
    const key = keyOf(item);
    const before = key === null ? undefined : open.get(key);
    if (before) {
      before.times += 1;
      before.last = item;
      continue;
    }
    const entry = { item, times: 1, last: item };
    found.push(entry);
    if (key === null) open = new Map();
    else open.set(key, entry);
  }
  return found;
}
