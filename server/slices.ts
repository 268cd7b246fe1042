import { setImmediate } from "node:timers";

/** A piece of work that waits to be begun. */
type Piece = { begin: () => void };

/**
 * Has pieces of work begun one at a turn of the event loop, and lets the loop listen between them. Node takes one new
 * connection at each turn: where each request that comes is worked on in the turn that brought it, all that came behind it
 * stand in the system's queue, in front of every bound of ours, and whoever asks whether the process lives stands behind
 * them. So the next piece begins when a turn has brought nobody new, or when the loop has listened for as long as the
 * piece before took: whoever floods the process gets half of it at most.
 */
export class Slices<Kind extends string> {
  /** By kind, the next to have its turn first. */
  readonly #waiting: Map<Kind, Piece[]>;
  #isTurning = false;
  #hasHeard = false;
  #begunMs = 0;
  #listenUntilMs = 0;

  /** Of several kinds that wait, each has a piece begun in turn. */
  constructor(kinds: Iterable<Kind>) {
    this.#waiting = new Map([...kinds].map((kind) => [kind, []]));
  }

  /** To be told of each connection and request that comes. */
  heard(): void {
    this.#hasHeard = true;
  }

  /** Resolves when a piece of this kind may begin; it begins before anything else does. */
  turn(kind: Kind): Promise<void> {
    return new Promise((begin) => {
      this.#waiting.get(kind)!.push({ begin });
      if (this.#isTurning) return;
      this.#isTurning = true;
      setImmediate(this.#look);
    });
  }

  readonly #look = (): void => {
    const nowMs = performance.now();
    // The piece that the turn before has begun, with all that it did at once.
    if (this.#begunMs) this.#listenUntilMs = 2 * nowMs - this.#begunMs;
    this.#begunMs = 0;
    const hasHeard = this.#hasHeard;
    this.#hasHeard = false;
    if (!hasHeard || nowMs >= this.#listenUntilMs) this.#beginNext(nowMs);
    const isDone = this.#begunMs === 0 && [...this.#waiting.values()].every(({ length }) => length === 0);
    this.#isTurning = !isDone;
    if (!isDone) setImmediate(this.#look);
  };

  #beginNext(nowMs: number): void {
    for (const [kind, pieces] of this.#waiting) {
      const next = pieces.shift();
      if (!next) continue;
      // Behind the other kinds.
      this.#waiting.delete(kind);
      this.#waiting.set(kind, pieces);
      this.#begunMs = nowMs;
      next.begin();
      return;
    }
  }
}
