/** How many are inside at once, of all and of one person, and how many may wait for that. */
export type FairQueueBounds = {
  atOnce: number;
  atOncePerPerson: number;
  mostWaiting: number;
  mostWaitingPerPerson: number;
};

/**
 * A place, to be left when its work is done, or why there is none: `queue-full` means that this person's own work fills
 * their queue, `busy` that everybody's does, `interrupted` that they went away while they waited.
 */
export type Place = { ok: true; leave: () => void } | { ok: false; reason: "queue-full" | "busy" | "interrupted" };

/**
 * Lets people in one after the other in turns, whoever came first and however much each brought: a person's work queues
 * behind their own. Who goes away leaves the queue.
 */
export class FairQueue {
  readonly #bounds: FairQueueBounds;
  /** How many are inside, by person. */
  readonly #inside = new Map<string, number>();
  /** What each person waits with, the first first; who had a turn last stands at the end. */
  readonly #waiting = new Map<string, Set<() => void>>();

  constructor(bounds: FairQueueBounds) {
    this.#bounds = bounds;
  }

  /** Waits for a place of this person. */
  async enter(person: string, signal?: AbortSignal): Promise<Place> {
    if (signal?.aborted) return { ok: false, reason: "interrupted" };
    const { mostWaiting, mostWaitingPerPerson } = this.#bounds;
    const own = this.#waiting.get(person) ?? new Set();
    if (own.size === 0 && this.#isFreeFor(person)) return this.#letIn(person);
    if (own.size >= mostWaitingPerPerson) return { ok: false, reason: "queue-full" };
    if (count(this.#waiting.values(), ({ size }) => size) >= mostWaiting) return { ok: false, reason: "busy" };
    this.#waiting.set(person, own);
    return new Promise((resolve) => {
      const leaveQueue = () => {
        this.#remove(person, enter);
        resolve({ ok: false, reason: "interrupted" });
      };
      const enter = () => {
        signal?.removeEventListener("abort", leaveQueue);
        resolve(this.#letIn(person));
      };
      own.add(enter);
      signal?.addEventListener("abort", leaveQueue, { once: true });
    });
  }

  #isFreeFor(person: string): boolean {
    const { atOnce, atOncePerPerson } = this.#bounds;
    return (
      count(this.#inside.values(), (inside) => inside) < atOnce && (this.#inside.get(person) ?? 0) < atOncePerPerson
    );
  }

  #letIn(person: string): Place {
    this.#inside.set(person, (this.#inside.get(person) ?? 0) + 1);
    let left = false;
    const leave = () => {
      if (left) return;
      left = true;
      const others = this.#inside.get(person)! - 1;
      if (others > 0) this.#inside.set(person, others);
      else this.#inside.delete(person);
      this.#callNext();
    };
    return { ok: true, leave };
  }

  /** One left, so one comes in. */
  #callNext(): void {
    for (const [person, own] of this.#waiting) {
      if (!this.#isFreeFor(person)) continue;
      const [enter] = own;
      this.#remove(person, enter!);
      // Behind everybody else who waits.
      if (own.size > 0) {
        this.#waiting.delete(person);
        this.#waiting.set(person, own);
      }
      enter!();
      return;
    }
  }

  #remove(person: string, enter: () => void): void {
    const own = this.#waiting.get(person);
    own?.delete(enter);
    if (own?.size === 0) this.#waiting.delete(person);
  }
}

function count<Value>(values: Iterable<Value>, of: (value: Value) => number): number {
  let sum = 0;
  for (const value of values) sum += of(value);
  return sum;
}
