import { logger } from "#logger.ts";
import { onceAProcess } from "#once-a-process.ts";

/** A file to send on: the caller reads or cancels the body. */
export type OpenedFile = { sizeBytes: number; body: ReadableStream<Uint8Array> };

/**
 * A file as far as its store could give it: nothing where there is none, `unreadable` where the store itself failed, a
 * folder that may not be read or a bucket that does not answer. Trying again may help, and an operator does.
 */
export type Opened = OpenedFile | "unreadable" | undefined;

const logEveryMs = 60_000;

/** What a store gives; one line a minute tells of failures, because a page may have a hundred photos. */
export async function openedBy(open: () => Promise<OpenedFile | undefined>): Promise<Opened> {
  try {
    return await open();
  } catch (error) {
    const told = onceAProcess("unreadable-files", () => ({ atMs: Number.NEGATIVE_INFINITY }));
    if (performance.now() - told.atMs >= logEveryMs) {
      told.atMs = performance.now();
      // The path and the key name an upload; the code and the store's words say what is wrong with it.
      const { name, code } = error as NodeJS.ErrnoException;
      logger.warn({ scope: "store", error: name, code }, "a stored file cannot be read");
    }
    return "unreadable";
  }
}
