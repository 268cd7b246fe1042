import { performance } from "node:perf_hooks";
import { whenLate } from "#db/lateness.ts";
import { limits } from "#limits.ts";

/** When a look began, on the clock of `performance.now()`, and how busy the process had been until then. */
export type Look = { sinceMs: number; utilization: ReturnType<typeof performance.eventLoopUtilization> };

/** A look that ended in `found`, which may say more about a crowd than about what was looked at. */
export class NotJudged<Found> extends Error {
  readonly found: Found;

  constructor(found: Found) {
    super("not judged");
    this.found = found;
  }
}

/**
 * Looks at something, and remembers what was found. Where a look has no end in time, or one that says nothing, it says so;
 * only in a crowd it tells what was found last, if that is not long ago: a process that is merely busy has to stay where
 * visitors are sent to, because the others would get its crowd as well.
 */
export class Judged<Found> {
  readonly #look: () => Promise<Found>;
  readonly #isCrowded: (look: Look) => boolean;
  #last: { found: Found; atMs: number } | undefined;

  /** `look` throws {@link NotJudged} and nothing else; `isCrowded` says whether a crowd may be why it took too long. */
  constructor({ look, isCrowded }: { look: () => Promise<Found>; isCrowded: (look: Look) => boolean }) {
    this.#look = look;
    this.#isCrowded = isCrowded;
  }

  /** What is found now; `tooLate` when nothing is in time. Resolves within `limits.ready.checkMs`, if somebody listens. */
  async find(tooLate: Found): Promise<Found> {
    const look = { sinceMs: performance.now(), utilization: performance.eventLoopUtilization() };
    const found = await Promise.race([this.#judge(look), late(tooLate)]);
    if (!(found instanceof NotJudged)) return found;
    const { trustMs } = limits.ready;
    const isTrusted = this.#last && performance.now() - this.#last.atMs <= trustMs && this.#isCrowded(look);
    return isTrusted ? this.#last!.found : found.found;
  }

  /** Also one that ends too late to be told is remembered. */
  async #judge({ sinceMs }: Look): Promise<Found | NotJudged<Found>> {
    try {
      const found = await this.#look();
      if (!this.#last || this.#last.atMs < sinceMs) this.#last = { found, atMs: performance.now() };
      return found;
    } catch (error) {
      return error as NotJudged<Found>;
    }
  }
}

function late<Found>(tooLate: Found): Promise<NotJudged<Found>> {
  return new Promise((resolve) => whenLate(limits.ready.checkMs, () => resolve(new NotJudged(tooLate))));
}
