/** The database did not answer in time. */
export class TooSlow extends Error {
  override name = "TooSlow";
}

/** Does work when its turn has come, or gives up with {@link TooSlow}. */
export type Turns = <Result>(work: () => Promise<Result>) => Promise<Result>;

/**
 * Lets at most so many pieces of work go on at once, the first who came first, and waits for each only so long. What is
 * given up while it works still has its turn until it ends; what is given up before is never begun.
 */
export function createTurns({ atOnce, withinMs }: { atOnce: number; withinMs: number }): Turns {
  const waiting = new Set<() => void>();
  let working = 0;

  function next(): void {
    for (const begin of waiting) {
      if (working >= atOnce) return;
      waiting.delete(begin);
      working += 1;
      begin();
    }
  }

  return (work) =>
    new Promise((resolve, reject) => {
      const begin = () => {
        const done = () => {
          working -= 1;
          clearTimeout(timer);
          next();
        };
        work().then(resolve, reject).finally(done);
      };
      const timer = setTimeout(() => {
        waiting.delete(begin);
        reject(new TooSlow());
      }, withinMs);
      waiting.add(begin);
      next();
    });
}
