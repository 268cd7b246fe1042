import { apartFromRequest, asJob, asker } from "#db/bounds.ts";
import { unavailability } from "#db/unavailable.ts";
import { type FailedPages, keepFailedPages } from "#domain/installation/failed-pages.ts";
import { limits } from "#limits.ts";
import { logger } from "#logger.ts";
import { onceAProcess } from "#once-a-process.ts";
import { lineOf } from "./error-line.ts";

/** The request that ended in an error, and where the framework was at with it. */
type Failed = {
  error: unknown;
  request: { path: string; method: string };
  /** `kind`: a page that was drawn, a form's action, a route. */
  place: { route: string; kind: string };
};

const { mostCauses, writeEveryMs } = limits.failedPages;

/** Of more causes than are counted one by one. */
const others = "other causes";

/**
 * A page, an action or a route ended in an error that nobody expects: one line in the log names the code that its visitor
 * reads, and it counts for the watch `pages-failed`. What the database could not serve is told by others, and what the
 * front refused never comes here.
 */
export function pageFailed({ error, request, place }: Failed, now: Date): void {
  if (unavailability(error) ?? asker().unavailable) return;
  const cause = lineOf(error);
  const [path] = request.path.split("?", 1);
  const code = (error as { digest?: unknown } | null)?.digest;
  logger.error({ scope: "page", code, method: request.method, path, ...place, cause }, "page failed");
  counter().count(cause, now);
}

const counter = () => onceAProcess("failed pages", () => new FailedPageCounter());

/** Counts in memory first, so that a flood of failures cannot flood the database; what was not written is kept for the next time. */
export class FailedPageCounter {
  readonly #write: (counted: FailedPages[], now: Date) => Promise<void>;
  #counted = new Map<string, FailedPages>();
  #writtenAtMs = Number.NEGATIVE_INFINITY;
  #timer: NodeJS.Timeout | undefined;

  constructor(write: typeof keepFailedPages = writeApart) {
    this.#write = write;
  }

  /** Counts one, and writes at once where nothing was written lately, else as soon as it may. */
  count(cause: string, now: Date): void {
    const minute = new Date(Math.floor(now.getTime() / 60_000) * 60_000);
    this.#add({ minute, cause, count: 1 });
    const waitMs = Math.max(0, this.#writtenAtMs + writeEveryMs - performance.now());
    this.#timer ??= setTimeout(() => void this.#flush(now), waitMs).unref();
  }

  #add(one: FailedPages): void {
    const key = `${one.minute.toISOString()} ${one.cause}`;
    const known = this.#counted.get(key);
    if (known) known.count += one.count;
    else if (this.#counted.size < mostCauses) this.#counted.set(key, one);
    else if (one.cause !== others) this.#add({ ...one, cause: others });
    else this.#counted.set(key, one);
  }

  async #flush(now: Date): Promise<void> {
    this.#timer = undefined;
    this.#writtenAtMs = performance.now();
    const writing = [...this.#counted.values()];
    this.#counted = new Map();
    try {
      await this.#write(writing, now);
    } catch (error) {
      logger.warn({ err: error }, "failed pages could not be counted yet");
      for (const one of writing) this.#add(one);
    }
  }
}

/** The request that counts waits for nothing of it. */
async function writeApart(counted: FailedPages[], now: Date): Promise<void> {
  await apartFromRequest(() => asJob(() => keepFailedPages(counted, now)));
}
