import { limits } from "#limits.ts";
import type { DatabaseUnavailableError } from "./unavailable.ts";

/** Why the database does not serve, nothing when it does, or that nobody had time to find out. */
export type ProbeResult = DatabaseUnavailableError | "unknown" | undefined;

/**
 * What a process knows about its database being away. While it is, nobody waits for it: one prober looks for it, and the
 * first look that succeeds ends the outage for all.
 */
export class Outage {
  /** Why nobody can be served; undefined while the database is there, as far as anybody knows. */
  known: DatabaseUnavailableError | undefined;
  readonly #look: (withinMs: number) => Promise<ProbeResult>;
  readonly #onEnd: () => void;
  #timer: NodeJS.Timeout | undefined;
  #answeredMs = Number.NEGATIVE_INFINITY;

  /** `onEnd` hears of the end of an outage. */
  constructor(options: {
    look: (withinMs: number) => Promise<ProbeResult>;
    onEnd: () => void;
  }) {
    this.#look = options.look;
    this.#onEnd = options.onEnd;
  }

  /**
   * The database is away, as somebody has found who tried since then. It is not where others had answers meanwhile: a
   * process that is too busy to listen opens no connection in time either.
   */
  begin(reason: DatabaseUnavailableError, sinceMs: number): void {
    if (!this.hasAnsweredSince(sinceMs)) this.known ??= reason;
    this.suspect();
  }

  /** The database has answered somebody just now. */
  answered(): void {
    this.#answeredMs = performance.now();
  }

  /** Whether it has answered anybody since then, on the clock of `performance.now()`. */
  hasAnsweredSince(ms: number): boolean {
    return this.#answeredMs > ms;
  }

  /** Something took too long: find out whether the database is still there. */
  suspect(): void {
    if (this.#timer) return;
    const probe = () => void this.#probe();
    this.#timer = setInterval(probe, limits.database.probeEveryMs).unref();
    probe();
  }

  /** Stops looking. */
  stop(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  async #probe(): Promise<void> {
    const sinceMs = performance.now();
    const reason = await this.#look(limits.database.probeMs);
    // A look that began before another one succeeded has nothing to say any longer.
    if (!this.#timer || reason === "unknown") return;
    if (reason && !this.hasAnsweredSince(sinceMs)) {
      this.known = reason;
      return;
    }
    this.stop();
    const wasAway = this.known !== undefined;
    this.known = undefined;
    if (wasAway) this.#onEnd();
  }
}
