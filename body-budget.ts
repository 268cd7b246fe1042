/** A body that is being read: how much of it lies in memory, and how to stop and go on reading it. */
export type Underway = { bytes: number; pause: () => void; resume: () => void };

/** How many bytes of all bodies lie in memory, and how many of each are read in any case. */
export type BudgetBounds = { mostBytesAtOnce: number; alwaysReadBytes: number };

/**
 * The memory that all bodies share while they arrive. When it is used up, new bytes wait in the network: the oldest body
 * goes on, so that something always ends, and so do the first bytes of each, so that small forms never wait.
 */
export function bodyBudget({ mostBytesAtOnce, alwaysReadBytes }: BudgetBounds) {
  const underway = new Set<Underway>();
  const waiting = new Set<Underway>();
  let held = 0;

  const mayRead = (body: Underway) =>
    held < mostBytesAtOnce || body.bytes < alwaysReadBytes || underway.values().next().value === body;

  return {
    begin: (body: Underway) => void underway.add(body),
    /** Says that more of a body has arrived; pauses it when it has to wait. */
    arrived(body: Underway, bytes: number) {
      body.bytes += bytes;
      held += bytes;
      if (mayRead(body)) return;
      waiting.add(body);
      body.pause();
    },
    isWaiting: (body: Underway) => waiting.has(body),
    /** Whether any body waits. */
    isUsedUp: () => waiting.size > 0,
    /** The body left memory's care: nobody needs it there any more, or it was refused. */
    end(body: Underway) {
      if (!underway.delete(body)) return;
      waiting.delete(body);
      held -= body.bytes;
      for (const other of waiting) {
        if (!mayRead(other)) continue;
        waiting.delete(other);
        other.resume();
      }
    },
  };
}
