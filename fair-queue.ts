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

/** Somebody who waits, with the ways in which that ends. */
type Waiting = { enter: () => void; turnAway: () => void };

/**
 * Lets people in one after the other in turns, whoever came first and however much each brought: a person's work queues
 * behind their own. When nobody else may wait, whoever waits with most makes room. Who goes away leaves the queue.
 */
export class FairQueue {
  readonly #bounds: FairQueueBounds;
  /** How many are inside, by person. */
  readonly #inside = new Map<string, number>();
  /** What each person waits with, the first first; who had a turn last stands at the end. */
  readonly #waiting = new Map<string, Set<Waiting>>();

  constructor(bounds: FairQueueBounds) {
    this.#bounds = bounds;
  }

  /** How many wait. */
  get waiting(): number {
    return count(this.#waiting.values(), ({ size }) => size);
  }

  /** Whether everybody waits, however little they brought. */
  get isFull(): boolean {
    return count(this.#inside.values(), (inside) => inside) >= this.#bounds.atOnce;
  }

  /** A place of this person, if one is free now. */
  enterNow(person: string): Place | undefined {
    return !this.#waiting.has(person) && this.#isFreeFor(person) ? this.#letIn(person) : undefined;
  }

  /** Waits for a place of this person. */
  async enter(person: string, signal?: AbortSignal): Promise<Place> {
    if (signal?.aborted) return { ok: false, reason: "interrupted" };
    const place = this.enterNow(person);
    if (place) return place;
    const own = this.#waiting.get(person) ?? new Set();
    if (own.size >= this.#bounds.mostWaitingPerPerson) return { ok: false, reason: "queue-full" };
    if (this.waiting >= this.#bounds.mostWaiting && !this.#makeRoom(own.size)) return { ok: false, reason: "busy" };
    this.#waiting.set(person, own);
    return new Promise((resolve) => {
      const end = (place: () => Place) => {
        signal?.removeEventListener("abort", leaveQueue);
        this.#remove(person, waiting);
        resolve(place());
      };
      const leaveQueue = () => end(() => ({ ok: false, reason: "interrupted" }));
      const waiting: Waiting = {
        enter: () => end(() => this.#letIn(person)),
        turnAway: () => end(() => ({ ok: false, reason: "busy" })),
      };
      own.add(waiting);
      signal?.addEventListener("abort", leaveQueue, { once: true });
    });
  }

  /** Turns away the last of whoever waits with most, if that is fairer to somebody who waits with `own`. */
  #makeRoom(own: number): boolean {
    const most = [...this.#waiting.values()].reduce((one, other) => (other.size > one.size ? other : one), new Set());
    if (most.size <= own + 1) return false;
    [...most].at(-1)!.turnAway();
    return true;
  }

  #isFreeFor(person: string): boolean {
    const { atOncePerPerson } = this.#bounds;
    return !this.isFull && (this.#inside.get(person) ?? 0) < atOncePerPerson;
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
      const [next] = own;
      next!.enter();
      // Behind everybody else who waits.
      if (own.size > 0) {
        this.#waiting.delete(person);
        this.#waiting.set(person, own);
      }
      return;
    }
  }

  #remove(person: string, waiting: Waiting): void {
    const own = this.#waiting.get(person);
    own?.delete(waiting);
    if (own?.size === 0) this.#waiting.delete(person);
  }
}

function count<Value>(values: Iterable<Value>, of: (value: Value) => number): number {
  let sum = 0;
  for (const value of values) sum += of(value);
  return sum;
}
